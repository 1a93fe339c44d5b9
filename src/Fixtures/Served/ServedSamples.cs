using System.Security.Cryptography;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Served;

/// <summary>
/// Draws samples of served models and keeps them: answer by answer in the store, so that a killed run goes on and a second one asks nothing, then as a file of recorded
/// generations, which claims are judged from. One request a sample, many at once.
/// </summary>
/// <param name="store">Keeps answers.</param>
/// <param name="http">Sends requests; see <see cref="Hub.HubModels.CreateHttp"/>.</param>
/// <param name="progress">Is told what is being drawn.</param>
/// <param name="clock">Measures waits.</param>
/// <param name="variables">Environment variables by name.</param>
/// <param name="stop">Ends it; what was drawn is kept.</param>
public sealed class ServedSamples(GenerationStore store, HttpClient http, IProgressSink progress, TimeProvider clock, Func<string, string?> variables, CancellationToken stop = default)
{
    private const int UsualBatch = 32;
    private const int FewestAlike = 5;

    /// <summary>Chance below which equal samples are not taken for chance.</summary>
    private const double Chance = 1e-6;

    private static readonly byte[] Yes = "yes"u8.ToArray();
    private static readonly byte[] No = "no"u8.ToArray();

    /// <summary>Draws what is missing.</summary>
    /// <param name="arm">The model and how it is asked.</param>
    /// <param name="wanted">Prompts with the name of their set, and how many samples of each.</param>
    /// <returns>The file of the samples, as a model whose generations were recorded; and whether the server gives a request's sample again.</returns>
    /// <exception cref="BenchException">The server cannot be asked, or its answers cannot be samples; says why and what to do.</exception>
    public ServedFile Draw(ServedArm arm, IReadOnlyList<(string Suite, Prompt Prompt, int Samples)> wanted)
    {
        ServedSample[] samples = [.. wanted.SelectMany(w => Enumerable.Range(0, w.Samples).Select(i => new ServedSample(arm, w.Suite, w.Prompt, i)))];
        ServedSample[] missing = [.. samples.Where(sample => store.ReadDerived(KeyOf(sample)) is null)];
        if (missing.Length > 0)
            DrawAsync(arm, missing).GetAwaiter().GetResult();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var withoutText = 0;
        foreach (var prompt in samples.GroupBy(sample => sample.PromptId))
        {
            byte[][] lines = [.. prompt.Select(LineOf)];
            withoutText += CountWithoutText(arm, lines, prompt.Key);
            foreach (var line in lines)
                hash.AppendData(line);
        }

        var isRepeatable = store.ReadDerived(ProbeKey(arm)) is not { } probe || probe.AsSpan().SequenceEqual(Yes);
        return new ServedFile(Write(arm, samples, Convert.ToHexStringLower(hash.GetHashAndReset())), isRepeatable, samples.Length, withoutText);
    }

    private async Task DrawAsync(ServedArm arm, ServedSample[] missing)
    {
        var (work, total) = ($"{arm.Model.Id}: {(arm.IsChat ? "chat" : "completions")} of {arm.Endpoint.Address.Authority}", missing.Length);
        var client = new EndpointClient(
            http, arm.Endpoint, ApiKey.Of(arm.Endpoint, variables), clock, waited => progress.Report(FormattableString.Invariant($"{work}, not ready for {waited.TotalSeconds:0} s"), 0, total, 0));
        await client.RequireModelAsync(stop).ConfigureAwait(false);
        var (done, tokens) = (0, 0L);
        progress.Report(work, 0, total, 0);
        await Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = arm.Model.Batch ?? UsualBatch, CancellationToken = stop }, async (sample, cancellation) =>
        {
            var answer = await client.DrawAsync(CompletionRequest.Path(arm), CompletionRequest.Body(sample), cancellation).ConfigureAwait(false);
            store.WriteDerived(KeyOf(sample), ServedLine.Write(sample, answer));
            progress.Report(work, Interlocked.Increment(ref done), total, Interlocked.Add(ref tokens, answer.Steps?.Count ?? 0));
        }).ConfigureAwait(false);
        await ProbeAsync(client, missing).ConfigureAwait(false);
    }

    /// <summary>Asks for one sample again: where the text is another one, the server does not follow seeds.</summary>
    private async Task ProbeAsync(EndpointClient client, ServedSample[] drawn)
    {
        if (store.ReadDerived(ProbeKey(drawn[0].Arm)) is not null || Array.Find(drawn, sample => ServedLine.Read(LineOf(sample)).Text is not null) is not { } sample)
            return;
        var again = await client.DrawAsync(CompletionRequest.Path(sample.Arm), CompletionRequest.Body(sample), stop).ConfigureAwait(false);
        store.WriteDerived(ProbeKey(sample.Arm), again.Text == ServedLine.Read(LineOf(sample)).Text ? Yes : No);
    }

    /// <summary>Samples of one prompt without a text. Those that are all alike though they were drawn from the whole distribution are the server's fault, unless the model is as sure as that.</summary>
    private static int CountWithoutText(ServedArm arm, byte[][] lines, string promptId)
    {
        (string? Text, double? LogProbability)[] answers = [.. lines.Select(ServedLine.Read)];
        var told = answers.Where(answer => answer.Text is not null).ToArray();
        var isSure = told.Length > 0 && told[0].LogProbability is { } whole && Math.Exp(whole * (told.Length - 1)) > Chance;
        if (told.Length >= FewestAlike && IsWhole(arm.Sampling) && !isSure && told.Select(answer => answer.Text).Distinct(StringComparer.Ordinal).Count() == 1)
            throw new EndpointFaults(arm.Endpoint).AllAlike(promptId, told.Length);
        return answers.Length - told.Length;
    }

    /// <summary>Whether log-probabilities tell the chances of samples: at lower temperatures, and without improbable tokens, equal samples are likelier than they say.</summary>
    private static bool IsWhole(SamplingOptions sampling) => sampling is { Temperature: >= 1, TopK: 0, TopP: 1, MinP: 0, RepetitionPenalty: 1 };

    private VerifiedModel Write(ServedArm arm, ServedSample[] samples, string sha256)
    {
        var (folder, name) = (Path.Combine(Path.GetDirectoryName(store.Path)!, "served"), $"{arm.Name}-{sha256[..12]}.jsonl");
        var path = Path.Combine(folder, name);
        try
        {
            if (!IsThere(path, sha256))
            {
                WholeFile.Write(path, file =>
                {
                    foreach (var sample in samples)
                        file.Write(LineOf(sample));
                });
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BenchException(new ErrorText("the file of a served model's answers", "be writable", "claims are judged from it", error.Message.TrimEnd('.'), "Make room, or choose another folder with DIVERSITYBENCH_CACHE").With("File", path), error);
        }

        var file = new ModelFile(name, sha256);
        var definition = arm.Model with { Id = arm.Name, Folder = folder, Graph = file, Files = [file], RecordedFields = new RecordedFields(), Endpoint = null };
        return new VerifiedModel(definition, folder, [file], sha256);
    }

    // A run may have it open: it is not replaced by its equal.
    private static bool IsThere(string path, string sha256)
    {
        if (!File.Exists(path))
            return false;
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file)) == sha256;
    }

    private byte[] LineOf(ServedSample sample) => store.ReadDerived(KeyOf(sample)) ?? throw new InvalidOperationException($"The answer {sample.Index} to {sample.PromptId} is not in the store.");

    private static string KeyOf(ServedSample sample)
        => FormattableString.Invariant($"served sample, version 1\n{sample.Arm.Endpoint.Address}\n{sample.Arm.Endpoint.Revision}\n{sample.PromptId}\n{sample.Index}\n{CompletionRequest.Body(sample)}");

    private static string ProbeKey(ServedArm arm)
        => FormattableString.Invariant($"served seeds, version 1\n{arm.Endpoint}\n{arm.Endpoint.Revision}\n{arm.IsChat}\n{arm.Sampling}\n{arm.Seed}");
}
