using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using DiversityBench.Report.Results;
using DiversityBench.Tests.Fixtures.Manifest;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Suites.Runs;

/// <summary>A pair that ends the process costs its own claims only. Its aligned model is a copy, so that the samples of both pairs are those of the reference run.</summary>
[Platform("Linux", Reason = "Processes are found in /proc.")]
public sealed class CrashRunTests
{
    private const int Abort = 6;
    private const int Kill = 9;
    private const int Continue = 18;
    private const int Stop = 19;
    private static readonly string[] s_arguments = [.. ReferenceRun.Arguments, "pairs=crashing-pair,reference"];
    private SuiteFolder _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = new SuiteFolder();
        _folder.AddModel("crashing", "reference-ppo");
        _folder.AddPair("crashing-pair", "reference-base", "crashing");
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void An_abort_while_a_model_decodes_is_told_and_the_other_pair_is_judged()
    {
        var run = Disturb(Abort, s_arguments);

        run.ExitCode.Should().NotBe(0);
        run.Error.Should().Contain("Expected pair crashing-pair to be judged to the end ").And.Contain(", but found a process that was ended by SIGABRT (")
            .And.Contain("\nStep: crashing: TokenEntropy, raw text; crashing: batch of 1\n").And.Contain("\nThe run goes on without pair crashing-pair.\n");
        // Five claims and their completeness.
        run.Failed.Should().Be(6 + ReferenceRun.Outcome.Failed);
        run.Passed.Should().Be(ReferenceRun.Outcome.Passed);
        run.Output.Should().Contain("Expected pair crashing-pair to be judged to the end ");
        _folder.Claims.Should().Be(ReferenceRun.Folder.Claims);
        _folder.Stored().Should().Equal(ReferenceRun.Folder.Stored());

        SuiteProgram.Run(_folder, s_arguments).Error.Should().NotContain("raw text: ").And.NotContain("crashing-pair to be judged");
        ResultsFile.Read(_folder.Results).Claims.Select(c => c.Result.Pair).Distinct().Should().BeEquivalentTo("crashing-pair", "reference");
    }

    // Between what is read of the page and the signal the work may go on, so the process is stopped first; it is tried again where it was too late.
    [TestCase("config.json", "loading crashing")]
    [TestCase("onnx/model_gqa.onnx", "crashing: TokenEntropy, raw text; loading crashing")]
    public void A_crash_while_a_model_is_loaded_names_the_model(string slowFile, string steps)
    {
        _folder.Replace("crashing", slowFile, content => [.. content, .. slowFile == "config.json" ? Enumerable.Repeat((byte)' ', 100_000_000) : UnusedWeights()]);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var temporary = Directory.CreateDirectory(Path.Combine(_folder.Root, $"tmp{attempt}")).FullName;
            var parent = SuiteProgram.Start(_folder, [.. s_arguments, $"TMPDIR={temporary}", $"DIVERSITYBENCH_CACHE={_folder.Root}/cache{attempt}"]);
            var child = FirstChild(parent.Id);
            SpinWait.SpinUntil(() => parent.HasExited || IsDoing(steps, temporary), TimeSpan.FromSeconds(120)).Should().BeTrue();
            StoredRunTests.Signal(child, Stop);
            var isCaught = IsDoing(steps, temporary);
            StoredRunTests.Signal(child, isCaught ? Kill : Continue);
            if (!isCaught)
                parent.Kill();

            var run = SuiteProgram.Finish(parent);

            if (!isCaught)
                continue;
            run.Error.Should().Contain("Expected pair crashing-pair to be judged to the end ").And.Contain($"\nStep: {steps}\n").And.Contain("\nThe run goes on without pair crashing-pair.\n");
            ResultsFile.Read(_folder.Results).Claims.Select(c => c.Result.Pair).Distinct().Should().BeEquivalentTo("reference");
            return;
        }

        Assert.Fail("Loading was over too soon ten times.");
    }

    // For a results file, the platform runs the tests in a process of its own below ours.
    [Test]
    public void Memory_that_runs_out_is_told_in_a_run_with_a_results_file_and_every_test_is_in_it_once()
    {
        var run = Disturb(Kill, [.. s_arguments, "--report-trx"]);

        run.Error.Should().Contain("ended by SIGKILL (").And.Contain("DIVERSITYBENCH_BATCH=8");
        _folder.Claims.Should().Be(ReferenceRun.Folder.Claims);
        var results = Directory.GetFiles(Path.Combine(_folder.Root, "trx"), "*.trx").Select(file => XDocument.Load(file).Descendants().Count(e => e.Name.LocalName == "UnitTestResult"));
        // Six tests a pair; what the process that crashed may leave holds no results.
        results.Sum().Should().Be(12);
    }

    [Test]
    public void A_crash_before_any_pair_ends_the_run()
    {
        var parent = SuiteProgram.Start(_folder, s_arguments);
        StoredRunTests.Signal(FirstChild(parent.Id), Kill);

        var run = SuiteProgram.Finish(parent);

        run.ExitCode.Should().Be(128 + Kill);
        run.Error.Should().StartWith("Expected the run to be judged to the end ").And.NotContain("goes on");
    }

    [Test]
    public void Nothing_is_left_of_a_run_whose_first_process_is_killed()
    {
        var temporary = Directory.CreateDirectory(Path.Combine(_folder.Root, "tmp")).FullName;
        var parent = StartDecoding([.. s_arguments, $"TMPDIR={temporary}"]);
        var child = FirstChild(parent.Id);
        Directory.GetDirectories(temporary, "diversitybench-*").Should().ContainSingle();

        parent.Kill();

        SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{child}"), TimeSpan.FromSeconds(30)).Should().BeTrue();
        SuiteProgram.Finish(parent);
        Directory.GetDirectories(temporary, "diversitybench-*").Should().BeEmpty();
    }

    /// <summary>Ends the process that decodes, as a fault in native code would, and lets the run come to its end.</summary>
    private SuiteOutcome Disturb(int signal, string[] arguments)
    {
        var parent = StartDecoding(arguments);
        var decoding = parent.Id;
        for (int? child = decoding; child is not null; child = Child(decoding))
            decoding = child.Value;
        // The runtime takes a signal from outside for a fault that will come again if it was one.
        while (StoredRunTests.Signal(decoding, signal) == 0)
            Thread.Sleep(20);
        return SuiteProgram.Finish(parent);
    }

    // Single rows on one processor are the slowest way.
    private Process StartDecoding(string[] arguments)
    {
        var parent = SuiteProgram.Start(_folder, [.. arguments, "DIVERSITYBENCH_BATCH=1", "DIVERSITYBENCH_THREADS=1", "DOTNET_PROCESSOR_COUNT=1"]);
        while (parent.StandardError.ReadLine() is { } line)
        {
            if (line.StartsWith("crashing: TokenEntropy, raw text: 0/", StringComparison.Ordinal))
                break;
        }

        // A record takes about 4 KB of the write-ahead log: some samples are there, most are not.
        var log = new FileInfo(_folder.Store + "-wal");
        var before = log.Length;
        SpinWait.SpinUntil(() => parent.HasExited || Length() > before + 20_000, TimeSpan.FromSeconds(60)).Should().BeTrue();
        parent.HasExited.Should().BeFalse("there is nothing to disturb otherwise");
        return parent;

        long Length()
        {
            log.Refresh();
            return log.Length;
        }
    }

    private static bool IsDoing(string steps, string temporary)
    {
        try
        {
            var page = Directory.EnumerateFiles(temporary, "page.json", SearchOption.AllDirectories).FirstOrDefault();
            return page is not null && File.ReadAllText(page).Contains($"[\"{steps.Replace("; ", "\",\"")}\"]", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>128 MiB of weights that no node reads: messages of protobuf that are written one after the other are one.</summary>
    private static byte[] UnusedWeights()
    {
        byte[] tensor = [.. OnnxBytes.Field(8, "unused"u8.ToArray()), 0x08, 0x80, 0x80, 0x80, 0x10, 0x10, 0x01, .. OnnxBytes.Field(9, new byte[4 << 25])];
        return OnnxBytes.Field(7, OnnxBytes.Field(5, tensor));
    }

    private static int FirstChild(int parent)
    {
        int? child = null;
        SpinWait.SpinUntil(() => (child = Child(parent)) is not null, TimeSpan.FromSeconds(30)).Should().BeTrue();
        return child!.Value;
    }

    private static int? Child(int parent) => Directory.GetDirectories($"/proc/{parent}/task")
        .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(id => (int?)int.Parse(id, CultureInfo.InvariantCulture))
        .SingleOrDefault();
}
