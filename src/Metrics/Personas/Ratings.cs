using System.Globalization;
using System.Text.RegularExpressions;

namespace DiversityBench.Metrics.Personas;

/// <summary>Reads a written star rating.</summary>
public static partial class Ratings
{
    private static readonly string[] Words = ["zero", "one", "two", "three", "four", "five"];

    /// <summary>
    /// The rating on a scale of 0 … 5: "4", "4/5", "8 out of 10", "★★★★☆", "four stars". Null where there is none or it is off the scale ("67").
    /// </summary>
    public static double? Find(string text)
    {
        if (Filled().Match(text) is { Success: true } stars)
            return stars.Value.Count(c => c is '★' or '⭐') is var n and <= 5 ? n : null;
        if (Fraction().Match(text) is { Success: true } fraction)
        {
            var value = Number(fraction.Groups[1].Value);
            var scale = Number(fraction.Groups[2].Value);
            return scale is 5 or 10 or 100 && value <= scale ? value / scale * 5 : null;
        }

        if (Plain().Match(text) is { Success: true } plain)
            return Number(plain.Groups[1].Value) is var value and <= 5 ? value : null;
        return InWords().Match(text) is { Success: true } word ? Array.IndexOf(Words, word.Groups[1].Value.ToLowerInvariant()) : null;
    }

    /// <summary>A rating inside running text, where only forms that name a scale or stars count: "4/5", "★★★★", "five stars".</summary>
    internal static double? FindInProse(string text)
        => InProse().Match(text) is { Success: true } found ? Find(found.Value) : null;

    private static double Number(string text) => double.Parse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"(?:[★⭐]\uFE0F?\s?)+")]
    private static partial Regex Filled();

    [GeneratedRegex(@"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*(?:stars?\s*)?(?:/|out of|of)\s*([0-9]{1,3})(?![0-9])", Options)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^\W*([0-9]{1,3}(?:[.,][0-9]{1,2})?)(?![0-9.,%])")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\b(zero|one|two|three|four|five)\b", Options)]
    private static partial Regex InWords();

    [GeneratedRegex(@"(?:[★⭐]\uFE0F?\s?)+|\b[0-9](?:[.,][0-9])?\s*(?:/|out of)\s*(?:5|10)\b|\b(?:[0-5]|one|two|three|four|five)[- ]stars?\b", Options)]
    private static partial Regex InProse();
}
