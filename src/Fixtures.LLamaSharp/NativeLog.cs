using System.Text;
using LLama.Native;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>Keeps the last errors and warnings of llama.cpp, which names a cause there and nowhere else. Safe for concurrent use.</summary>
internal sealed class NativeLog
{
    private const int MostLines = 8;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = [];
    private readonly StringBuilder _line = new();

    /// <summary>Takes a message, which may be a part of a line.</summary>
    public void Write(LLamaLogLevel level, string message)
    {
        if (level is not (LLamaLogLevel.Error or LLamaLogLevel.Warning or LLamaLogLevel.Continue))
            return;
        lock (_gate)
        {
            _line.Append(message);
            if (!message.EndsWith('\n'))
                return;
            if (level != LLamaLogLevel.Warning && _line.Length > 1)
                _lines.Enqueue(_line.ToString().Trim());
            _line.Clear();
            while (_lines.Count > MostLines)
                _lines.Dequeue();
        }
    }

    /// <summary>The errors since the last call, on one line; null where there was none.</summary>
    public string? TakeErrors()
    {
        lock (_gate)
        {
            var errors = string.Join("; ", _lines);
            _lines.Clear();
            return errors.Length == 0 ? null : errors;
        }
    }
}
