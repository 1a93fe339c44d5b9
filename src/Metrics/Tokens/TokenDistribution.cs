using System.Globalization;

namespace DiversityBench.Metrics.Tokens;

/// <summary>
/// A next-token distribution in double precision: softmax of one step's logits and what CLAIMS.md reads from it. This
/// is the exact reference; the decoding loop keeps a fast float record instead, <see cref="StepStatistics"/>.
/// All logarithms are natural. No sum here has terms of both signs, so entropies near 0 keep their digits.
/// </summary>
public sealed class TokenDistribution
{
    // A mass that misses its target by round-off alone counts as reached: nineteen times 1/20 is 0.95.
    private const double RoundOff = 1e-12;

    private readonly double[] _shifted; // logit minus the largest logit, at most 0
    private readonly int _largest;
    private readonly double _total; // sum of exp(shifted), at least 1
    private readonly double _logTotal;
    private readonly Lazy<int[]> _byFallingProbability;

    private TokenDistribution(double[] shifted, int largest)
    {
        (_shifted, _largest) = (shifted, largest);
        var rest = SumOfOthers(1);
        _total = 1 + rest;
        _logTotal = NearOne.Log1p(rest);
        _byFallingProbability = new(() => Enumerable.Range(0, shifted.Length).OrderByDescending(id => shifted[id]).ToArray());
    }

    /// <summary>Number of tokens.</summary>
    public int VocabularySize => _shifted.Length;

    /// <summary>Shannon entropy over the whole vocabulary at T = 1 in nats, 0 … ln(vocabulary size).</summary>
    public double EntropyInNats => EntropyInNatsAt(1);

    /// <summary>exp of the entropy: the number of equally probable tokens with the same entropy.</summary>
    public double BranchingFactor => Math.Exp(EntropyInNats);

    /// <summary>Largest probability.</summary>
    public double Top1Mass => 1 / _total;

    /// <summary>Sum of the two largest probabilities; 1 for a vocabulary of one token.</summary>
    public double Top2Mass => TopTokens(2).Sum(ProbabilityOf);

    /// <summary>Entropy of the five largest probabilities, renormalised to sum 1, in nats; at most ln 5.</summary>
    public double Top5EntropyRenormalisedInNats
    {
        get
        {
            var top = TopTokens(5);
            var rest = top.Skip(1).Sum(id => Math.Exp(_shifted[id]));
            return NearOne.Log1p(rest) + top.Sum(id => MinusXExpX(_shifted[id])) / (1 + rest);
        }
    }

    /// <summary>-sum p ln p over the five largest probabilities as they are, in nats.</summary>
    public double Top5EntropyRawInNats =>
        TopTokens(5).Sum(id => _shifted[id] == double.NegativeInfinity ? 0 : ProbabilityOf(id) * (_logTotal - _shifted[id]));

    /// <summary>The distribution that a step's logits stand for.</summary>
    /// <param name="logits">[vocabulary]; -Infinity is an excluded token. Undefined if empty, NaN or +Infinity, or all excluded.</param>
    public static Measured<TokenDistribution> FromLogits(ReadOnlySpan<double> logits)
    {
        if (logits.IsEmpty)
            return new Undefined("empty vocabulary");
        var largest = 0;
        for (var id = 0; id < logits.Length; id++)
        {
            if (double.IsNaN(logits[id]) || double.IsPositiveInfinity(logits[id]))
                return new Undefined(string.Create(CultureInfo.InvariantCulture, $"logit {id} is {(double.IsNaN(logits[id]) ? "NaN" : "+Infinity")}"));
            if (logits[id] > logits[largest])
                largest = id;
        }

        if (double.IsNegativeInfinity(logits[largest]))
            return new Undefined("no token has positive probability");
        var shifted = logits.ToArray();
        var shift = shifted[largest];
        for (var id = 0; id < shifted.Length; id++)
            shifted[id] -= shift;
        return new TokenDistribution(shifted, largest);
    }

    /// <summary>The distribution that a step's single-precision logits stand for.</summary>
    /// <param name="logits">[vocabulary]; as in the double-precision form.</param>
    public static Measured<TokenDistribution> FromLogits(ReadOnlySpan<float> logits)
    {
        var wide = new double[logits.Length];
        for (var id = 0; id < wide.Length; id++)
            wide[id] = logits[id];
        return FromLogits((ReadOnlySpan<double>)wide);
    }

    /// <summary>Probability of a token.</summary>
    /// <param name="token">Id in 0 … VocabularySize - 1.</param>
    public double Probability(TokenId token) => ProbabilityOf(token.Value);

    /// <summary>Natural logarithm of a token's probability; -Infinity for an excluded token.</summary>
    /// <param name="token">Id in 0 … VocabularySize - 1.</param>
    public double LogProbabilityInNats(TokenId token) => _shifted[token.Value] - _logTotal;

    /// <summary>All probabilities, [vocabulary].</summary>
    public double[] Probabilities() => Array.ConvertAll(_shifted, shifted => Math.Exp(shifted) / _total);

    /// <summary>Shannon entropy in nats after division of the logits by a temperature.</summary>
    /// <param name="temperature">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not a positive number.</exception>
    public double EntropyInNatsAt(double temperature)
    {
        if (!(temperature > 0) || double.IsInfinity(temperature))
        {
            throw new ArgumentOutOfRangeException(
                nameof(temperature),
                string.Create(CultureInfo.InvariantCulture, $"Expected the temperature to be a positive number because it divides logits, but found {temperature}.\nNext step: for greedy decoding the entropy is 0 and needs no call."));
        }

        var rest = SumOfOthers(temperature);
        var energy = default(CompensatedSum);
        foreach (var shifted in _shifted)
            energy.Add(MinusXExpX(shifted / temperature));
        return NearOne.Log1p(rest) + energy.Value / (1 + rest);
    }

    /// <summary>
    /// Smallest number of most probable tokens whose mass reaches the given one (Holtzman et al. 2020). A mass missed by
    /// less than 1e-12 counts as reached.
    /// </summary>
    /// <param name="mass">Mass to reach, 0 … 1.</param>
    public int NucleusSize(double mass = 0.95)
    {
        var sum = default(CompensatedSum);
        var order = _byFallingProbability.Value;
        for (var rank = 0; rank < order.Length; rank++)
        {
            sum.Add(ProbabilityOf(order[rank]));
            if (sum.Value >= mass - RoundOff)
                return rank + 1;
        }

        return order.Length;
    }

    /// <summary>The most probable tokens, the most probable first, equal ones by rising id.</summary>
    /// <param name="count">How many; fewer come back from a smaller vocabulary.</param>
    public IReadOnlyList<TokenId> Top(int count) => TopTokens(count).Select(id => new TokenId(id)).ToArray();

    // x exp(x) tends to 0 at -Infinity.
    private static double MinusXExpX(double x) => double.IsNegativeInfinity(x) ? 0 : -x * Math.Exp(x);

    private double ProbabilityOf(int id) => Math.Exp(_shifted[id]) / _total;

    private ArraySegment<int> TopTokens(int count) => new(_byFallingProbability.Value, 0, Math.Min(count, VocabularySize));

    private double SumOfOthers(double temperature)
    {
        var sum = default(CompensatedSum);
        for (var id = 0; id < _shifted.Length; id++)
        {
            if (id != _largest)
                sum.Add(Math.Exp(_shifted[id] / temperature));
        }

        return sum.Value;
    }
}
