using System.Diagnostics.CodeAnalysis;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Sampling;

namespace DiversityBench.Fixtures.Decoding;

/// <summary>
/// Hands out the samples still to be generated, prompt by prompt, and keeps an evaluated prompt until its samples are handed out and have all
/// come back. Safe for concurrent use.
/// </summary>
internal sealed class SequenceQueue(ILogitEngine engine, IReadOnlyList<GenerationJob> jobs) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPrefix, int> _underway = [];
    private IPrefix? _prefix;
    private SampleStream _stream;
    private int _job;
    private int _next;

    /// <summary>Takes the next sample; <see cref="GiveBack"/> follows when it has ended and no batch reads its prompt.</summary>
    /// <param name="only">If given, only a sample of this prefix will do.</param>
    /// <param name="sequence">The sample, with its stream of random numbers.</param>
    /// <param name="prefix">The evaluated prompt.</param>
    public bool TryTake(IPrefix? only, [NotNullWhen(true)] out Sequence? sequence, [NotNullWhen(true)] out IPrefix? prefix)
    {
        lock (_gate)
        {
            (sequence, prefix) = (null, null);
            while (_job < jobs.Count && _next >= jobs[_job].SampleIndices.Count)
                NextJob();
            if (_job == jobs.Count || (only is not null && only != _prefix))
                return false;

            var request = jobs[_job].Request;
            if (_prefix is null)
            {
                _prefix = engine.Prefill(request.PromptTokens);
                _underway.Add(_prefix, 0);
                _stream = SampleStream.For(request, 0);
            }

            prefix = _prefix;
            _underway[prefix]++;
            var index = jobs[_job].SampleIndices[_next++];
            sequence = new Sequence(request, index, _stream.ForSample(index));
            return true;
        }
    }

    /// <summary>Says that a sample no longer needs its prompt.</summary>
    public void GiveBack(IPrefix prefix)
    {
        lock (_gate)
        {
            _underway[prefix]--;
            if (prefix == _prefix && _next >= jobs[_job].SampleIndices.Count)
                NextJob();
            else
                ReleaseIfDone(prefix);
        }
    }

    public void Dispose()
    {
        foreach (var prefix in _underway.Keys)
            prefix.Dispose();
    }

    private void NextJob()
    {
        var done = _prefix;
        (_job, _next, _prefix) = (_job + 1, 0, null);
        if (done is not null)
            ReleaseIfDone(done);
    }

    private void ReleaseIfDone(IPrefix prefix)
    {
        if (prefix == _prefix || _underway[prefix] > 0)
            return;
        _underway.Remove(prefix);
        prefix.Dispose();
    }
}
