using System.Collections.Frozen;

namespace DiversityBench.Metrics.Sentiment;

/// <summary>The constants and word lists of VADER's rules (vaderSentiment 3.3.2, MIT licence).</summary>
internal static class VaderRules
{
    public const double Boost = 0.293;
    public const double Capitals = 0.733;
    public const double Negation = -0.74;
    public const double ExclamationMark = 0.292;
    public const double QuestionMark = 0.18;
    public const double ManyQuestionMarks = 0.96;
    public const double NeverSo = 1.25;
    public const double Alpha = 15;

    public static readonly FrozenSet<string> Negations = Words("""
        aint arent cannot cant couldnt darent didnt doesnt ain't aren't can't couldn't daren't didn't doesn't dont hadnt hasnt havent
        isnt mightnt mustnt neither don't hadn't hasn't haven't isn't mightn't mustn't neednt needn't never none nope nor not nothing
        nowhere oughtnt shant shouldnt uhuh wasnt werent oughtn't shan't shouldn't uh-uh wasn't weren't without wont wouldnt won't
        wouldn't rarely seldom despite
        """).ToFrozenSet(StringComparer.Ordinal);

    public static readonly FrozenDictionary<string, double> Boosters = Words("""
        absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously entirely especially
        exceptional exceptionally extreme extremely fabulously flipping flippin frackin fracking fricking frickin frigging friggin fully
        fuckin fucking fuggin fugging greatly hella highly hugely incredible incredibly intensely major majorly more most particularly
        purely quite really remarkably so substantially thoroughly total totally tremendous tremendously uber unbelievably unusually
        utter utterly very
        """).Select(word => KeyValuePair.Create(word, Boost))
        .Concat(Words("""
            almost barely hardly just_enough kind_of kinda kindof kind-of less little marginal marginally occasional occasionally partly
            scarce scarcely slight slightly somewhat sort_of sorta sortof sort-of
            """).Select(word => KeyValuePair.Create(word, -Boost)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly FrozenDictionary<string, double> Idioms = new Dictionary<string, double>
    {
        ["the shit"] = 3,
        ["the bomb"] = 3,
        ["bad ass"] = 1.5,
        ["badass"] = 1.5,
        ["bus stop"] = 0,
        ["yeah right"] = -2,
        ["kiss of death"] = -1.5,
        ["to die for"] = 3,
        ["beating heart"] = 3.5,
        ["broken heart"] = -2.9,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Negates(string lowerWord) => Negations.Contains(lowerWord) || lowerWord.Contains("n't", StringComparison.Ordinal);

    // An underscore stands for the blank inside a phrase of two words.
    private static IEnumerable<string> Words(string list) =>
        list.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace('_', ' '));
}
