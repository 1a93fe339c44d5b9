using System.Globalization;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Categories;
using DiversityBench.Metrics.Personas;

namespace DiversityBench.Suites.Personas;

/// <summary>A categorical attribute of a persona.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Of">The attribute of a persona; null where it does not say it readably.</param>
/// <param name="Key">Name of the attribute in truth files.</param>
internal sealed record PersonaAttribute(string Name, Func<Persona, string?> Of, string Key)
{
    /// <summary>The attributes whose shifts question Q1 asks for.</summary>
    public static IReadOnlyList<PersonaAttribute> Demographic { get; } =
    [
        new("first name", p => p.FirstName, "firstName"),
        new("last name", p => p.LastName, "lastName"),
        new("nationality", p => p.Nationality, "nationality"),
        new("gender", p => p.Gender?.ToString(), "gender"),
        new("age band", p => p.Age is { } age ? AgeBands.Of(age) : null, "age"),
        new("occupation", p => p.Occupation, "occupation"),
    ];

    /// <summary>The distribution that the truth gives the attribute; null where it gives none.</summary>
    public KnownDistribution? In(KnownTruth truth)
    {
        if (truth.Persona.GetValueOrDefault(Key) is not { } known)
            return null;
        return Key == "age" ? known.Grouped(age => AgeBands.Of(int.Parse(age, CultureInfo.InvariantCulture))) : known;
    }
}
