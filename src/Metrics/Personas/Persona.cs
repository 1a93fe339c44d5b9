namespace DiversityBench.Metrics.Personas;

/// <summary>A customer with a product review, as read from model output; null where the text does not say it readably.</summary>
public sealed record Persona
{
    /// <summary>First given name, titles removed.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name with its particles (van der Berg), suffixes such as Jr. removed.</summary>
    public string? LastName { get; init; }

    /// <summary>Gender.</summary>
    public Gender? Gender { get; init; }

    /// <summary>Age in years, 0 … 120; a range such as 25-34 or "in her thirties" is not an age.</summary>
    public int? Age { get; init; }

    /// <summary>English demonym of a country (American, Dutch); see <see cref="Nationalities"/>.</summary>
    public string? Nationality { get; init; }

    /// <summary>Occupation in lower case without employer or place.</summary>
    public string? Occupation { get; init; }

    /// <summary>Product in lower case.</summary>
    public string? Product { get; init; }

    /// <summary>Rating on a scale of 0 … 5 stars.</summary>
    public double? Rating { get; init; }

    /// <summary>Text of the review, at least three words.</summary>
    public string? Review { get; init; }
}
