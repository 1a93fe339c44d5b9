using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Suites.Gate;
using DiversityBench.Verification.Gate;
using NUnit.Framework;

namespace DiversityBench.Suites.Runs;

/// <summary>One run of the suite: its verdicts, made when they are first asked for, in an order that keeps the processors busy.</summary>
internal sealed class SuiteRun : IDisposable
{
    private readonly RunClock _clock;
    private readonly GateRequest? _asked;
    private readonly RunResources _resources;
    private readonly RecordedPairs _recorded;
    private readonly DrawnEvidence _evidence;
    private readonly RunOutput _output;
    private readonly Dictionary<(string Pair, Protocol Protocol), Lazy<PairRun>> _runs = [];
    private readonly Dictionary<string, Task> _started = [];
    private readonly HashSet<(string Pair, Protocol Protocol)> _told = [];
    private readonly Lazy<(GateRun Run, GateReport Report)> _gate;
    private string _whyNoVerdict = "No test of the gate was run.";

    public SuiteRun(RunPlan plan, RunClock clock, GateRequest? asked)
    {
        (_clock, _asked) = (clock, asked);
        if (plan.ExportFolder is { } folder)
            RecordedWriter.Prepare(folder);
        _resources = new RunResources(plan);
        var arms = new PairArms(plan, _resources.Models);
        _recorded = new RecordedPairs(_resources);
        _evidence = new DrawnEvidence(_resources, arms);
        var judge = new PairJudge(_resources, arms, _evidence, _recorded);
        _output = new RunOutput(_resources, arms, _evidence, _recorded);
        _gate = new Lazy<(GateRun, GateReport)>(JudgeCandidate);
        foreach (var pair in plan.Pairs)
        {
            foreach (var protocol in plan.ProtocolsFor(pair))
                _runs.Add((pair.Id, protocol), new Lazy<PairRun>(() => judge.Judge(pair, protocol)));
        }
    }

    /// <summary>The verdicts on a pair under a protocol; the first call samples and measures.</summary>
    /// <remarks>
    /// The other protocols of the pair are judged at the same time, since what is tested of one leaves processors idle that
    /// the other can use; samples are drawn for one at a time. Pairs are judged one after the other: should the process crash, one pair is to blame.
    /// </remarks>
    public PairRun Of(string pair, Protocol protocol)
    {
        if (!_started.ContainsKey(pair))
        {
            Task.WaitAny(Task.WhenAll(_started.Values));
            LetGoBefore(_resources.Plan.Pairs.Single(next => next.Id == pair));
            _resources.Progress.Open(pair);
            _started.Add(pair, Task.WhenAll(_runs.Where(run => run.Key.Pair == pair).Select(run => Task.Run(() => Failure(run)))));
        }

        try
        {
            return _runs[(pair, protocol)].Value;
        }
        catch (Exception error) when (!_told.Add((pair, protocol)))
        {
            // One error is read once, not once a claim.
            throw new AssertionException($"{new FailedPair(pair, protocol, error)} The first of these tests has the whole error.");
        }
    }

    /// <summary>What the gate found of the candidate; the first call samples and measures.</summary>
    public GateReport Gate => _gate.Value.Report;

    /// <summary>Makes the candidate the accepted checkpoint, where the run was asked to.</summary>
    /// <exception cref="Metrics.Errors.BenchException">It did not pass, or the file cannot be written.</exception>
    public void AcceptCandidate()
    {
        if (_resources.Plan.Parameters.Accept)
            _resources.Terminal.WriteLine($"Accepted: {_gate.Value.Run.Accept(Gate)}");
    }

    /// <summary>Writes the results file and the table of claims, or what a gate leaves.</summary>
    public void Finish()
    {
        if (_gate.IsValueCreated)
            GateOutput.Write(Gate, _resources.Plan, _clock, _resources.Terminal);
        else if (_asked is not null)
            GateOutput.Write(_asked, _whyNoVerdict, _clock, _resources.Terminal);
        Task.WaitAll([.. _started.Values]);
        _resources.Progress.Open(null);
        var runs = _runs.Values.Where(run => run.IsValueCreated).Select(run => run.Value).ToArray();
        var failed = _resources.Stop.IsCancellationRequested ? [] : _runs.Where(run => _started.ContainsKey(run.Key.Pair)).Select(Failure).OfType<FailedPair>().ToArray();
        if (runs.Length + failed.Length > 0)
            _output.Write(runs, failed, _clock);
    }

    public void Dispose()
    {
        _recorded.Dispose();
        _resources.Dispose();
    }

    private (GateRun Run, GateReport Report) JudgeCandidate()
    {
        try
        {
            var gate = GateRun.Open(_resources);
            return (gate, gate.Judge());
        }
        catch (Exception error)
        {
            _whyNoVerdict = error.Message;
            throw;
        }
    }

    /// <summary>The verdicts stay; samples are read from the store again for the report.</summary>
    private void LetGoBefore(ModelPair next)
    {
        _evidence.Clear();
        var rungs = _resources.Plan.Manifest.LadderOf(next)?.Rungs.Select(rung => rung.Model.Id) ?? [];
        _resources.LetGo(new HashSet<string>([next.Base.Id, next.Aligned.Id, .. rungs]));
    }

    private static FailedPair? Failure(KeyValuePair<(string Pair, Protocol Protocol), Lazy<PairRun>> run)
    {
        try
        {
            _ = run.Value.Value;
            return null;
        }
        catch (Exception error)
        {
            // Its tests have failed with this error already; whatever it is, the other pairs keep their results.
            return new FailedPair(run.Key.Pair, run.Key.Protocol, error);
        }
    }
}
