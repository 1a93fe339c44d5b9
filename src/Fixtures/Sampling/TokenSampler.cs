using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Sampling;

/// <summary>
/// Draws the next token as <see cref="SamplingOptions"/> say: repetition penalty, temperature, top-k, top-p, min-p, in that order, as
/// Hugging Face transformers does. The figures of the step are always those of the untouched distribution. One thread each.
/// </summary>
public sealed class TokenSampler
{
    private readonly SamplingOptions _options;
    private readonly NextTokenDistribution _distribution;
    private readonly float[] _adjusted;
    private readonly float[] _weights;
    private readonly int[] _order;

    /// <summary>Prepares scratch memory for a vocabulary.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public TokenSampler(SamplingOptions options, int vocabularySize)
    {
        Check(options);
        _options = options;
        _distribution = new NextTokenDistribution(vocabularySize);
        var needsScratch = !IsPlain(options);
        _adjusted = needsScratch ? new float[vocabularySize] : [];
        _weights = needsScratch ? new float[vocabularySize] : [];
        _order = needsScratch ? new int[vocabularySize] : [];
    }

    /// <summary>Draws a token.</summary>
    /// <param name="logits">Raw logits of the step. <c>[vocab]</c></param>
    /// <param name="uniform">Uniform number in [0, 1) of this sample and step.</param>
    /// <param name="seen">Prompt and generated tokens, for the repetition penalty.</param>
    /// <param name="token">The token drawn.</param>
    /// <param name="statistics">Figures of the untouched distribution.</param>
    /// <returns>False when a logit is NaN or infinite.</returns>
    public bool TryDraw(ReadOnlySpan<float> logits, double uniform, IReadOnlyList<TokenId> seen, out TokenId token, out StepStatistics statistics)
    {
        token = default;
        statistics = default;
        if (!_distribution.Load(logits))
            return false;

        token = IsPlain(_options) ? _distribution.Draw(uniform) : DrawAdjusted(logits, uniform, seen);
        statistics = _distribution.Describe(logits, token);
        return true;
    }

    private static bool IsPlain(SamplingOptions o)
        => o is { Temperature: 1, TopK: 0, TopP: 1, MinP: 0, RepetitionPenalty: 1 };

    private static void Check(SamplingOptions o)
    {
        Require(double.IsFinite(o.Temperature) && o.Temperature >= 0, nameof(o.Temperature), o.Temperature, "finite and at least 0");
        Require(o.TopK >= 0, nameof(o.TopK), o.TopK, "at least 0");
        Require(o.TopP is > 0 and <= 1, nameof(o.TopP), o.TopP, "in (0, 1]");
        Require(o.MinP is >= 0 and <= 1, nameof(o.MinP), o.MinP, "in [0, 1]");
        Require(double.IsFinite(o.RepetitionPenalty) && o.RepetitionPenalty > 0, nameof(o.RepetitionPenalty), o.RepetitionPenalty, "finite and above 0");
        Require(o.MaxTokens >= 1, nameof(o.MaxTokens), o.MaxTokens, "at least 1");
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"Expected {name} to be {range}, but found {value}."));
    }

    private TokenId DrawAdjusted(ReadOnlySpan<float> logits, double uniform, IReadOnlyList<TokenId> seen)
    {
        logits.CopyTo(_adjusted);
        if (_options.RepetitionPenalty != 1)
            Penalise(seen);
        if (_options.Temperature == 0)
            return new TokenId(IndexOfMaximum(_adjusted));
        if (_options is { TopK: 0, TopP: 1, MinP: 0 })
            return _distribution.DrawAt(_adjusted, _options.Temperature, uniform, _weights);
        return DrawTruncated(uniform);
    }

    private void Penalise(IReadOnlyList<TokenId> seen)
    {
        var penalty = (float)_options.RepetitionPenalty;
        foreach (var id in seen.Select(t => t.Value).Distinct())
            _adjusted[id] = _adjusted[id] > 0 ? _adjusted[id] / penalty : _adjusted[id] * penalty;
    }

    private TokenId DrawTruncated(double uniform)
    {
        for (var i = 0; i < _order.Length; i++)
            _order[i] = i;
        Array.Sort(_order, (a, b) => _adjusted[a] != _adjusted[b] ? _adjusted[b].CompareTo(_adjusted[a]) : a.CompareTo(b));

        var maximum = _adjusted[_order[0]];
        var kept = _options.TopK > 0 ? Math.Min(_options.TopK, _order.Length) : _order.Length;
        double total = 0;
        for (var i = 0; i < kept; i++)
        {
            _weights[i] = (float)Math.Exp((_adjusted[_order[i]] - (double)maximum) / _options.Temperature);
            total += _weights[i];
        }

        if (_options.TopP < 1)
            (kept, total) = CutToMass(kept, _options.TopP * total);
        if (_options.MinP > 0)
            (kept, total) = CutBelow(kept, _options.MinP * _weights[0]);

        var left = uniform * total;
        for (var i = 0; i < kept; i++)
        {
            left -= _weights[i];
            if (left < 0)
                return new TokenId(_order[i]);
        }

        return new TokenId(_order[kept - 1]);
    }

    private (int Kept, double Total) CutToMass(int kept, double wanted)
    {
        double mass = 0;
        for (var i = 0; i < kept; i++)
        {
            mass += _weights[i];
            if (mass >= wanted)
                return (i + 1, mass);
        }

        return (kept, mass);
    }

    private (int Kept, double Total) CutBelow(int kept, double least)
    {
        double mass = 0;
        for (var i = 0; i < kept; i++)
        {
            if (_weights[i] < least)
                return (i, mass);
            mass += _weights[i];
        }

        return (kept, mass);
    }

    private static int IndexOfMaximum(float[] row)
    {
        var best = 0;
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best])
                best = i;
        }

        return best;
    }
}
