using DiversityBench.Fixtures;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures;

internal sealed class WholeFileTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void A_file_is_made_with_its_folder_and_replaced()
    {
        var path = _folder.At("new/file");

        WholeFile.Write(path, file => file.Write("old and longer"u8));
        WholeFile.Write(path, file => file.Write("new"u8));

        File.ReadAllText(path).Should().Be("new");
        Directory.GetFileSystemEntries(_folder.At("new")).Should().Equal(path);
    }

    [Test]
    public void A_fault_while_it_is_written_leaves_what_was_there_and_nothing_else()
    {
        var path = _folder.Write("file", "old");

        FluentActions.Invoking(() => WholeFile.Write(path, file =>
        {
            file.Write("half"u8);
            throw new IOException("fault");
        })).Should().Throw<IOException>().WithMessage("fault");

        File.ReadAllText(path).Should().Be("old");
        Directory.GetFileSystemEntries(_folder.Path).Should().Equal(path);
    }

    [Test]
    public void A_place_that_is_a_folder_stays_one_with_nothing_beside_it()
    {
        var path = _folder.At("place");
        Directory.CreateDirectory(path);

        FluentActions.Invoking(() => WholeFile.Place(path, temporary => File.WriteAllText(temporary, "new"))).Should().Throw<Exception>().Which.Should().Match(e => e is IOException || e is UnauthorizedAccessException);

        Directory.GetFileSystemEntries(_folder.Path).Should().Equal(path);
    }
}
