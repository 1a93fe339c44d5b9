using DiversityBench.Fixtures;
using DiversityBench.Fixtures.Progress;
using DiversityBench.Fixtures.Supervision;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Supervision;

/// <summary>What one process of a run writes, the other reads.</summary>
internal sealed class LogbookTests
{
    private RunFolder _folder = null!;
    private Logbook _logbook = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = RunFolder.Create();
        _logbook = new Logbook(new ConsoleProgress(TextWriter.Null, TimeProvider.System), _folder);
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Nothing_is_being_done_at_first() => Page.Should().BeEquivalentTo(new LogPage(null, []));

    [Test]
    public void Steps_stand_in_the_order_in_which_they_began_until_they_are_over()
    {
        _logbook.Open("pair");
        var first = _logbook.Begin("first");
        using var second = _logbook.Begin("second");
        Page.Should().BeEquivalentTo(new LogPage("pair", ["first", "second"]), options => options.WithStrictOrdering());

        first.Dispose();
        first.Dispose();

        Page.Should().BeEquivalentTo(new LogPage("pair", ["second"]));
    }

    // A path may have 4,095 bytes: there is room for the page in this folder, but not for the longer name under which a new one is prepared.
    [Test, Platform("Linux")]
    public void What_cannot_be_written_is_not_known_rather_than_wrong()
    {
        var path = _folder.Path!;
        while (path.Length < 3_900)
            path = Path.Combine(path, new string('a', 100));
        path = Path.Combine(path, new string('a', 4_095 - "/page.json".Length - path.Length - 1));
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "page.json"), """{ "Pair": "before", "Steps": [] }""");
        var folder = new RunFolder(path);
        folder.ReadPage().Pair.Should().Be("before");

        new Logbook(new ConsoleProgress(TextWriter.Null, TimeProvider.System), folder).Open("now");

        folder.ReadPage().Should().BeEquivalentTo(LogPage.Empty);
    }

    [Test]
    public void Crashes_and_exit_code_are_read_as_they_were_written()
    {
        Crash[] crashes = [new("a", ["x"], "SIGABRT", "gave up", IsKill: false), new("b", [], "SIGKILL", "memory", IsKill: true)];

        _folder.Write(crashes).Should().BeTrue();
        _folder.WriteExitCode(134);

        new RunFolder(_folder.Path).ReadCrashes().Should().BeEquivalentTo(crashes, options => options.WithStrictOrdering());
        _folder.ReadExitCode().Should().Be(134);
        _folder.ForgetProcess();
        _folder.ReadExitCode().Should().BeNull();
    }

    [Test]
    public void Without_a_folder_work_goes_on()
    {
        using var nowhere = new RunFolder(null);
        IProgressSink logbook = new Logbook(new ConsoleProgress(TextWriter.Null, TimeProvider.System), nowhere);

        using (logbook.Begin("work"))
            nowhere.ReadPage().Steps.Should().BeEmpty();
    }

    private LogPage Page => new RunFolder(_folder.Path).ReadPage();
}
