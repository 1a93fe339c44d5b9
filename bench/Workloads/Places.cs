namespace DiversityBench.Bench.Workloads;

/// <summary>Where the repository lies, and the folder shared/ beside it with equipment that is not part of it.</summary>
internal static class Places
{
    public static string Root { get; } = FindRoot();

    public static string Docs => Path.Combine(Root, "docs");

    public static string Peers => Path.Combine(Root, "bench", "peers");

    public static string Shared(params string[] parts) => Path.GetFullPath(Path.Combine([Root, "..", "shared", .. parts]));

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "DiversityBench.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException($"Expected DiversityBench.sln in a folder above {AppContext.BaseDirectory} because the models lie beside it, but found none.");
    }
}
