using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Decoding;

/// <summary>A sample while it is generated.</summary>
internal sealed class Sequence(GenerationRequest request, int sampleIndex, SampleStream stream)
{
    private readonly List<TokenId> _tokens = [];
    private readonly List<StepStatistics> _steps = [];
    private FinishReason? _finish;
    private string? _cutText;

    public GenerationRequest Request => request;

    public int SampleIndex => sampleIndex;

    public int Step => _steps.Count;

    public TokenId Last => _tokens[^1];

    public bool HasEnded => _finish is not null;

    /// <summary>Draws one token; false when a logit is not finite.</summary>
    public bool TryAdvance(ReadOnlySpan<float> logits, TokenSampler sampler, IReadOnlySet<TokenId> endOfSequence, int contextLength, ITokenizer tokenizer)
    {
        IReadOnlyList<TokenId> seen = request.Sampling.RepetitionPenalty == 1 ? [] : [.. request.PromptTokens, .. _tokens];
        if (!sampler.TryDraw(logits, stream.Uniform(Step), seen, out var token, out var statistics))
            return false;

        _steps.Add(statistics);
        if (endOfSequence.Contains(token))
        {
            _finish = FinishReason.EndOfSequence;
            return true;
        }

        _tokens.Add(token);
        if (request.StopStrings.Count > 0 && FindStop(tokenizer) is { } cut)
            (_finish, _cutText) = (FinishReason.StopString, cut);
        else if (_tokens.Count >= request.Sampling.MaxTokens || request.PromptTokens.Count + _tokens.Count >= contextLength)
            _finish = FinishReason.Length;
        return true;
    }

    public Generation ToGeneration(ITokenizer tokenizer)
        => new(sampleIndex, _tokens, _cutText ?? tokenizer.Decode(_tokens), _steps, _finish ?? FinishReason.Length);

    private string? FindStop(ITokenizer tokenizer)
    {
        var text = tokenizer.Decode(_tokens);
        var first = request.StopStrings.Select(s => text.IndexOf(s, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(-1).Min();
        return first < 0 ? null : text[..first];
    }
}
