namespace DiversityBench.Fixtures.Recorded;

/// <summary>Names of the fields in a file of recorded generations, where they are not the usual ones. Fields of other names are not read.</summary>
public sealed record RecordedFields
{
    /// <summary>Name of the prompt: text or whole number.</summary>
    public string PromptId { get; init; } = "prompt_id";

    /// <summary>The prompt.</summary>
    public string Prompt { get; init; } = "prompt";

    /// <summary>Which sample of its prompt, a whole number from 0; 0 where the field is absent.</summary>
    public string SampleIndex { get; init; } = "sample_index";

    /// <summary>The answer: text, or null where there is none.</summary>
    public string Text { get; init; } = "text";

    /// <summary>Class of the answer: text or whole number.</summary>
    public string Label { get; init; } = "label";

    /// <summary><c>stop</c>, <c>length</c> or something else.</summary>
    public string FinishReason { get; init; } = "finish_reason";

    /// <summary>List with an object a token: token, logprob, top_logprobs, as chat completions of OpenAI-compatible servers have it.</summary>
    public string LogProbabilities { get; init; } = "logprobs";
}
