using DiversityBench.Fixtures.Settings;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Parameters;

/// <summary>Checks a choice of names against what there is. A choice of nothing is an error: a run that tests nothing must not pass.</summary>
public static class Selection
{
    /// <summary>The chosen names, each once, in the order chosen.</summary>
    /// <param name="kind">What is chosen, in the singular: <c>pair</c>, <c>suite</c>.</param>
    /// <param name="chosen">The names chosen.</param>
    /// <param name="known">The valid names.</param>
    /// <param name="isList">Whether the run parameter takes several names, and is called so.</param>
    /// <exception cref="BenchException">Nothing is chosen, or a name is unknown; lists the valid names.</exception>
    public static IReadOnlyList<string> Require(string kind, IReadOnlyList<string> chosen, IReadOnlyList<string> known, bool isList = true)
    {
        var parameter = $"run parameter {kind}{(isList ? "s" : "")}";
        if (chosen.Count == 0)
        {
            throw new BenchException(new ErrorText(
                    $"the {parameter}", $"choose at least one {kind}", "a run that tests nothing must not pass", "none",
                    $"Choose one, for example -p:{char.ToUpperInvariant(kind[0])}{kind[1..]}s=NAME")
                .With("Valid", known));
        }

        foreach (var name in chosen.Where(name => !known.Contains(name)))
        {
            throw SettingError.Unknown(
                $"the {parameter}", new Place(parameter), name, kind, $"each name chooses a {kind}", known);
        }

        return [.. chosen.Distinct()];
    }
}
