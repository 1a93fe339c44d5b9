namespace DiversityBench.Metrics.Personas;

/// <summary>The fields of a <see cref="Persona"/>.</summary>
public enum PersonaField
{
    /// <summary>First name.</summary>
    FirstName,

    /// <summary>Last name.</summary>
    LastName,

    /// <summary>Gender.</summary>
    Gender,

    /// <summary>Age in years.</summary>
    Age,

    /// <summary>Nationality.</summary>
    Nationality,

    /// <summary>Occupation.</summary>
    Occupation,

    /// <summary>Product that was bought.</summary>
    Product,

    /// <summary>Stars of the review.</summary>
    Rating,

    /// <summary>Text of the review.</summary>
    Review,
}
