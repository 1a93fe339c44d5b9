using System.Diagnostics.CodeAnalysis;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Sampling;

namespace DiversityBench.Fixtures.Decoding;

/// <summary>Hands out the samples still to be generated, prompt by prompt, and keeps the evaluated prompts until all is generated. Safe for concurrent use.</summary>
internal sealed class SequenceQueue(ILogitEngine engine, IReadOnlyList<GenerationJob> jobs) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<IPrefix> _prefixes = [];
    private IPrefix? _prefix;
    private SampleStream _stream;
    private int _job;
    private int _next;

    /// <summary>Takes the next sample.</summary>
    /// <param name="only">If given, only a sample of this prefix will do.</param>
    /// <param name="sequence">The sample, with its stream of random numbers.</param>
    /// <param name="prefix">The evaluated prompt.</param>
    public bool TryTake(IPrefix? only, [NotNullWhen(true)] out Sequence? sequence, [NotNullWhen(true)] out IPrefix? prefix)
    {
        lock (_gate)
        {
            (sequence, prefix) = (null, null);
            while (_job < jobs.Count && _next >= jobs[_job].SampleIndices.Count)
                (_job, _next, _prefix) = (_job + 1, 0, null);
            if (_job == jobs.Count || (only is not null && only != _prefix))
                return false;

            var request = jobs[_job].Request;
            if (_prefix is null)
            {
                _prefix = engine.Prefill(request.PromptTokens);
                _prefixes.Add(_prefix);
                _stream = SampleStream.For(request, 0);
            }

            prefix = _prefix;
            var index = jobs[_job].SampleIndices[_next++];
            sequence = new Sequence(request, index, _stream.ForSample(index));
            return true;
        }
    }

    public void Dispose()
    {
        foreach (var prefix in _prefixes)
            prefix.Dispose();
    }
}
