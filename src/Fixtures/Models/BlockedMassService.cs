using System.Globalization;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using DiversityBench.Metrics.Tokens;

namespace DiversityBench.Fixtures.Models;

/// <summary>
/// Blocked mass along given texts: both models score the same text (teacher forcing), from the store where it was measured before.
/// </summary>
/// <param name="store">Keeps the figures between runs.</param>
/// <param name="progress">Is told what is being scored.</param>
public sealed class BlockedMassService(GenerationStore store, IProgressSink progress)
{
    private const double NucleusMass = 0.95;
    private const double Threshold = 1e-4;
    private const int Block = 64;

    /// <summary>Measures texts.</summary>
    /// <param name="baseModel">The model whose nucleus is looked at.</param>
    /// <param name="alignedModel">The model that blocks.</param>
    /// <param name="texts">The texts; context and text together fit both models. A first token without a context cannot be scored and is passed over.</param>
    /// <param name="work">What this is, in words, for the progress.</param>
    /// <param name="cancellation">Stops between two blocks; what was measured is kept.</param>
    /// <returns>One entry a text, in their order.</returns>
    /// <exception cref="BenchException">A model failed, gave NaN or infinite logits, or the vocabularies differ.</exception>
    public IReadOnlyList<BlockedText> Measure(
        LanguageModel baseModel, LanguageModel alignedModel, IReadOnlyList<ScoredText> texts, string work, CancellationToken cancellation = default)
    {
        var fingerprint = string.Create(
            CultureInfo.InvariantCulture,
            $"blocked mass 2, nucleus {NucleusMass}, threshold {Threshold}: {baseModel.Fingerprint}, {baseModel.EngineFingerprint}; {alignedModel.Fingerprint}, {alignedModel.EngineFingerprint}");
        var keys = texts.Select(KeyOf).ToArray();
        var found = new Dictionary<string, float[]>(store.ReadEmbeddings(fingerprint, keys), StringComparer.Ordinal);
        var missing = keys.Index().Where(k => !found.ContainsKey(k.Item)).DistinctBy(k => k.Item).ToArray();
        using var held = DeviceLease.Take(
            missing.Length == 0 ? [] : [baseModel.Device, alignedModel.Device], DeviceLease.SharedFolder, device => progress.Report($"{work}: waiting for {device}, which another run uses", 0, missing.Length, 0), cancellation);
        using var step = missing.Length > 0 ? progress.Begin(work) : null;
        foreach (var block in missing.Chunk(Block))
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Report(work, missing.Length - missing.Count(k => !found.ContainsKey(k.Item)), missing.Length, 0);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, baseModel.Engine.Workers), CancellationToken = cancellation };
            var measured = new float[block.Length][];
            Parallel.For(0, block.Length, parallel, i => measured[i] = Score(baseModel, alignedModel, texts[block[i].Index]));
            var vectors = block.Index().ToDictionary(k => k.Item.Item, k => measured[k.Index], StringComparer.Ordinal);
            store.WriteEmbeddings(fingerprint, vectors);
            foreach (var (key, vector) in vectors)
                found.Add(key, vector);
        }

        if (missing.Length > 0)
            progress.Report(work, missing.Length, missing.Length, 0);
        return [.. keys.Select(key => Decode(found[key]))];
    }

    private static string KeyOf(ScoredText text) => string.Join('|', new[] { text.BaseContext, text.AlignedContext, text.Tokens }.Select(ids => string.Join(' ', ids.Select(id => id.Value))));

    // A vector in the store: the mass of every position, 1 for every position whose own token was blocked and 0 for the others, then the base's own mass.
    private static BlockedText Decode(float[] vector)
    {
        var scored = vector.Length / 3;
        return new(vector[..scored], [.. vector[scored..^scored].Select(flag => flag > 0)], vector[^scored..]);
    }

    private static float[] Score(LanguageModel baseModel, LanguageModel alignedModel, ScoredText text)
    {
        var skipped = text.BaseContext.Count == 0 || text.AlignedContext.Count == 0 ? 1 : 0;
        if (text.Tokens.Count <= skipped)
            return [];
        var nuclei = new Nucleus[text.Tokens.Count];
        Rows(baseModel, text.BaseContext, text.Tokens, skipped, (i, logits) => nuclei[i] = Defined(Nucleus.Of(logits, NucleusMass), baseModel));
        var scored = text.Tokens.Count - skipped;
        var vector = new float[3 * scored];
        Rows(alignedModel, text.AlignedContext, text.Tokens, skipped, (i, logits) =>
        {
            var mass = Defined(nuclei[i].BlockedBy(logits, Threshold, text.Tokens[i], out var isBlocked), alignedModel);
            vector[i - skipped] = (float)mass;
            vector[scored + i - skipped] = isBlocked ? 1 : 0;
            vector[(2 * scored) + i - skipped] = (float)nuclei[i].MassBelow(Threshold);
        });
        return vector;
    }

    /// <summary>Hands over the logits from which each token of the text was to be drawn.</summary>
    private static void Rows(LanguageModel model, IReadOnlyList<TokenId> context, IReadOnlyList<TokenId> tokens, int skipped, LogitReader read)
    {
        // The last token need not be read: what follows it is not part of the text.
        IReadOnlyList<TokenId> all = [.. context, .. tokens.Take(tokens.Count - 1)];
        model.Engine.Score(all, (position, logits) =>
        {
            var token = position + 1 - context.Count;
            if (token >= skipped)
                read(token, logits);
        });
    }

    private static T Defined<T>(Measured<T> figure, LanguageModel model)
        where T : notnull => figure.TryGet(out var value, out var undefined)
            ? value
            : throw new BenchException(new ErrorText(
                "the logits", "be comparable", "both models score the same text", undefined.Reason, "Check the model's files, and that both models have one vocabulary").With("Model", model.Id));
}
