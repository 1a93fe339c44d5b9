namespace DiversityBench.Metrics.Personas;

/// <summary>What a label such as "Job:" announces.</summary>
internal enum FieldLabel
{
    /// <summary>No label, or none that is known.</summary>
    None,
    Name,
    FirstName,
    LastName,
    Age,
    Gender,
    Nationality,
    Occupation,
    Product,
    Rating,
    Review,

    /// <summary>"Persona 2": the head of a persona, perhaps with its name.</summary>
    Head,

    /// <summary>A usual field of a persona that is not read: income, personality, hobbies.</summary>
    Other,
}
