namespace DiversityBench.Metrics.Personas;

/// <summary>The fields of the first persona as written, before they are read. Filled by one reader, then only read.</summary>
internal sealed class RawPersona
{
    private readonly Dictionary<FieldLabel, string> values = [];
    private FieldLabel? opener;
    private bool closed;

    /// <summary>Personas seen so far.</summary>
    public int Count { get; private set; }

    /// <summary>Fields that say who the persona is, as opposed to the review.</summary>
    public int Described => values.Keys.Count(label => label is >= FieldLabel.Name and <= FieldLabel.Occupation);

    /// <summary>The written value; null if there is none.</summary>
    public string? this[FieldLabel label] => values.GetValueOrDefault(label);

    /// <summary>
    /// Takes a field. A second name or head opens the next persona, from which on fields are only counted; the first value of a field that is not blank stands.
    /// Returns whether the value was taken.
    /// </summary>
    public bool Add(FieldLabel label, string value)
    {
        if (label is FieldLabel.Name or FieldLabel.FirstName)
        {
            opener ??= label;
            if (label == opener)
                Count++;
        }

        closed |= Count > 1 || (label == FieldLabel.Head && values.Keys.Any(taken => taken != FieldLabel.Head));
        if (closed || (values.TryGetValue(label, out var earlier) && !string.IsNullOrWhiteSpace(earlier)))
            return false;
        values[label] = value;
        return true;
    }

    /// <summary>Takes a value that running text gives, where no field says it.</summary>
    public void Infer(FieldLabel label, string? value)
    {
        if (value is not null && values.TryAdd(label, value) && label == FieldLabel.Name)
            Count = Math.Max(Count, 1);
    }

    /// <summary>Lengthens a value that was taken.</summary>
    public void Append(FieldLabel label, string text)
        => values[label] = values[label].Length == 0 ? text : values[label] + "\n" + text;
}
