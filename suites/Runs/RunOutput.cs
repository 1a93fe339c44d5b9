using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Report.Html;
using DiversityBench.Report.Results;
using DiversityBench.Report.Tables;
using DiversityBench.Verification.Baselines;

namespace DiversityBench.Suites.Runs;

/// <summary>What a run of the claims leaves: files of results, the table of claims, the report and exported samples.</summary>
internal sealed class RunOutput(RunResources run, PairArms pairArms, DrawnEvidence evidence, RecordedPairs recorded)
{
    /// <summary>Writes everything.</summary>
    /// <param name="runs">The verdicts.</param>
    /// <param name="failed">The pairs without verdicts.</param>
    /// <param name="clock">When the run started.</param>
    public void Write(IReadOnlyList<PairRun> runs, IReadOnlyList<FailedPair> failed, RunClock clock)
    {
        var (folder, temporary, results) = (run.Plan.ResultsFolder, Path.GetTempPath(), Results(runs, failed, clock));
        var written = ResultsFile.Write(Path.Combine(folder, "results.json"), results, temporary);
        var pairs = PairsCsv.Write(Path.Combine(folder, "pairs.csv"), results, temporary);
        ClaimTable.Write(run.Terminal, results, written, new TableStyle(RunPlan.TerminalWidth), pairs);
        var report = HtmlReport.Write(Path.Combine(folder, "report.html"), results, Samples(runs), temporary);
        run.Terminal.WriteLine($"Report: {report.Path}");
        StepSummaryFile.Append(MarkdownSummary.Of(results), run.Terminal);
        if (run.Plan.ExportFolder is { } export && !run.Stop.IsCancellationRequested)
            Export(export, runs);
    }

    private RunResults Results(IReadOnlyList<PairRun> runs, IReadOnlyList<FailedPair> failed, RunClock clock)
    {
        var (plan, models) = (run.Plan, run.Models.Opened);
        // Those that ran, which a choice of tests may leave fewer than were asked for.
        var experiments = plan.Experiments.Where(e => runs.Any(judged => judged.Comparisons.ContainsKey(e.Name))).ToArray();
        var sets = experiments.Where(e => e.PromptsOf is not null).Select(e => e.ReadPrompts()).DistinctBy(set => set.Name).ToArray();
        var claims = runs.SelectMany(judged => judged.Results.Select(result =>
            ReportedClaim.Of(result, judged.Comparisons.Values.Single(c => c.Current.Claims.Any(claim => claim.Id == result.Claim.Id))))).ToArray();
        return new RunResults(
            new RunRecord(
                clock.Started, clock.Elapsed.TotalSeconds, typeof(SuiteRun).Assembly.GetName().Version!.ToString(3), [plan.Parameters.Seed],
                RunDescription.Of(runs, experiments, sets, plan.Parameters, runs.Any(judged => !PairOf(judged).IsRecorded)), string.Join(", ", models.Select(m => m.RuntimeVersion).Prepend(new OnnxRuntime().Version).Concat(Servers(runs)).Distinct()), RunPlan.Hardware,
                PackageVersions.Computing),
            // A run that finds its evidence makes no sharpened copies; their files are those of their models anyway.
            [.. models.Where(m => !m.IsSharpened).Select(m => new ModelRecord(m.Id, m.Fingerprint)), .. recorded.Read.Select(m => new ModelRecord(m.ModelId, m.Fingerprint))],
            new ModelRecord(run.Encoders.ChosenId, run.Encoders.Chosen.Fingerprint),
            sets.ToDictionary(set => set.Name, set => set.Fingerprint),
            claims,
            [.. failed.Select(pair => pair.ToString()), .. runs.SelectMany(judged => judged.Comparisons.Values).Where(c => !c.Agrees).Select(BaselineSummary.Of), .. runs.Select(LimitNoteOf).OfType<string>(), .. recorded.Notes]);
    }

    private IEnumerable<string> Servers(IReadOnlyList<PairRun> runs) =>
        runs.Select(PairOf).SelectMany(pair => new[] { pair.Base.Endpoint, pair.Aligned.Endpoint }).OfType<EndpointSource>().Select(endpoint => $"endpoint {endpoint}");

    private string? LimitNoteOf(PairRun judged)
    {
        if (run.Stop.IsCancellationRequested)
            return null;
        var pair = PairOf(judged);
        var arms = pair.Base.IsOfTexts ? null : pairArms.Of(pair, judged.Protocol);
        return LimitNote.Of(pair.Id, judged.Protocol, arms is null ? LimitCounts.Of(recorded.Shared(pair, judged.Protocol)) : LimitCounts.Of(arms, Drawn(arms, pair), run.Sampler));
    }

    private IReadOnlyList<ReportedSamples> Samples(IReadOnlyList<PairRun> runs) =>
    [
        .. from judged in runs
           let pair = PairOf(judged)
           where !run.Stop.IsCancellationRequested
           from sheet in pair.Base.IsOfTexts
               ? SampleSheets.Of(pair, judged.Protocol, recorded.Shared(pair, judged.Protocol), Experiment.KnownPrompts)
               : Sheets(pairArms.Of(pair, judged.Protocol), pair)
           select sheet,
    ];

    private IEnumerable<ReportedSamples> Sheets(ArmPair arms, ModelPair pair)
        => Drawn(arms, pair).Where(e => e.HasSamples).SelectMany(e => SampleSheets.Of(e, evidence.SamplesOf(e, arms, pair)));

    /// <summary>What cannot be measured was not drawn either.</summary>
    private IEnumerable<Experiment> Drawn(ArmPair arms, ModelPair pair) => run.Plan.ExperimentsFor(pair).Where(e => evidence.CanMeasure(e, arms));

    private void Export(string folder, IEnumerable<PairRun> runs)
    {
        var export = new SampleExport(folder, run.Plan.Manifest.Root, run.Sampler);
        var drawn = from judged in runs
                    let pair = PairOf(judged)
                    where !pair.Base.IsOfTexts
                    select (pair, pairArms.Of(pair, judged.Protocol), PromptSets(pair));
        foreach (var line in export.Write([.. drawn]))
            run.Terminal.WriteLine(line);
        foreach (var file in recorded.Served)
            run.Terminal.WriteLine($"Recorded already: {file}");
    }

    private ModelPair PairOf(PairRun judged) => run.Plan.Pairs.Single(pair => pair.Id == judged.Pair);

    private IReadOnlyList<PromptSet> PromptSets(ModelPair pair) => [.. run.Plan.ExperimentsFor(pair).Where(e => e.PromptsOf is not null).DistinctBy(e => e.PromptsOf).Select(e => e.ReadPrompts())];
}
