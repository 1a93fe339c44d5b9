namespace DiversityBench.Fixtures.Recorded;

/// <summary>Sorts more records than memory should hold: sorted runs in a file, then merged.</summary>
/// <param name="folder">Where there is room.</param>
/// <typeparam name="T">A record.</typeparam>
internal sealed class SpilledSort<T>(string folder) : IDisposable
    where T : struct, ISpillable<T>, IComparable<T>
{
    /// <summary>Records of a run, and of all runs together while they are merged.</summary>
    internal const int RunLength = 1 << 16;

    private readonly T[] _run = new T[RunLength];
    private readonly SpilledList<T> _runs = new(folder);
    private int _count;

    /// <summary>Adds a record.</summary>
    public void Add(T record)
    {
        if (_count == RunLength)
            EndRun();
        _run[_count++] = record;
    }

    /// <summary>All records in order, once.</summary>
    public IEnumerable<T> Sorted()
    {
        EndRun();
        _runs.Complete();
        var runs = (int)((_runs.Count + RunLength - 1) / RunLength);
        var next = new PriorityQueue<IEnumerator<T>, T>(runs);
        for (var run = 0; run < runs; run++)
        {
            var first = (long)run * RunLength;
            var records = _runs.Range(first, Math.Min(RunLength, _runs.Count - first), Math.Max(1, RunLength / runs)).GetEnumerator();
            records.MoveNext();
            next.Enqueue(records, records.Current);
        }

        while (next.TryPeek(out var records, out var record))
        {
            yield return record;
            if (records.MoveNext())
                next.DequeueEnqueue(records, records.Current);
            else
                next.Dequeue();
        }
    }

    /// <summary>Removes the file.</summary>
    public void Dispose() => _runs.Dispose();

    private void EndRun()
    {
        _run.AsSpan(0, _count).Sort();
        foreach (var record in _run.AsSpan(0, _count))
            _runs.Add(record);
        _count = 0;
    }
}
