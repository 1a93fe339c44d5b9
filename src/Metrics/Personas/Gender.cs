namespace DiversityBench.Metrics.Personas;

/// <summary>Gender of a persona, as far as the text says it.</summary>
public enum Gender
{
    /// <summary>Female, woman, she.</summary>
    Female,

    /// <summary>Male, man, he.</summary>
    Male,

    /// <summary>Non-binary, genderqueer, they/them.</summary>
    NonBinary,
}
