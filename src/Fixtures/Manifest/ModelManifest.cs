using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>What models.json says, checked: every reference resolved, every path safe.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Defaults">Defaults of the run parameters.</param>
/// <param name="Models">Language models.</param>
/// <param name="Encoders">Sentence encoders.</param>
/// <param name="Ladders">Ladders.</param>
/// <param name="Pairs">Pairs that have a name of their own.</param>
public sealed record ModelManifest(
    string Path,
    ParameterValues Defaults,
    IReadOnlyList<ModelDefinition> Models,
    IReadOnlyList<ModelDefinition> Encoders,
    IReadOnlyList<Ladder> Ladders,
    IReadOnlyList<ModelPair> Pairs)
{
    /// <summary>The folder that paths of the manifest are relative to.</summary>
    public string Root => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Names of all pairs: those of models.json, then every two rungs of every ladder in their order.</summary>
    public IReadOnlyList<string> PairNames => [.. Pairs.Select(pair => pair.Id), .. RungPairs().Select(pair => pair.Id)];

    /// <summary>The pairs that a run chooses, with what the run sets for all models.</summary>
    /// <exception cref="BenchException">None is chosen, or a name is unknown; lists the valid names.</exception>
    public IReadOnlyList<ModelPair> SelectPairs(RunParameters run)
    {
        // A later rung may also pose as the base, as the swapped control does: such names are valid, but not listed.
        var all = Pairs.Concat(RungPairs()).Concat(RungPairs(isSwapped: true)).ToDictionary(pair => pair.Id);
        var swapped = run.Pairs.Where(name => all.ContainsKey(name) && !PairNames.Contains(name));
        return [.. Selection.Require("pair", run.Pairs, [.. PairNames, .. swapped]).Select(name => all[name].With(run))];
    }

    /// <summary>The manifest with the encoders of another one, which stay where they are.</summary>
    public ModelManifest WithEncodersOf(ModelManifest other) => this with { Encoders = [.. other.Encoders.Select(encoder => encoder with { Root = other.Root })] };

    /// <summary>The encoder that a run chooses: by its id, or the first.</summary>
    /// <exception cref="BenchException">There is no such encoder.</exception>
    public ModelDefinition SelectEncoder(RunParameters run)
    {
        var ids = Encoders.Select(encoder => encoder.Id).ToArray();
        if (ids.Length == 0)
        {
            throw new BenchException(new ErrorText(
                    "models.json", "list a sentence encoder", "answers are compared by their meaning", "no encoders, and no models.json of DiversityBench beside the executable or above it to take one from",
                    "Copy encoders from the models.json of DiversityBench, and the folder models/all-MiniLM-L6-v2 beside yours")
                .With("File", Path));
        }

        var chosen = Selection.Require("encoder", [run.Encoder ?? ids[0]], ids, isList: false)[0];
        return Encoders.Single(encoder => encoder.Id == chosen).With(run);
    }

    /// <summary>The first ladder that holds both models of a pair, base first; null where none does.</summary>
    public Ladder? LadderOf(ModelPair pair) => Ladders.FirstOrDefault(ladder =>
        ladder.Rungs.Select(rung => rung.Model.Id).SkipWhile(id => id != pair.Base.Id).Skip(1).Contains(pair.Aligned.Id));

    private IEnumerable<ModelPair> RungPairs(bool isSwapped = false) =>
        from ladder in Ladders
        from first in ladder.Rungs.Index()
        from second in ladder.Rungs.Skip(first.Index + 1)
        let lower = isSwapped ? second : first.Item
        let upper = isSwapped ? first.Item : second
        where lower.Model.Id != upper.Model.Id
        select new ModelPair($"{ladder.Id}/{lower.Name}..{upper.Name}", lower.Model, upper.Model);
}
