using NUnit.Framework;

namespace DiversityBench.Tests;

/// <summary>Where test data lies: the repository itself, and the folder shared/ beside it, which may be absent.</summary>
internal static class TestData
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static string Golden(string name) => Path.Combine(RepositoryRoot, "tests", "golden", name);

    /// <summary>Path in the folder of a model: those that ship with the repository are there, others under shared/models.</summary>
    public static string Model(string model, params string[] parts)
    {
        var path = Path.Combine([RepositoryRoot, "models", model, .. parts]);
        return Path.Exists(path) ? path : Shared(["models", model, .. parts]);
    }

    /// <summary>What another implementation says of a model: under tests/golden for those that ship with the repository, else under shared/models.</summary>
    public static string ModelGolden(string model, string name)
    {
        var path = Golden(Path.Combine("models", model, name));
        return File.Exists(path) ? path : Shared("models", model, "verify", name);
    }

    /// <summary>Path under shared/; the calling test ends Inconclusive, saying so, when the folder is absent.</summary>
    public static string Shared(params string[] parts)
    {
        var path = Path.Combine([RepositoryRoot, "..", "shared", .. parts]);
        if (!Path.Exists(path))
            Assert.Inconclusive($"Expected {path} to exist because this test needs equipment outside the repository, but it is absent.");
        return Path.GetFullPath(path);
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "DiversityBench.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException($"Expected DiversityBench.sln in a folder above {AppContext.BaseDirectory}.");
    }
}
