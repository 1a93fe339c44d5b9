using DiversityBench.Fixtures.Store;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Store;

/// <summary>A fresh directory for every test.</summary>
internal abstract class StoreTestBase
{
    protected string Folder { get; private set; } = "";

    protected string StorePath => Path.Combine(Folder, "store.db");

    [SetUp]
    public void CreateFolder() => Folder = Directory.CreateTempSubdirectory("diversitybench-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(Folder, recursive: true);

    protected GenerationStore OpenStore(GenerationStoreOptions? options = null) => GenerationStore.Open(StorePath, options);

    protected string[] Files() => [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
