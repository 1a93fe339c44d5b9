using System.Text.Json;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Tokens;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Committed;

/// <summary>
/// Samples of the reference pair lie in the repository, so that metrics have exact figures that no model, engine or processor moves. Samples drawn again,
/// which other processors' kernels may move, are compared with them statistically.
/// </summary>
public sealed class CommittedGenerationsTests
{
    // Sums in another order, as wider vectors make them, differ by some 1e-14; any change of a metric by more.
    private const double Exact = 1e-9;

    // Compressed bytes are those of the runtime's deflate, which chooses its code by processor; encoders differ by up to 5 % (CompressionRatio).
    private const double OtherDeflate = 0.05;

    [Test]
    public void Figures_of_the_committed_generations_are_exact([ValueSource(typeof(CommittedPrompts), nameof(CommittedPrompts.Models))] string model)
    {
        var expected = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(File.ReadAllText(CommittedFile.PathOf("figures.json")))![model];
        var figures = CommittedFigures.Of(CommittedFile.Read(model));
        figures.Keys.Should().Equal(expected.Keys);
        foreach (var (name, value) in expected)
            figures[name].Should().BeApproximately(value, name == CommittedFigures.CompressionRatio ? OtherDeflate * value : Exact, name);
    }

    [Test]
    public void Committed_generations_are_a_file_of_recorded_ones([ValueSource(typeof(CommittedPrompts), nameof(CommittedPrompts.Models))] string model)
    {
        var recorded = RecordedReader.Read(CommittedFile.PathOf($"{model}.jsonl"), new RecordedFields());
        recorded.Select(s => (s.PromptId, s.Prompt, s.Index, s.Text)).Should().Equal(
            CommittedFile.Read(model).Select(s => (s.PromptId, (string?)s.Prompt, s.Index, (string?)s.Text)));
    }

    // 3·√2·SE: two independent runs of one truth differ by less in 99.7 of 100 cases (ToleranceRule). The first distribution is not sampled: kernels move it by rounding.
    [Test]
    public void Samples_drawn_again_agree_with_the_committed_ones([ValueSource(typeof(CommittedPrompts), nameof(CommittedPrompts.Models))] string model)
    {
        var committed = CommittedFile.Read(model).Where(s => s.PromptId == CommittedPrompts.Story).ToArray();
        var again = CommittedPrompts.Draw(model, CommittedPrompts.Story);

        again.Should().HaveSameCount(committed);
        again[0].Steps[0].EntropyInNats.Should().BeApproximately(committed[0].Steps[0].EntropyInNats, 1e-3f);
        again[0].Steps[0].Top1.Should().BeApproximately(committed[0].Steps[0].Top1, 1e-3f);
        foreach (var figure in new Func<StepSummary, double>[] { s => s.EntropyInNats, s => s.Top1Mass, s => s.Top5EntropyRenormalisedInNats })
        {
            double[] Values(IEnumerable<CommittedSample> samples) => [.. samples.Select(s => figure(StepSummary.Of([.. s.Steps]).Value))];
            var (before, now) = (Values(committed), Values(again));
            var mean = before.Average();
            var standardError = Math.Sqrt(before.Sum(v => (v - mean) * (v - mean)) / (before.Length - 1) / before.Length);
            now.Average().Should().BeApproximately(mean, 3 * Math.Sqrt(2) * standardError);
        }
    }

    [Test]
    public void The_two_models_differ_where_the_first_distribution_is_compared()
    {
        StepStatistics First(string model) => CommittedFile.Read(model).First(s => s.PromptId == CommittedPrompts.Story).Steps[0];
        Math.Abs(First("reference-base").Top1 - First("reference-ppo").Top1).Should().BeGreaterThan(1e-3f, "the wrong model would be found");
    }
}
