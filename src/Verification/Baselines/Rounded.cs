using System.Globalization;

namespace DiversityBench.Verification.Baselines;

/// <summary>Rounds to significant digits, so that files of figures have small differences.</summary>
public static class Rounded
{
    /// <summary>The number with so many significant digits; negative zero becomes zero.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="digits">Significant digits, 1 to 15.</param>
    /// <returns>The nearest number with that many decimal digits; 1.23456789 with 3 digits is 1.23.</returns>
    public static double To(double value, int digits)
    {
        var text = value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture) + 0.0;
    }
}
