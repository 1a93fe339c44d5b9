using System.Security.Cryptography;
using System.Text;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Generations;

/// <summary>The prompts of one experiment, versioned; the paper's comes first.</summary>
/// <param name="Name">Name of the set.</param>
/// <param name="Experiment">The experiment of docs/CLAIMS.md that it serves: E1, E2, E3 …</param>
/// <param name="Version">Grows with every change that makes results incomparable.</param>
/// <param name="Prompts">At least one prompt; ids are unique.</param>
/// <param name="Fingerprint">SHA-256 of the file's text with LF line ends, hexadecimal: two runs used the same prompts if it is equal.</param>
public sealed record PromptSet(string Name, string Experiment, int Version, IReadOnlyList<Prompt> Prompts, string Fingerprint)
{
    /// <summary>
    /// Reads a prompts.jsonl: UTF-8, first line <c>{"promptSetVersion": 1, "set": "Personas", "experiment": "E1"}</c>, then one prompt a line with the keys
    /// id, kind, text, chat, samples, maxTokens, source and, optional, prefix and about. No comments, no blank lines.
    /// </summary>
    /// <exception cref="BenchException">The file is absent or a line is not as described; names file, line, finding and remedy.</exception>
    public static PromptSet Read(string path)
    {
        var (text, lines) = ReadLines(path, "prompt set", "a suite takes its prompts from it");
        var header = PromptLine.Parse(path, 1, lines[0], ["promptSetVersion", "set", "experiment"]);
        var prompts = new List<Prompt>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 2; number <= lines.Length; number++)
        {
            var line = PromptLine.Parse(path, number, lines[number - 1], ["id", "kind", "text", "chat", "prefix", "about", "samples", "maxTokens", "source"]);
            var prompt = line.ReadPrompt();
            if (!seen.TryAdd(prompt.Id, number))
                throw line.Fault("id", "be unique in its set", "samples are kept by it", $"'{prompt.Id}' also on line {seen[prompt.Id]}", "rename one of the two");
            prompts.Add(prompt);
        }

        if (prompts.Count == 0)
            throw header.Fault("set", "hold at least one prompt", "a run without prompts tests nothing", "none", "add a line per prompt");
        return new PromptSet(header.Text("set"), header.Text("experiment"), header.Number("promptSetVersion"), prompts, FingerprintOf(text));
    }

    internal static (string Text, string[] Lines) ReadLines(string path, string set, string reason)
    {
        try
        {
            var text = File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)).ReplaceLineEndings("\n");
            return (text, text.EndsWith('\n') ? text[..^1].Split('\n') : text.Split('\n'));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new BenchException(new ErrorText($"the {set}", "be readable UTF-8 text", reason, error.Message, "restore the file or correct its path").With("File", path), error);
        }
    }

    internal static string FingerprintOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
