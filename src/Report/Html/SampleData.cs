using System.Text.Encodings.Web;
using System.Text.Json;
using DiversityBench.Report.Results;
using DiversityBench.Report.Tables;

namespace DiversityBench.Report.Html;

/// <summary>Samples as the page's script reads them. An arm's answers to a prompt are there once, however many comparisons show them.</summary>
internal static class SampleData
{
    /// <summary>Longest text that is shown.</summary>
    public const int LongestText = 4000;

    private const int LongestToken = 100;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON, to be packed.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="groups">The groups of the page: pair and protocol by place.</param>
    public static string Of(IReadOnlyList<ReportedSamples> samples, IReadOnlyList<ClaimGroup> groups)
    {
        var arms = new List<object>();
        var places = new Dictionary<(string Pair, string Suite, string Prompt, string Arm, string Asked), int>();
        var sets = new List<object>();
        foreach (var set in samples)
        {
            var group = groups.Index().FirstOrDefault(g => g.Item.Pair == set.Pair && g.Item.Protocol == set.Protocol, (Index: -1, null!)).Index;
            if (group >= 0)
                sets.Add(new { Group = group, Suite = SafeText.OneLine(set.Suite, 60), Prompt = SafeText.OneLine(set.Prompt, 120), Base = Place(set, set.Base), Aligned = Place(set, set.Aligned) });
        }

        return JsonSerializer.Serialize(new { Arms = arms, Sets = sets }, s_options);

        int Place(ReportedSamples set, ReportedArm arm)
        {
            var key = (set.Pair, set.Suite, set.Prompt, arm.Arm, arm.Asked);
            if (!places.TryGetValue(key, out var place))
            {
                places.Add(key, place = arms.Count);
                arms.Add(new { Arm = SafeText.OneLine(arm.Arm, 120), Asked = SafeText.Lines(arm.Asked, LongestText), Samples = arm.Samples.Select(Sample) });
            }

            return place;
        }
    }

    private static object[] Sample(ReportedSample sample)
    {
        object[] shown = [SafeText.Lines(sample.Text, LongestText), sample.IsValid, SafeText.OneLine(sample.Remark)];
        return sample.Steps is null ? shown : [.. shown, sample.Steps.Select(Step)];
    }

    private static object[] Step(ReportedStep step)
    {
        var s = step.Statistics;
        return
        [
            SafeText.Lines(step.Token, LongestToken), Rounded(Math.Exp(s.LogProbabilityInNats)), Rounded(s.EntropyInNats), s.NucleusSize,
            Rounded(s.Top1), Rounded(s.Top2), Rounded(s.Top3), Rounded(s.Top4), Rounded(s.Top5), .. step.Top.Select(token => SafeText.Lines(token, LongestToken)),
        ];
    }

    private static double Rounded(double value) => double.IsFinite(value) ? Math.Round(value, 3) : 0;
}
