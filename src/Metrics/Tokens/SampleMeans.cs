using System.Globalization;

namespace DiversityBench.Metrics.Tokens;

/// <summary>
/// Averages of per-position figures: first over the positions of a sample, then over samples, so that a long sample does
/// not outweigh short ones. The pooled mean over all positions is another figure.
/// </summary>
public static class SampleMeans
{
    /// <summary>Mean over the positions of one sample; undefined without a position or with NaN.</summary>
    /// <param name="figures">[positions].</param>
    public static Measured<double> OverPositions(ReadOnlySpan<double> figures)
    {
        if (figures.IsEmpty)
            return new Undefined("no generated position");
        for (var position = 0; position < figures.Length; position++)
        {
            if (double.IsNaN(figures[position]))
                return new Undefined(string.Create(CultureInfo.InvariantCulture, $"figure {position} is NaN"));
        }

        return CompensatedSum.Of(figures) / figures.Length;
    }

    /// <summary>Mean over samples of the means over positions; undefined without samples, or if one sample's mean is.</summary>
    /// <param name="samples">[samples][positions].</param>
    public static Measured<double> OverSamples(IReadOnlyList<double[]> samples)
    {
        if (samples.Count == 0)
            return new Undefined("no samples");
        var sum = default(CompensatedSum);
        for (var sample = 0; sample < samples.Count; sample++)
        {
            if (!OverPositions(samples[sample]).TryGet(out var mean, out var fault))
                return new Undefined(string.Create(CultureInfo.InvariantCulture, $"sample {sample}: {fault.Reason}"));
            sum.Add(mean);
        }

        return sum.Value / samples.Count;
    }

    /// <summary>
    /// One sample's means over consecutive stretches of positions (claim E3.5). A stretch that the sample does not reach
    /// is undefined; positions after the last stretch are left out.
    /// </summary>
    /// <param name="figures">[positions].</param>
    /// <param name="stretch">Positions per stretch, at least 1.</param>
    /// <param name="stretches">Number of stretches.</param>
    public static IReadOnlyList<Measured<double>> ByPosition(ReadOnlySpan<double> figures, int stretch, int stretches)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stretch, 1);
        var means = new Measured<double>[stretches];
        for (var i = 0; i < stretches; i++)
        {
            var start = Math.Min((long)i * stretch, figures.Length);
            var end = Math.Min(start + stretch, figures.Length);
            means[i] = OverPositions(figures[(int)start..(int)end]);
        }

        return means;
    }
}
