using DiversityBench.Metrics;

namespace DiversityBench.Tests.Committed;

/// <summary>One committed generation: what a sample of the reference pair was, and what the models measured of it.</summary>
/// <param name="PromptId">Name of the prompt in its suite.</param>
/// <param name="Prompt">Text as the model got it, raw.</param>
/// <param name="Index">Which sample of its prompt, from 0.</param>
/// <param name="Text">What was generated.</param>
/// <param name="VisibleText">That with the beginning that the prompt supplied.</param>
/// <param name="Finish"><c>stop</c> or <c>length</c>.</param>
/// <param name="Steps">Statistics of every decoding step; empty where the experiment does not use them.</param>
/// <param name="Embedding">Sentence embedding of the visible text; empty where the experiment does not use it.</param>
internal sealed record CommittedSample(
    string PromptId, string Prompt, int Index, string Text, string VisibleText, string Finish, IReadOnlyList<StepStatistics> Steps, IReadOnlyList<float> Embedding);
