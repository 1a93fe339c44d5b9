using DiversityBench.Fixtures.Generations;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>A prompt of a suite, to be found in files by its text, raw or chat.</summary>
/// <param name="prompt">The prompt.</param>
public sealed class PromptForms(Prompt prompt)
{
    private readonly ulong _raw = RecordedKey.OfText(prompt.Text);
    private readonly ulong _chat = RecordedKey.OfText(prompt.Chat);

    /// <summary>The prompt.</summary>
    public Prompt Prompt => prompt;

    /// <summary>Whether a prompt of a file is this one in either form, as far as the file holds its text.</summary>
    public bool Include(RecordedPrompt recorded) => Include(recorded.TextKey);

    /// <summary>Whether both stand for one of the forms.</summary>
    internal bool Include(ulong first, ulong second) => Include(first) && Include(second);

    private bool Include(ulong text) => text != 0 && (text == _raw || text == _chat);
}
