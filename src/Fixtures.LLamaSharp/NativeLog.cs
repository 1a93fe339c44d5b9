using System.Text;
using LLama.Native;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>Keeps the last errors of llama.cpp, which names a cause there and nowhere else. Safe for concurrent use.</summary>
internal sealed class NativeLog
{
    private const int MostLines = 8;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = [];
    private readonly StringBuilder _line = new();
    private LLamaLogLevel _level;

    /// <summary>Takes a message, which may be a part of a line; one that continues a line has the level of that line.</summary>
    public void Write(LLamaLogLevel level, string message)
    {
        lock (_gate)
        {
            if (level != LLamaLogLevel.Continue)
            {
                EndLine();
                _level = level;
            }

            if (_level != LLamaLogLevel.Error)
                return;
            _line.Append(message);
            if (message.EndsWith('\n'))
                EndLine();
        }
    }

    /// <summary>The errors since the last call, on one line; null where there was none.</summary>
    public string? TakeErrors()
    {
        lock (_gate)
        {
            EndLine();
            var errors = string.Join("; ", _lines);
            _lines.Clear();
            return errors.Length == 0 ? null : errors;
        }
    }

    private void EndLine()
    {
        if (_line.ToString().Trim() is { Length: > 0 } line)
            _lines.Enqueue(line);
        _line.Clear();
        while (_lines.Count > MostLines)
            _lines.Dequeue();
    }
}
