using System.Text.RegularExpressions;

namespace DiversityBench.Metrics.Personas;

/// <summary>Reads a written gender.</summary>
public static partial class Genders
{
    /// <summary>
    /// Female for "Female", "woman", "she/her", "F"; Male likewise; NonBinary for "non-binary", "genderqueer", "they/them".
    /// Null for anything else and for texts that name both.
    /// </summary>
    public static Gender? Find(string text)
    {
        if (NonBinaryWords().IsMatch(text))
            return Gender.NonBinary;
        var female = FemaleWords().IsMatch(text);
        var male = MaleWords().IsMatch(text);
        return female == male ? null : female ? Gender.Female : Gender.Male;
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\b(?:non[- ]?binary|enby|gender[- ]?queer|gender[- ]?fluid|agender|they|them)\b", Options)]
    private static partial Regex NonBinaryWords();

    [GeneratedRegex(@"\b(?:female|woman|girl|lady|feminine|she|her|hers|f)\b", Options)]
    private static partial Regex FemaleWords();

    [GeneratedRegex(@"\b(?:male|man|boy|gentleman|masculine|he|him|his|m)\b", Options)]
    private static partial Regex MaleWords();
}
