using System.Globalization;
using System.Runtime.InteropServices;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>
/// Finds where a file holds which sample, part by part. What a part holds is stored in one transaction, so that a killed import goes on with the
/// first part that is missing and a later one parses nothing.
/// </summary>
/// <param name="store">Keeps what was found, by hash of the file.</param>
/// <param name="progress">Is told how much of the file has been read.</param>
/// <param name="warn">Is told when nothing can be stored.</param>
/// <param name="stop">Stops between two parts.</param>
public sealed class RecordedImport(GenerationStore store, IProgressSink progress, Action<string> warn, CancellationToken stop = default)
{
    /// <summary>Version of what is stored, and of the rules that lines are checked by.</summary>
    private const int Version = 2;

    /// <summary>Bytes of a part; its last line ends it.</summary>
    internal const int PartSize = 1 << 18;

    private bool _canStore = true;

    /// <summary>Finds the samples of a verified model's file, whose texts stay there.</summary>
    /// <exception cref="BenchException">A line is not as described, a sample is there twice, or a prompt has two texts.</exception>
    public RecordedGenerations Read(VerifiedModel model)
    {
        var file = new RecordedFile(model.GraphPath, model.Definition.RecordedFields ?? throw new ArgumentException($"{model.Definition.Id} has weights.", nameof(model)));
        var folder = Path.GetDirectoryName(store.Path)!;
        using var sort = new SpilledSort<RecordedEntry>(folder);
        Find(file, model.Definition, sort);
        return new RecordedGenerations(model, new RecordedIndex(file, sort.Sorted(), folder), folder);
    }

    private void Find(RecordedFile file, ModelDefinition model, SpilledSort<RecordedEntry> found)
    {
        var (entries, place, length) = (new List<RecordedEntry>(), default(RecordedPlace), new FileInfo(file.Path).Length);
        IEnumerator<(RecordedEntry Entry, RecordedPlace End)>? lines = null;
        try
        {
            for (var part = 0; part == 0 || place.Offset < length; part++)
            {
                stop.ThrowIfCancellationRequested();
                entries.Clear();
                var key = string.Create(CultureInfo.InvariantCulture, $"recorded generations, version {Version}\n{model.Graph.Sha256}\n{file.Fields}\n{PartSize}\n{part}");
                if (store.ReadDerived(key) is { } stored)
                {
                    place = RecordedPart.Read(stored, entries);
                    lines?.Dispose();
                    lines = null;
                }
                else
                {
                    place = Parse(lines ??= file.EntriesFrom(place).GetEnumerator(), place, entries);
                    if (entries.Count == 0)
                        throw RecordedFault.Shorter(file.Path);
                    Store(key, RecordedPart.ToBytes(CollectionsMarshal.AsSpan(entries), place), file.Path);
                }

                foreach (var entry in entries)
                    found.Add(entry);
                progress.ReportBytes($"{model.Id}: recorded generations", place.Offset, length);
            }
        }
        finally
        {
            lines?.Dispose();
        }
    }

    /// <summary>Adds the entries of a part and returns the place behind it.</summary>
    private static RecordedPlace Parse(IEnumerator<(RecordedEntry Entry, RecordedPlace End)> lines, RecordedPlace from, List<RecordedEntry> entries)
    {
        var end = from;
        while (end.Offset - from.Offset < PartSize && lines.MoveNext())
        {
            entries.Add(lines.Current.Entry);
            end = lines.Current.End;
        }

        return end;
    }

    private void Store(string key, byte[] part, string path)
    {
        if (!_canStore)
            return;
        try
        {
            store.WriteDerived(key, part);
        }
        catch (BenchException error)
        {
            // The verdicts matter more than the next run's time.
            _canStore = false;
            warn($"What {path} holds could not be stored and is read again next time. {error.Message}");
        }
    }
}
