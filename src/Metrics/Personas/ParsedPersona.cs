namespace DiversityBench.Metrics.Personas;

/// <summary>What <see cref="PersonaParser"/> made of a text.</summary>
/// <param name="Persona">The first persona of the text; all fields null where there is none.</param>
/// <param name="Missing">Fields that are absent or unreadable, in the order of <see cref="PersonaField"/>.</param>
/// <param name="Count">Personas in the text, 0 if none was recognised.</param>
/// <param name="IsValid">
/// Whether the text is a persona with a review: a first name, a review, and at least three of age, gender, nationality and occupation.
/// </param>
/// <param name="Reason">Why it is or is not valid, and which written values could not be read.</param>
public sealed record ParsedPersona(Persona Persona, IReadOnlyList<PersonaField> Missing, int Count, bool IsValid, string Reason)
{
    /// <summary>Whether every field is there.</summary>
    public bool IsComplete => Missing.Count == 0;
}
