using System.Text.Json;

namespace DiversityBench.Fixtures.Supervision;

/// <summary>
/// A folder in which the process that runs the claims leaves what it is doing, and the one that watches it which pairs have ended a process. A file is
/// there whole or not at all.
/// </summary>
/// <param name="path">The folder; null where none could be made, which holds nothing.</param>
public sealed class RunFolder(string? path) : IDisposable
{
    /// <summary>The folder; null where none could be made.</summary>
    public string? Path => path;

    /// <summary>Makes a folder among the temporary files.</summary>
    public static RunFolder Create()
    {
        try
        {
            return new RunFolder(Directory.CreateTempSubdirectory("diversitybench-").FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing is lost but the name of a pair, should a process crash.
            return new RunFolder(null);
        }
    }

    /// <summary>What was being done last.</summary>
    public LogPage ReadPage() => Read<LogPage>("page.json") ?? LogPage.Empty;

    /// <summary>Says what is being done now. Where it cannot be written, nothing is known rather than what was done before.</summary>
    public void Write(LogPage page) => Write("page.json", page);

    /// <summary>Exit code of the process that ran the tests, where it was another than the one that was started; else null.</summary>
    public int? ReadExitCode() => Read<int[]>("exit.json")?.Single();

    /// <summary>Says how the process ended that ran the tests.</summary>
    public void WriteExitCode(int exitCode) => Write<int[]>("exit.json", [exitCode]);

    /// <summary>The crashes of this run so far.</summary>
    public IReadOnlyList<Crash> ReadCrashes() => Read<Crash[]>("crashes.json") ?? [];

    /// <summary>Says which crashes there were.</summary>
    /// <returns>Whether they are written.</returns>
    public bool Write(IReadOnlyList<Crash> crashes) => Write("crashes.json", crashes);

    /// <summary>Forgets what the last process left.</summary>
    public void ForgetProcess() => Try(() =>
    {
        File.Delete(At("page.json"));
        File.Delete(At("exit.json"));
    });

    /// <summary>Deletes the folder.</summary>
    public void Dispose() => Try(() => Directory.Delete(path!, recursive: true));

    private T? Read<T>(string name)
        where T : class
    {
        T? content = null;
        Try(() => content = JsonSerializer.Deserialize<T>(File.ReadAllBytes(At(name))));
        return content;
    }

    private bool Write<T>(string name, T content)
    {
        var isWritten = Try(() => WholeFile.Place(At(name), temporary => File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(content))));
        if (!isWritten)
            Try(() => File.Delete(At(name)));
        return isWritten;
    }

    private string At(string name) => System.IO.Path.Combine(path!, name);

    private bool Try(Action action)
    {
        if (path is null)
            return false;
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }
}
