using DiversityBench.Fixtures.Sampling;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Generations;

/// <summary>The phrases that push samples off their course, versioned.</summary>
/// <param name="Version">Grows with every change that makes results incomparable.</param>
/// <param name="Phrases">Phrases of two kinds or more; ids are unique.</param>
/// <param name="Fingerprint">SHA-256 of the file's text with LF line ends, hexadecimal.</param>
public sealed record PhraseSet(int Version, IReadOnlyList<Phrase> Phrases, string Fingerprint)
{
    /// <summary>Reads a phrases.jsonl: UTF-8, first line <c>{"phraseSetVersion": 1}</c>, then one phrase a line with the keys id, kind and text.</summary>
    /// <exception cref="BenchException">The file is absent or a line is not as described; names file, line, finding and remedy.</exception>
    public static PhraseSet Read(string path)
    {
        const string Set = "phrase set";
        var (text, lines) = PromptSet.ReadLines(path, Set, "samples are pushed with its phrases");
        var header = PromptLine.Parse(path, 1, lines[0], ["phraseSetVersion"], Set);
        var version = header.Number("phraseSetVersion");
        var phrases = new List<Phrase>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 2; number <= lines.Length; number++)
        {
            var line = PromptLine.Parse(path, number, lines[number - 1], ["id", "kind", "text"], Set);
            var phrase = new Phrase(line.Id(), line.Kind(), line.Text("text"));
            if (!seen.TryAdd(phrase.Id, number))
                throw line.Fault("id", "be unique in its set", "a push is told by it", $"'{phrase.Id}' also on line {seen[phrase.Id]}", "rename one of the two");
            phrases.Add(phrase);
        }

        if (phrases.DistinctBy(phrase => phrase.Kind).Count() < 2)
            throw header.Fault("phrases", "be of two kinds or more", "a phrase is foreign to the other kinds alone", $"{phrases.Count} of one", "add phrases of other kinds");
        return new PhraseSet(version, phrases, PromptSet.FingerprintOf(text));
    }

    /// <summary>The push of a sample: the same in every arm, each place and each foreign phrase equally likely.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="prompt">The prompt; phrases of its kind are not foreign to it.</param>
    /// <param name="sampleIndex">Index of the sample within its prompt, at least 0.</param>
    /// <param name="earliest">Fewest tokens before the phrase, at least 0.</param>
    /// <param name="latest">Most tokens before the phrase, at least <paramref name="earliest"/>.</param>
    public Push PushOf(ulong seed, Prompt prompt, int sampleIndex, int earliest, int latest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latest, earliest);
        Phrase[] foreign = [.. Phrases.Where(phrase => phrase.Kind != prompt.Kind)];
        var stream = SampleStream.For(seed, prompt.Id, sampleIndex);
        return new Push(earliest + (int)(stream.Uniform(0) * (latest - earliest + 1)), foreign[(int)(stream.Uniform(1) * foreign.Length)]);
    }
}
