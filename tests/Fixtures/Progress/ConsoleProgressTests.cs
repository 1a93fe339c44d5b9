using DiversityBench.Fixtures.Progress;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Progress;

internal sealed class ConsoleProgressTests
{
    private readonly StringWriter written = new() { NewLine = "\n" };
    private readonly ManualClock clock = new();
    private ConsoleProgress progress = null!;

    [SetUp]
    public void Begin()
    {
        written.GetStringBuilder().Clear();
        progress = new ConsoleProgress(written, clock);
    }

    [Test]
    public void First_and_last_report_and_one_line_a_second_are_written()
    {
        // A report every 0.3 s: lines at 0 (first), 1.2, 2.4 and 3.0 s (last).
        for (var done = 0; done <= 10; done++)
        {
            progress.Report("base raw", done, 10, done * 150);
            clock.Advance(TimeSpan.FromSeconds(0.3));
        }

        Lines().Should().Equal(
            "base raw: 0/10",
            "base raw: 4/10, 500 tokens/s, 2 s left",
            "base raw: 8/10, 500 tokens/s, 1 s left",
            "base raw: 10/10, 500 tokens/s, done in 3 s");
    }

    [Test]
    public void Pieces_of_work_are_told_apart()
    {
        progress.Report("a", 0, 2, 0);
        progress.Report("b", 0, 2, 0);
        progress.Report("a", 1, 2, 0);
        progress.Report("b", 2, 2, 0);

        Lines().Should().Equal("a: 0/2", "b: 0/2", "b: 2/2, done in 0 s");
    }

    // 80 of 100 samples were in the store. In 10 s 5 more were made, with 1,000 tokens: 15 remain at 2 s each.
    [Test]
    public void What_was_there_before_counts_for_no_rate()
    {
        progress.Report("resumed", 80, 100, 4_000);
        clock.Advance(TimeSpan.FromSeconds(10));
        progress.Report("resumed", 85, 100, 5_000);

        Lines().Should().Equal("resumed: 80/100", "resumed: 85/100, 100 tokens/s, 30 s left");
    }

    // 50 of 250 MB were there. In 10 s 20 MB more came: 2 MB/s, 180 MB remain for 90 s.
    [Test]
    public void Transfers_are_told_in_megabytes_with_rate_and_remaining_time()
    {
        progress.ReportBytes("m.onnx", 50_000_000, 250_000_000);
        clock.Advance(TimeSpan.FromSeconds(10));
        progress.ReportBytes("m.onnx", 70_000_000, 250_000_000);
        clock.Advance(TimeSpan.FromSeconds(90));
        progress.ReportBytes("m.onnx", 250_000_000, 250_000_000);

        Lines().Should().Equal(
            "m.onnx: 50.0 MB of 250.0 MB", "m.onnx: 70.0 MB of 250.0 MB, 2.0 MB/s, 1 min 30 s left", "m.onnx: 250.0 MB of 250.0 MB, 2.0 MB/s, done in 1 min 40 s");
    }

    [TestCase(59, "1 min 58 s left")]
    [TestCase(60, "2 min 00 s left")]
    [TestCase(1_830, "1 h 01 min left")]
    public void Remaining_time_is_written_in_units_that_fit(double seconds, string expected)
    {
        progress.Report("work", 0, 3, 0);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        progress.Report("work", 1, 3, 0);

        Lines()[^1].Should().Be("work: 1/3, " + expected);
    }

    [Test]
    public void The_last_line_is_written_once()
    {
        progress.Report("work", 0, 1, 0);
        for (var repeat = 0; repeat < 3; repeat++)
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            progress.Report("work", 1, 1, 0);
        }

        Lines().Should().Equal("work: 0/1", "work: 1/1, done in 2 s");
    }

    [Test]
    public void Work_of_the_same_name_may_begin_again()
    {
        progress.Report("work", 2, 2, 0);
        clock.Advance(TimeSpan.FromSeconds(5));
        progress.Report("work", 1, 2, 0);
        progress.Report("work", 2, 2, 0);

        Lines().Should().Equal("work: 2/2, done in 0 s", "work: 1/2", "work: 2/2, done in 0 s");
    }

    [Test]
    public void Nothing_to_do_is_one_line()
    {
        progress.Report("work", 0, 0, 0);

        Lines().Should().Equal("work: 0/0, done in 0 s");
    }

    [Test]
    public void A_writer_that_fails_does_not_end_the_run()
    {
        var closed = new StreamWriter(new MemoryStream());
        closed.Dispose();
        var act = () => new ConsoleProgress(closed, clock).Report("work", 0, 1, 0);

        act.Should().NotThrow();
    }

    [Test]
    public void Reports_from_many_threads_give_whole_lines()
    {
        Parallel.For(0, 200, number => progress.Report($"work {number}", 1, 1, 0));

        Lines().Should().BeEquivalentTo(Enumerable.Range(0, 200).Select(number => $"work {number}: 1/1, done in 0 s"));
    }

    private string[] Lines() => written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private sealed class ManualClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan time) => ticks += time.Ticks;
    }
}
