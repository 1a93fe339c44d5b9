namespace DiversityBench.Verification.Gate;

/// <summary>
/// A headline metric. Only such whose expectation does not depend on the number of samples: a gate compares its first stage with its last, and a figure
/// that grows with n (distinct n-grams, Vendi, plug-in Hill numbers of many names) would hide a loss while samples are few.
/// </summary>
/// <param name="Id">Its key in policies.</param>
/// <param name="Name">What it is, in words that stand after "keeps … % of".</param>
/// <param name="Source">The samples it is measured on.</param>
/// <param name="IsConcentration">Whether the figure falls with diversity: the share kept is then reference / candidate.</param>
/// <param name="Definition">
/// Version of what is measured, raised by hand with every change after which the same samples give another figure, be it of the formula, of the persona
/// parser, of what makes an output valid or of the words compared: accepted figures of another version are not comparable.
/// </param>
/// <param name="IsTokenLevel">Whether it is measured on tokens, so that two models need one vocabulary.</param>
public sealed record GateMetric(string Id, string Name, GateSource Source, bool IsConcentration = false, int Definition = 1, bool IsTokenLevel = false)
{
    /// <summary>All headline metrics, in the order of reports.</summary>
    public static IReadOnlyList<GateMetric> All { get; } =
    [
        new("valid-personas", "the valid personas", GateSource.Personas),
        new("valid-biographies", "the valid biographies", GateSource.Biographies),
        new("valid-stories", "the valid stories", GateSource.Stories),
        new("first-names", "the variety of first names", GateSource.Personas, IsConcentration: true),
        new("nationalities", "the variety of nationalities", GateSource.Personas, IsConcentration: true),
        new("age-spread", "the spread of ages", GateSource.Personas),
        new("biography-meaning", "the difference in meaning between biographies", GateSource.Biographies),
        new("story-entropy", "the token entropy of stories", GateSource.Stories, IsTokenLevel: true),
    ];
}
