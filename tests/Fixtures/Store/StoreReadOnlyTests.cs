using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Store;

internal sealed class StoreReadOnlyTests : StoreTestBase
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enterable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    [Test]
    public void A_store_opened_for_reading_reads_and_names_its_path_on_a_write()
    {
        Fill();

        ReadsButDoesNotWrite(new GenerationStoreOptions { ReadOnly = true });
    }

    [Test]
    public void A_missing_store_is_not_created_for_reading()
    {
        var act = () => OpenStore(new GenerationStoreOptions { ReadOnly = true });

        act.Should().Throw<BenchException>().WithMessage($"Expected the generation store to exist *but found no file.\nStore: {StorePath}\n*");
        Files().Should().BeEmpty();
    }

    [Test, Platform("Linux"), SupportedOSPlatform("linux")]
    public void A_file_without_write_permission_is_read([Values] bool directoryToo)
    {
        Fill();
        File.SetUnixFileMode(StorePath, Readable);
        var open = File.GetUnixFileMode(Folder);
        File.SetUnixFileMode(Folder, directoryToo ? Enterable : (UnixFileMode)0b111_111_111);
        try
        {
            Unprivileged(() => ReadsButDoesNotWrite(new GenerationStoreOptions()));
        }
        finally
        {
            File.SetUnixFileMode(Folder, open);
        }
    }

    [Test, Platform("Linux"), SupportedOSPlatform("linux")]
    public void A_directory_without_write_permission_is_named_when_there_is_no_store()
    {
        File.SetUnixFileMode(Folder, Enterable);
        Unprivileged(() =>
        {
            var file = () => OpenStore();
            file.Should().Throw<BenchException>().WithMessage($"*but found that the file cannot be opened or created.\nStore: {StorePath}\nDirectory: {Folder}\nNext step: *");
            var below = () => GenerationStore.Open(Path.Combine(Folder, "below", "store.db"));
            below.Should().Throw<BenchException>().WithMessage($"*to have a directory *Directory: {Path.Combine(Folder, "below")}\n*");
        });
        File.SetUnixFileMode(Folder, Enterable | UnixFileMode.UserWrite);
    }

    private void Fill()
    {
        using var store = OpenStore();
        store.Write(StoreSamples.Request(), StoreSamples.Samples(0, 3));
    }

    private void ReadsButDoesNotWrite(GenerationStoreOptions options)
    {
        using var store = OpenStore(options);
        store.Read(StoreSamples.Request(), 3).Values.Should().BeEquivalentTo(StoreSamples.Samples(0, 3));
        var act = () => store.Write(StoreSamples.Request(), StoreSamples.Samples(3, 1));

        act.Should().Throw<BenchException>().WithMessage($"Expected the generation store to take new samples because *, but found it can only be read.\nStore: {StorePath}\nDirectory: {Folder}\nNext step: *");
        store.Read(StoreSamples.Request(), 4).Should().HaveCount(3);
        store.Write(StoreSamples.Request(), []).Added.Should().Be(0, "nothing to write is no write");
    }

    /// <summary>Runs on a thread that has no more rights than an ordinary user, also when root runs the tests.</summary>
    private static void Unprivileged(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (Environment.IsPrivilegedProcess)
                    SetFileSystemUser(65534); // of this thread only; it ends with it
                action();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int SetFileSystemUser(uint user);
}
