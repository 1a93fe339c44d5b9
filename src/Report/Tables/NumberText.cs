using System.Globalization;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Report.Tables;

/// <summary>Numbers as tables show them: three significant digits, invariant, a missing one as "-".</summary>
public static class NumberText
{
    /// <summary>A figure with three significant digits.</summary>
    /// <param name="value">The figure; null for none.</param>
    public static string Of(double? value)
    {
        if (value is not { } number)
            return "-";
        if (!double.IsFinite(number))
            return "not a number";
        var size = Math.Abs(number);
        if (size > 0 && size is < 0.001 or >= 100_000)
            return number.ToString("0.00E+0", CultureInfo.InvariantCulture);
        var decimals = size == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(size)), 0, 5);
        return number.ToString(string.Create(CultureInfo.InvariantCulture, $"F{decimals}"), CultureInfo.InvariantCulture);
    }

    /// <summary>An interval as [lower, upper].</summary>
    /// <param name="interval">The interval; null for none.</param>
    public static string Of(Interval? interval) =>
        interval is null ? "-" : $"[{Of(interval.Lower)}, {Of(interval.Upper)}]";

    /// <summary>A p-value with three decimals; smaller ones as "&lt; 0.001".</summary>
    /// <param name="p">The p-value; null for none.</param>
    public static string OfP(double? p) => p switch
    {
        null => "-",
        < 0.001 => "< 0.001",
        _ => p.Value.ToString("F3", CultureInfo.InvariantCulture),
    };

    /// <summary>The samples of both arms, once if they are equal.</summary>
    /// <param name="result">The result.</param>
    public static string OfSamples(ClaimResult result) => result.BaseSamples == result.AlignedSamples
        ? result.BaseSamples.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{result.BaseSamples}/{result.AlignedSamples}");
}
