namespace DiversityBench.Fixtures.Settings;

/// <summary>A name and its value in an object.</summary>
/// <param name="Name">The key.</param>
/// <param name="NamePlace">Where the key was written.</param>
/// <param name="Value">The value.</param>
internal sealed record Member(string Name, Place NamePlace, Node Value);
