using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Suites.Gate;

/// <summary>Draws the stages of a gate, from the store where samples are, until its decision is clear.</summary>
/// <param name="target">What is judged.</param>
/// <param name="parameters">Seed and sampling.</param>
/// <param name="candidate">The candidate.</param>
/// <param name="baseModel">The base model.</param>
/// <param name="sampler">Draws samples.</param>
/// <param name="encoder">Turns texts into unit vectors.</param>
internal sealed class GateRun(
    GateTarget target, RunParameters parameters, LanguageModel candidate, LanguageModel baseModel, ArmSampler sampler, EmbeddingService encoder)
{
    private readonly Dictionary<GateSource, PromptSet> _sets = Enum.GetValues<GateSource>().ToDictionary(
        source => source, source => Experiment.All.Single(e => e.Name == GateMeasures.SuiteOf(source)).ReadPrompts());

    // Another seed than the base model's, so that a base model that poses as candidate draws samples of its own.
    private Arm Candidate => new(candidate, target.Policy.Protocol == Protocol.Deployed, parameters.Sampling, parameters.Seed + 1);

    private Arm Base => new(baseModel, IsChat: false, parameters.Sampling, parameters.Seed);

    /// <summary>Opens the models of a run's gate.</summary>
    public static GateRun Open(RunResources run)
    {
        var target = run.Plan.Gate ?? throw new InvalidOperationException("The run is no gate.");
        var candidate = run.Models.Get(target.Candidate);
        return new GateRun(
            target, run.Plan.Parameters, target.Temperature == 1 ? candidate : run.Models.Sharpened(candidate, target.Temperature), run.Models.Get(target.Base),
            run.Sampler, run.Encoders.Chosen);
    }

    /// <summary>Judges the candidate.</summary>
    public GateReport Judge()
    {
        var accepted = ReadAccepted();
        var policy = target.Policy;
        var decision = GateDecision.Begin(policy, accepted is not null, Vocabularies.FirstDifference(baseModel.Tokenizer, candidate.Tokenizer)?.Reason);
        var reached = new Dictionary<GateSource, int>();
        for (var stage = 0; decision.OpenSources is { Count: > 0 } open; stage++)
        {
            var readings = new Dictionary<string, GateReading>();
            foreach (var source in open)
            {
                reached[source] = stage;
                var (ofCandidate, ofBase) = (Draw(Candidate, source, stage), Draw(Base, source, stage));
                foreach (var metric in policy.Chosen.Where(m => m.Source == source))
                {
                    readings.Add(metric.Id, new GateReading(
                        Measure(metric, ofCandidate), Measure(metric, ofBase), accepted?.Figures[metric.Id]));
                }
            }

            decision = decision.After(stage, readings);
        }

        return new GateReport(candidate.Id, baseModel.Id, target.Lineage, accepted?.Candidate, decision, [.. reached.OrderBy(r => r.Key).Select(r => new GateSamples(
            r.Key, _sets[r.Key].Prompts.Count, _sets[r.Key].Prompts.Count * policy.SamplesAt(r.Key, r.Value), _sets[r.Key].Prompts.Count * policy.SamplesPerPrompt[r.Key]))]);
    }

    /// <summary>Draws the whole budget and makes the candidate the accepted checkpoint of its lineage.</summary>
    /// <returns>Path of the file.</returns>
    /// <exception cref="BenchException">It did not pass, or the file cannot be written.</exception>
    public string Accept(GateReport report)
    {
        if (!report.Passes)
        {
            throw new BenchException(new ErrorText(
                $"the candidate {report.Candidate}", "pass the gate before it is accepted", "later checkpoints are held against it", $"the verdict {report.Decision.Outcome}", "Accept a checkpoint that passes, or change the policy"));
        }

        var last = target.Policy.Stages.Count - 1;
        var figures = target.Policy.Chosen.GroupBy(m => m.Source).SelectMany(source =>
        {
            var samples = Draw(Candidate, source.Key, last);
            return source.Select(m => KeyValuePair.Create(m.Id, Measure(m, samples).Value));
        }).ToDictionary();
        try
        {
            AtomicFile.WriteText(target.AcceptedPath, AcceptedFile.Write(Described with { Figures = figures }));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw GateAcceptRule.Refusal(false, [], error.Message)!;
        }

        return target.AcceptedPath;
    }

    private AcceptedCheckpoint? ReadAccepted()
    {
        if (!File.Exists(target.AcceptedPath))
            return null;
        var accepted = AcceptedFile.Read(File.ReadAllText(target.AcceptedPath), target.AcceptedPath);
        return accepted.WhyNotComparable(Described, target.Policy.Chosen.Select(m => m.Id)) is { } reason
            ? throw new BenchException(new ErrorText(
                $"the accepted checkpoint {accepted.Candidate}", "be comparable with the candidate", "a regression is told from figures that were made alike", reason, "Accept a checkpoint anew with this build, policy, prompts and base model").With("File", target.AcceptedPath))
            : accepted;
    }

    /// <summary>The candidate as it would be accepted, without figures.</summary>
    private AcceptedCheckpoint Described => new(
        target.Lineage, candidate.Id, $"{candidate.Fingerprint}, {candidate.EngineFingerprint}", baseModel.Fingerprint, target.Policy.Name, target.Policy.Protocol, parameters.Sampling.ToString(), encoder.Fingerprint, parameters.Seed + 1,
        target.Policy.Chosen.Select(m => m.Source).Distinct().ToDictionary(s => s, s => _sets[s].Fingerprint),
        target.Policy.Chosen.ToDictionary(m => m.Id, m => m.Definition), new Dictionary<string, GateFigure>());

    private IReadOnlyList<Sample>[] Draw(Arm arm, GateSource source, int stage)
    {
        var set = _sets[source];
        return sampler.Draw(arm, set with { Prompts = [.. set.Prompts.Select(p => p with { Samples = target.Policy.SamplesAt(source, stage) })] });
    }

    private Measured<GateFigure> Measure(GateMetric metric, IReadOnlyList<IReadOnlyList<Sample>> samples) => GateMeasures.Of(metric, samples, encoder.Embed);
}
