using System.Collections.Concurrent;
using System.Globalization;
using DiversityBench.Fixtures.Decoding;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Store;

namespace DiversityBench.Fixtures.Models;

/// <summary>Samples of a model: from the store where they are, generated and stored where not.</summary>
/// <param name="store">Keeps generations between runs.</param>
/// <param name="progress">Is told what is being generated.</param>
public sealed class SampleService(GenerationStore store, IProgressSink progress)
{
    /// <summary>Gives the first samples of every request, generating those that the store lacks.</summary>
    /// <param name="model">The model.</param>
    /// <param name="wanted">Requests and how many samples of each.</param>
    /// <param name="work">What this is, in words, for the progress.</param>
    /// <param name="cancellation">Stops the generation; finished samples are kept.</param>
    /// <returns>Samples 0 … n - 1 of every request, in the order of the requests.</returns>
    public IReadOnlyList<IReadOnlyList<Generation>> Draw(
        LanguageModel model,
        IReadOnlyList<(GenerationRequest Request, int Samples)> wanted,
        string work,
        CancellationToken cancellation = default)
    {
        var found = wanted.Select(w => new ConcurrentDictionary<int, Generation>(store.Read(w.Request, w.Samples))).ToArray();
        var jobs = wanted.Index()
            .Select(w => new GenerationJob(w.Item.Request, [.. Enumerable.Range(0, w.Item.Samples).Where(i => !found[w.Index].ContainsKey(i))]))
            .Where(job => job.SampleIndices.Count > 0)
            .ToArray();
        if (jobs.Length > 0)
            Generate(model, jobs, wanted, found, string.Create(CultureInfo.InvariantCulture, $"{model.Id}: {work}"), cancellation);
        return [.. wanted.Index().Select(w => (IReadOnlyList<Generation>)[.. Enumerable.Range(0, w.Item.Samples).Select(i => found[w.Index][i])])];
    }

    private void Generate(
        LanguageModel model,
        IReadOnlyList<GenerationJob> jobs,
        IReadOnlyList<(GenerationRequest Request, int Samples)> wanted,
        ConcurrentDictionary<int, Generation>[] found,
        string work,
        CancellationToken cancellation)
    {
        long done = 0, tokens = 0;
        var total = jobs.Sum(job => (long)job.SampleIndices.Count);
        var places = wanted.Index().ToLookup(w => w.Item.Request, w => w.Index);
        using var held = DeviceLease.Take([model.Device], DeviceLease.SharedFolder, device => progress.Report($"{work}: waiting for {device}, which another run uses", 0, total, 0), cancellation);
        using var step = progress.Begin(work);
        progress.Report(work, 0, total, 0);
        new Generator(model.Engine, model.Tokenizer, model.EndOfSequence, model.Id).Generate(
            jobs,
            (request, generations) =>
            {
                store.Write(request, [.. generations]);
                foreach (var generation in generations)
                {
                    foreach (var place in places[request])
                        found[place][generation.SampleIndex] = generation;
                }

                progress.Report(work, Interlocked.Add(ref done, generations.Count), total, Volatile.Read(ref tokens));
            },
            count => progress.Report(work, Volatile.Read(ref done), total, Interlocked.Add(ref tokens, count)),
            cancellation);
    }
}
