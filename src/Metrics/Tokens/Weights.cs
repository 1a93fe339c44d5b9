using System.Globalization;

namespace DiversityBench.Metrics.Tokens;

/// <summary>Checks and normalises two lists of weights over the same categories.</summary>
internal static class Weights
{
    // Probabilities that already sum to 1 up to round-off stay as they are: dividing would move a value off a threshold it sits on.
    private const double RoundOff = 1e-12;

    public static Undefined? FirstFault(ReadOnlySpan<double> weights, string entry, string distribution)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            var fault = double.IsNaN(weights[i]) ? "NaN" : weights[i] < 0 ? "negative" : double.IsInfinity(weights[i]) ? "infinite" : null;
            if (fault is not null)
                return new Undefined(string.Create(CultureInfo.InvariantCulture, $"{entry} {i} is {fault}"));
        }

        return CompensatedSum.Of(weights) > 0 ? null : new Undefined($"{distribution} has no mass");
    }

    public static double[] Normalised(ReadOnlySpan<double> weights)
    {
        var sum = CompensatedSum.Of(weights);
        var normalised = weights.ToArray();
        if (Math.Abs(sum - 1) > RoundOff)
        {
            for (var i = 0; i < normalised.Length; i++)
                normalised[i] /= sum;
        }

        return normalised;
    }
}
