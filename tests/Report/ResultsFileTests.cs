using DiversityBench.Report.Results;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Report;

public class ResultsFileTests
{
    private string folder = null!;

    private string Target => Path.Combine(folder, "results.json");

    private string Other => Path.Combine(folder, "other");

    [SetUp]
    public void Empty_folder() => folder = Directory.CreateTempSubdirectory("results").FullName;

    [TearDown]
    public void Remove_folder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Writes_and_reads_and_replaces()
    {
        File.WriteAllText(Target, "old");
        ResultsFile.Write(Target, SampleRun.Results, Other).Should().Be(new WrittenFile(Target, null));
        ResultsFile.Read(Target).Should().BeEquivalentTo(SampleRun.Results);
        Directory.GetFileSystemEntries(folder).Should().Equal([Target], "no temporary file stays");
    }

    // A folder of that name cannot be replaced on any system, as a locked file cannot on Windows.
    [Test]
    public void A_target_that_cannot_be_replaced_gives_way_to_another_name()
    {
        Directory.CreateDirectory(Path.Combine(Target, "full"));
        var written = ResultsFile.Write(Target, SampleRun.Results, Other);
        written.Path.Should().Be(Path.Combine(folder, "results-2.json"));
        written.Note.Should().StartWith($"{Target} could not be written (").And.EndWith($"; the results lie in {written.Path}.");
        ResultsFile.Read(written.Path).Claims.Should().HaveCount(3);
        Directory.GetFiles(folder).Should().Equal([written.Path], "no temporary file stays");
    }

    [Test]
    public void A_folder_that_cannot_be_made_gives_way_to_the_other_folder()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");
        var written = ResultsFile.Write(Path.Combine(file, "results.json"), SampleRun.Results, Other);
        written.Path.Should().Be(Path.Combine(Other, "results.json"));
        written.Note.Should().NotBeNull();
    }

    [Test]
    public void Nowhere_to_write_is_an_error_with_remedy()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");
        var writing = () => ResultsFile.Write(Path.Combine(file, "results.json"), SampleRun.Results, Path.Combine(file, "other"));
        writing.Should().Throw<IOException>().WithMessage("Expected the results to be written to *because the run is finished, but found: *\nNext step: *");
    }

    [Test]
    public void A_damaged_file_is_named()
    {
        File.WriteAllText(Target, "{");
        var reading = () => ResultsFile.Read(Target);
        reading.Should().Throw<InvalidDataException>().WithMessage($"Expected a whole results file*File: {Target}");
    }

    [Test]
    public void The_run_clock_is_not_shortened_by_a_clock_that_is_set_back()
    {
        FakeTime time = new() { Now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        RunClock clock = new(time);
        time.Now -= TimeSpan.FromHours(1);
        time.Ticks += TimeSpan.TicksPerMinute;
        clock.Started.Should().Be(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        clock.Elapsed.Should().Be(TimeSpan.FromMinutes(1));
    }

    private sealed class FakeTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Ticks;
    }
}
