namespace DiversityBench.Fixtures.Manifest;

/// <summary>A stage of a ladder.</summary>
/// <param name="Name">Its name in the ladder, for example <c>sft</c>.</param>
/// <param name="Model">The model of that stage.</param>
/// <param name="From">Name of the earlier rung that the stage was trained from; null for the first.</param>
public sealed record Rung(string Name, ModelDefinition Model, string? From);
