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

    [Test]
    public void What_cannot_be_written_is_not_known_rather_than_wrong()
    {
        _logbook.Open("before");
        // Where the new page is prepared stands something that is no file.
        Directory.CreateDirectory(Path.Combine(_folder.Path!, "page.json.part"));

        _logbook.Open("now");

        Page.Should().BeEquivalentTo(new LogPage(null, []));
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
