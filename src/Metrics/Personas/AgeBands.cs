using System.Globalization;

namespace DiversityBench.Metrics.Personas;

/// <summary>Groups ages into bands.</summary>
public static class AgeBands
{
    private static readonly (int From, int To)[] Usual =
        [(0, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 74), (75, 85), (86, 120)];

    /// <summary>
    /// The band of an age: 0-17, 18-24, 25-34, 35-44, 45-54, 55-64, 65-74, 75-85 or 86-120. The seven from 18 to 85 are
    /// those of the reference ladder's microworld. Of(34) is "25-34".
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The age is not in 0 … 120.</exception>
    public static string Of(int age)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(age);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(age, 120);
        var (from, to) = Array.Find(Usual, band => age <= band.To);
        return string.Create(CultureInfo.InvariantCulture, $"{from}-{to}");
    }
}
