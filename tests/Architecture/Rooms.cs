using System.Reflection;
using System.Xml.Linq;

namespace DiversityBench.Tests.Architecture;

/// <summary>The rooms under src: their projects, sources and built assemblies.</summary>
internal static class Rooms
{
    public static string Source { get; } = Path.Combine(TestData.RepositoryRoot, "src");

    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories).Where(IsOurs).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> SourceFiles { get; } =
        [.. Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories).Where(IsOurs).Order(StringComparer.Ordinal)];

    /// <summary>Assemblies of the rooms that this test project can see.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [.. Projects.Select(NameOf).Where(name => File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"))).Select(Assembly.Load)];

    public static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    public static string Relative(string path) => Path.GetRelativePath(TestData.RepositoryRoot, path).Replace('\\', '/');

    public static IReadOnlyList<string> ReferencesOf(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference").Select(reference => NameOf(((string)reference.Attribute("Include")!).Replace('\\', '/')))];

    private static bool IsOurs(string path) =>
        !Relative(path).Split('/').Any(part => part is "bin" or "obj");
}
