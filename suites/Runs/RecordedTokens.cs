using DiversityBench.Fixtures.Recorded;

namespace DiversityBench.Suites.Runs;

/// <summary>Tokens that were drawn elsewhere, of which the texts are known.</summary>
internal sealed class RecordedTokens : ITokenizedText
{
    private readonly string _text;
    private readonly int[] _ends;

    private RecordedTokens(string text, int[] ends)
    {
        (_text, _ends) = (text, ends);
    }

    public int Count => _ends.Length;

    /// <summary>Tokens of a sample; none where there is no answer, null where there is one and its tokens are not recorded.</summary>
    public static RecordedTokens? Of(RecordedSample sample)
    {
        if (sample.LogProbabilities is not { } steps)
            return sample.Text is null ? new RecordedTokens("", []) : null;
        var length = 0;
        int[] ends = [.. steps.Take(RecordedSteps.CountOfTokens(sample)).Select(step => length += step.Chosen.Token.Length)];
        var text = string.Concat(steps.Select(step => step.Chosen.Token));
        return new RecordedTokens(text == sample.Text ? sample.Text : text, ends); // mostly the same text, once in memory
    }

    public string First(int count) => count == 0 ? "" : _text[.._ends[count - 1]];
}
