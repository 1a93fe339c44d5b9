using System.Text.RegularExpressions;

namespace DiversityBench.Metrics.Personas;

/// <summary>Reads a written age.</summary>
public static partial class Ages
{
    /// <summary>Oldest age that is believed.</summary>
    public const int Oldest = 120;

    private static readonly string[] Units =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>
    /// The age in years: "34", "34 years old", "thirty-four". Null for ranges and decades (25-34, 30s), for numbers outside 0 … 120 and where there is none.
    /// </summary>
    public static int? Find(string text)
    {
        var match = Digits().Match(text);
        if (!match.Success)
            return InWords().Match(text) is { Success: true } words ? Spelled(words) : null;
        if (match.Groups["more"].Success || match.Groups["minus"].Success)
            return null;
        var value = 0;
        foreach (var c in match.Groups["age"].Value)
            value = value * 10 + (int)char.GetNumericValue(c);
        return value <= Oldest ? value : null;
    }

    /// <summary>An age inside running text, where a bare number is not enough: "34-year-old", "34 years old", "aged 34", "Maria, 34,".</summary>
    internal static int? FindInProse(string text)
        => InProse().Match(text) is { Success: true } found ? Find(found.Groups["age"].Value) : null;

    private static int Spelled(Match match)
    {
        var tens = Array.IndexOf(Tens, match.Groups["tens"].Value.ToLowerInvariant());
        var units = Array.IndexOf(Units, match.Groups["units"].Value.ToLowerInvariant());
        return (tens < 0 ? 0 : (tens + 2) * 10) + Math.Max(units, 0);
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Word = @"(?:(?<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?<units>one|two|three|four|five|six|seven|eight|nine))?|(?<units>zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen))";

    // More digits, a decade's s, a range or a decimal part make the number something other than an age.
    [GeneratedRegex(@"(?<minus>-)?(?<![\d.,])(?<age>\d{1,3})(?<more>\d|['’]?s\b|\s?[-–—]\s?\d|\s+to\s+\d|[.,]\d)?", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\b" + Word + @"\b", Options)]
    private static partial Regex InWords();

    [GeneratedRegex(@"\b(?<age>[0-9]{1,3}|" + Word + @")[- ]years?[- ](?:old|of\sage)\b|\baged?\s(?:of\s)?(?<age>[0-9]{1,3}\b|" + Word + @"\b)|,\s(?<age>[0-9]{1,3})(?=[,.;)])|\((?<age>[0-9]{1,3})\)|\bis\s(?<age>[0-9]{1,3})(?=[,.;]|\sand\b)", Options)]
    private static partial Regex InProse();
}
