using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Architecture;

public sealed partial class StyleTests
{
    private const int LongestFile = 250;

    [Test]
    public void No_static_field_can_change()
    {
        var fields = Rooms.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(IsWritten)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsLiteral);

        fields.Where(field => !field.IsInitOnly || IsMutable(field)).Select(field => $"{field.DeclaringType}.{field.Name}").Should().Equal([]);
    }

    [Test]
    public void Files_hold_one_public_type_of_their_own_name()
    {
        var offenders = Rooms.SourceFiles
            .Select(file => (Path: Rooms.Relative(file), Types: PublicType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value).Distinct().ToArray()))
            .Where(file => file.Types.Length > 1 || (file.Types.Length == 1 && file.Types[0] != Path.GetFileName(file.Path).Split('.')[0]));

        Rooms.SourceFiles.Should().NotBeEmpty();
        offenders.Select(file => $"{file.Path}: {string.Join(", ", file.Types)}").Should().Equal([]);
    }

    [Test]
    public void Files_are_short()
    {
        Rooms.SourceFiles.Where(file => File.ReadLines(file).Count() > LongestFile).Select(Rooms.Relative).Should().Equal([]);
    }

    [Test]
    public void Namespaces_follow_folders()
    {
        static string Expected(string file) => "namespace DiversityBench" + Path.GetDirectoryName(Rooms.Relative(file))!.Replace('\\', '.').Replace('/', '.')["src".Length..] + ";";

        Rooms.SourceFiles.Where(file => !File.ReadAllText(file).Contains(Expected(file))).Select(Rooms.Relative).Should().Equal([]);
    }

    [Test]
    public void No_folder_is_a_drawer_for_everything()
    {
        var folders = new[] { "src", "tests", "suites", "bench" }.Select(name => Path.Combine(TestData.RepositoryRoot, name)).Where(Directory.Exists)
            .SelectMany(top => Directory.EnumerateDirectories(top, "*", SearchOption.AllDirectories))
            .Select(Rooms.Relative)
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .ToArray();

        folders.Should().NotBeEmpty();
        folders.Where(path => Path.GetFileName(path) is "Utils" or "Util" or "Helpers" or "Common" or "Core" or "Misc").Should().Equal([]);
    }

    [Test]
    public void No_type_is_named_for_being_handy()
    {
        Rooms.Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(IsWritten).Select(type => type.Name)
            .Where(name => HandyName().IsMatch(name)).Should().Equal([]);
    }

    private static bool IsWritten(Type type)
    {
        for (var outer = type; outer is not null; outer = outer.DeclaringType)
        {
            if (outer.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || outer.Namespace?.StartsWith("DiversityBench", StringComparison.Ordinal) != true)
                return false;
        }

        return true;
    }

    // Arrays are left out: tables of constants are arrays, and private.
    private static bool IsMutable(FieldInfo field) =>
        field.FieldType == typeof(StringBuilder)
        || (field.FieldType.IsArray && !field.IsPrivate)
        || (field.FieldType.Namespace is "System.Collections.Generic" or "System.Collections.Concurrent" && field.FieldType.IsAssignableTo(typeof(IEnumerable)) && field.FieldType.IsClass);

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|readonly|partial|unsafe|ref) )*(?:record struct|record class|record|class|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex("(Utils?|Helpers?|Manager|Misc)$")]
    private static partial Regex HandyName();
}
