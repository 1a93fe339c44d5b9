using System.Globalization;
using System.Text.RegularExpressions;
using DiversityBench.Metrics.Personas;

namespace DiversityBench.Metrics.ValidOutputs;

/// <summary>
/// When a sample of one kind counts as an answer. The rules look at form, length, subject and one finished sentence, the same for every
/// model; they do not ask for sense, grammar or truth, and a text that repeats itself is valid.
/// </summary>
public sealed partial class ValidityRule
{
    private static readonly ValidityRule[] All =
    [
        new("persona", [], 0, finishedSentence: false),
        new("biography", [TextForm.Prose], 5, finishedSentence: true),
        new("story", [TextForm.Prose], 15, finishedSentence: true),
        new("description", [TextForm.Prose, TextForm.List], 8, finishedSentence: true),
        new("poem", [TextForm.Verse], 8, finishedSentence: false),
        new("letter", [TextForm.Letter], 8, finishedSentence: false),
        new("ended-story", [TextForm.Prose], 15, finishedSentence: true, CreativeWork.FaultOfStory) { Noun = "story" },
        new("rhymed-poem", [TextForm.Verse], 8, finishedSentence: false, CreativeWork.FaultOfPoem) { Noun = "poem" },
        new("python", Enum.GetValues<TextForm>(), 0, finishedSentence: false, CreativeWork.FaultOfPython) { Noun = "Python function" },
    ];

    private readonly IReadOnlyList<TextForm> forms;
    private readonly int fewestWords;
    private readonly bool finishedSentence;
    private readonly Func<string, bool, string?>? fault;

    private ValidityRule(string kind, IReadOnlyList<TextForm> forms, int fewestWords, bool finishedSentence, Func<string, bool, string?>? fault = null)
    {
        (Kind, Noun) = (kind, kind);
        this.forms = forms;
        this.fewestWords = fewestWords;
        this.finishedSentence = finishedSentence;
        this.fault = fault;
    }

    /// <summary>The kinds there are rules for: persona, biography, story, description, poem, letter, and by stricter rules ended-story, rhymed-poem and python.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. All.Select(rule => rule.Kind)];

    /// <summary>What is asked for.</summary>
    public string Kind { get; }

    /// <summary>The same as a word for messages.</summary>
    private string Noun { get; init; }

    /// <summary>The rule of a kind.</summary>
    /// <exception cref="ArgumentException">No rule has that kind; the message lists those there are.</exception>
    public static ValidityRule For(string kind)
        => Array.Find(All, rule => rule.Kind == kind) ?? throw new ArgumentException(
            $"""
            Expected the kind of a prompt to be one with a validity rule because samples of other kinds cannot be judged, but found '{kind}'.
            Kinds: {string.Join(", ", Kinds)}
            Next step: correct the kind, or add a rule to ValidityRule.
            """, nameof(kind));

    /// <summary>Judges one sample.</summary>
    /// <param name="generation">What the model wrote.</param>
    /// <param name="opening">What the prompt supplied of the answer (raw prompts: "Grace Hopper was"); empty for chat answers.</param>
    /// <param name="about">
    /// Words of which a chat answer holds at least one as the beginning of a word, in any case; empty if any subject will do. A continuation of an
    /// opening is not asked: the opening sets the subject and the text may go anywhere from there.
    /// </param>
    /// <param name="isComplete">Whether the model came to an end by itself; asked of stories that end, and of the last line or function of the other stricter kinds.</param>
    public Validity Judge(string generation, string opening = "", IReadOnlyList<string>? about = null, bool isComplete = true)
    {
        ArgumentNullException.ThrowIfNull(generation);
        ArgumentNullException.ThrowIfNull(opening);
        if (string.IsNullOrWhiteSpace(generation))
            return Invalid("nothing was written");
        if (generation.Length > TextForms.MostCharacters)
            (generation, isComplete) = (generation[..TextForms.MostCharacters], false);
        generation = generation.ReplaceLineEndings("\n");
        var text = opening + generation;
        if (Kind == "persona")
        {
            var parsed = PersonaParser.Parse(text);
            return new Validity(parsed.IsValid, parsed.Reason);
        }

        if (TextForms.Refuses(generation) && Kind != "letter")
            return Invalid("it declines to answer");
        var form = TextForms.Of(text);
        if (!forms.Contains(form))
            return Invalid($"it is {Named(form)}, not a {Noun}");
        if (opening.Length > 0 && !opening.EndsWith('\n') && generation.StartsWith('\n'))
            return Invalid("it does not go on with the sentence it was given");
        var words = Word().Count(generation);
        if (words < fewestWords)
            return Invalid(string.Create(CultureInfo.InvariantCulture, $"it has {words} words, fewer than {fewestWords}"));
        if (finishedSentence && !SentenceEnd().IsMatch(generation))
            return Invalid("no sentence comes to an end");
        // A chat answer may go on with the given sentence without repeating it.
        if (opening.Length == 0 && about is { Count: > 0 } && !Mentions(text, about) && !(Kind == "biography" && char.IsLower(generation.TrimStart(' ', '.', '…')[0])))
            return Invalid($"it mentions none of: {string.Join(", ", about)}");
        return fault?.Invoke(text, isComplete) is { } found ? Invalid(found) : new Validity(true, $"it is a {Noun}");
    }

    private static bool Mentions(string text, IReadOnlyList<string> about)
    {
        foreach (var word in about)
        {
            for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                    return true;
            }
        }

        return false;
    }

    private static Validity Invalid(string reason) => new(false, reason);

    private static string Named(TextForm form) => form switch
    {
        TextForm.LabelledFields => "a form of labelled fields",
        TextForm.Code => "program code",
        TextForm.Letter => "a letter",
        TextForm.List => "a list",
        TextForm.Verse => "verse",
        _ => "running prose",
    };

    [GeneratedRegex(@"[\p{L}\p{Nd}'’-]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[\p{L}\p{Nd})""”’'][.!?…。！？]+[""”’')\]]*(?:\s|$)")]
    private static partial Regex SentenceEnd();
}
