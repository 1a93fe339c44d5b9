namespace DiversityBench.Fixtures.Settings;

/// <summary>A key of an object.</summary>
/// <param name="Name">As written.</param>
/// <param name="Shape">What its value may be.</param>
/// <param name="Meaning">What the value is, after "it is"; also the description in the published schema.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record Key(string Name, Shape Shape, string Meaning, bool IsRequired = false);
