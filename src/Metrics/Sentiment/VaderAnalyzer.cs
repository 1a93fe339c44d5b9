namespace DiversityBench.Metrics.Sentiment;

/// <summary>
/// VADER (Hutto and Gilbert 2014), a rule-based sentiment score for short English texts: a port of vaderSentiment
/// 3.3.2 that keeps its behaviour, oddities included, since its published scores are the reference.
/// </summary>
/// <param name="lexicon">Word valences and emoji.</param>
public sealed class VaderAnalyzer(VaderLexicon lexicon)
{
    // A modifier counts less the farther it stands from the word: one, two, three words before it.
    private static readonly double[] Damping = [1, 0.95, 0.9];

    /// <summary>With the embedded lexicon.</summary>
    public VaderAnalyzer()
        : this(VaderLexicon.Embedded)
    {
    }

    /// <summary>Scores a text; a text without tokens scores 0 everywhere.</summary>
    /// <param name="text">Any text.</param>
    public SentimentScore Score(string text)
    {
        var read = new VaderText(text, lexicon);
        var valences = new double[read.Words.Length];
        for (var i = 0; i < valences.Length; i++)
            valences[i] = IsModifier(read, i) ? 0 : Valence(read, i);
        WeighByBut(read.Lower, valences);
        return Combine(valences, Emphasis(read.Text));
    }

    private static bool IsModifier(VaderText text, int i) =>
        VaderRules.Boosters.ContainsKey(text.Lower[i]) || (text.Lower[i] == "kind" && i + 1 < text.Lower.Length && text.Lower[i + 1] == "of");

    private double Valence(VaderText text, int i)
    {
        var lower = text.Lower;
        if (!lexicon.TryGetValence(lower[i], out var own))
            return 0;
        var valence = own;
        // "no" before a lexicon word negates that word instead of counting itself.
        if (lower[i] == "no" && i + 1 < lower.Length && lexicon.Contains(lower[i + 1]))
            valence = 0;
        if ((i > 0 && lower[i - 1] == "no") || (i > 1 && lower[i - 2] == "no")
            || (i > 2 && lower[i - 3] == "no" && lower[i - 1] is "or" or "nor"))
        {
            valence = own * VaderRules.Negation;
        }

        if (text.Shouted[i] && text.SomeShouted)
            valence += valence > 0 ? VaderRules.Capitals : -VaderRules.Capitals;

        for (var distance = 1; distance <= Damping.Length; distance++)
        {
            if (i < distance || lexicon.Contains(lower[i - distance]))
                continue;
            valence += Boost(text, i - distance, valence) * Damping[distance - 1];
            valence = Negate(lower, i, distance, valence);
            if (distance == Damping.Length)
                valence = ApplyIdioms(lower, i, valence);
        }

        return NegateByLeast(lower, i, valence);
    }

    private static double Boost(VaderText text, int modifier, double valence)
    {
        if (!VaderRules.Boosters.TryGetValue(text.Lower[modifier], out var boost))
            return 0;
        if (valence < 0)
            boost = -boost;
        if (text.Shouted[modifier] && text.SomeShouted)
            boost += valence > 0 ? VaderRules.Capitals : -VaderRules.Capitals;
        return boost;
    }

    private static double Negate(string[] lower, int i, int distance, double valence)
    {
        bool SoOrThis(int at) => lower[at] is "so" or "this";
        var never = distance switch
        {
            2 => lower[i - 2] == "never" && SoOrThis(i - 1),
            // The package's "and" binds before its "or": so or this right before the word is enough.
            3 => (lower[i - 3] == "never" && SoOrThis(i - 2)) || SoOrThis(i - 1),
            _ => false,
        };
        if (never)
            return valence * VaderRules.NeverSo;
        var withoutDoubt = distance > 1 && lower[i - distance] == "without"
            && (lower[i - 1] == "doubt" || (distance == 3 && lower[i - 2] == "doubt"));
        return !withoutDoubt && VaderRules.Negates(lower[i - distance]) ? valence * VaderRules.Negation : valence;
    }

    private static double ApplyIdioms(string[] lower, int i, double valence)
    {
        string Phrase(int from, int to) => string.Join(' ', lower[(i + from)..(i + to + 1)]);
        string threeTwoOne = Phrase(-3, -1), threeTwo = Phrase(-3, -2), twoOne = Phrase(-2, -1);
        foreach (var phrase in (ReadOnlySpan<string>)[Phrase(-1, 0), Phrase(-2, 0), twoOne, threeTwoOne, threeTwo])
        {
            if (VaderRules.Idioms.TryGetValue(phrase, out var found))
            {
                valence = found;
                break;
            }
        }

        for (var ahead = 1; ahead <= 2 && i + ahead < lower.Length; ahead++)
        {
            if (VaderRules.Idioms.TryGetValue(Phrase(0, ahead), out var found))
                valence = found;
        }

        foreach (var phrase in (ReadOnlySpan<string>)[threeTwoOne, threeTwo, twoOne])
            valence += VaderRules.Boosters.GetValueOrDefault(phrase);
        return valence;
    }

    private double NegateByLeast(string[] lower, int i, double valence)
    {
        var least = i > 0 && lower[i - 1] == "least" && !lexicon.Contains("least");
        return least && !(i > 1 && lower[i - 2] is "at" or "very") ? valence * VaderRules.Negation : valence;
    }

    // What stands before the first "but" counts half, what follows it one and a half times. As in the package, the valence meant is
    // looked up by value: of equal valences the first is changed, possibly more than once.
    private static void WeighByBut(string[] lower, double[] valences)
    {
        var but = Array.IndexOf(lower, "but");
        if (but < 0)
            return;
        for (var i = 0; i < valences.Length; i++)
        {
            var value = valences[i];
            var first = Array.IndexOf(valences, value);
            if (first != but)
                valences[first] = value * (first < but ? 0.5 : 1.5);
        }
    }

    private static double Emphasis(string text)
    {
        var exclamations = Math.Min(4, text.Count(c => c == '!'));
        var questions = text.Count(c => c == '?');
        return exclamations * VaderRules.ExclamationMark
            + questions switch { <= 1 => 0, <= 3 => questions * VaderRules.QuestionMark, _ => VaderRules.ManyQuestionMarks };
    }

    private static SentimentScore Combine(double[] valences, double emphasis)
    {
        if (valences.Length == 0)
            return default;
        var sum = valences.Sum();
        sum += Math.Sign(sum) * emphasis;
        // A neutral word counts 1; so that a positive one weighs at least as much, 1 is added to its valence.
        var positive = valences.Where(valence => valence > 0).Sum(valence => valence + 1);
        var negative = valences.Where(valence => valence < 0).Sum(valence => 1 - valence);
        double neutral = valences.Count(valence => valence == 0);
        if (positive > negative)
            positive += emphasis;
        else if (positive < negative)
            negative += emphasis;
        var total = positive + negative + neutral;
        return new(sum / Math.Sqrt(sum * sum + VaderRules.Alpha), positive / total, neutral / total, negative / total);
    }
}
