using System.Text;

namespace DiversityBench.Fixtures.Served;

/// <summary>What a server answered to the request for one sample.</summary>
/// <param name="Text">The text, untouched; null where there is none, which is not the same as an empty one.</param>
/// <param name="Finish">Why it ended, in the server's words or <c>stop_string</c>; null where it does not say.</param>
/// <param name="Steps">The decoding steps; null where the server tells none.</param>
internal sealed record ServedAnswer(string? Text, string? Finish, IReadOnlyList<ServedStep>? Steps)
{
    /// <summary>An answer that the server drew and does not give: there is no text, and how it ended is not known.</summary>
    public static ServedAnswer Withheld { get; } = new(null, "withheld", null);

    /// <summary>
    /// What each step adds to the text: nothing where a character needs further tokens, or for the step that ended the answer. Null where there are no steps, or they are not
    /// those of the text, as behind a stop string.
    /// </summary>
    public IReadOnlyList<string>? StepTexts()
    {
        if (Steps is null || Text is null)
            return null;
        string[] texts = [.. Steps.All(step => step.Bytes is not null) ? Decoded(Steps) : Steps.Select(step => step.Token)];
        if (IsTextOf(texts))
            return texts;
        if (Finish != "stop" || texts.Length == 0 || !IsTextOf(texts[..^1]))
            return null;
        texts[^1] = "";
        return texts;
    }

    private static IEnumerable<string> Decoded(IEnumerable<ServedStep> steps)
    {
        var decoder = new UTF8Encoding().GetDecoder();
        var characters = new char[64];
        foreach (var step in steps)
        {
            var bytes = step.Bytes!;
            if (bytes.Length >= characters.Length)
                characters = new char[bytes.Length + 1];
            var count = decoder.GetChars(bytes, characters, flush: false);
            yield return new string(characters, 0, count);
        }
    }

    // Servers trim what a chat template leaves around an answer.
    private bool IsTextOf(string[] texts) => string.Concat(texts).AsSpan().Trim().SequenceEqual(Text.AsSpan().Trim());
}
