using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>Writes generations in the form that <see cref="RecordedReader"/> reads; see docs/recorded.md.</summary>
public static class RecordedWriter
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes a folder to write to, before hours are spent on samples for it.</summary>
    /// <exception cref="BenchException">Files cannot be written there.</exception>
    public static void Prepare(string folder)
    {
        var probe = Path.Combine(folder, ".part");
        try
        {
            Directory.CreateDirectory(folder);
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(probe, error);
        }
    }

    /// <summary>Writes a file, one line a generation; it has its name once it is complete. One line is in memory at a time.</summary>
    /// <param name="path">The file; one that is there is replaced, its folder is made.</param>
    /// <param name="generations">Name and text of the prompt, and what was generated.</param>
    /// <param name="tokens">The model's tokens as text, to write log-probabilities with; null leaves them out.</param>
    /// <returns>SHA-256 of the file, 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="BenchException">The file cannot be written.</exception>
    public static string Write(string path, IEnumerable<(string PromptId, string Prompt, Generation Generation)> generations, TokenTexts? tokens = null)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            WholeFile.Write(path, file =>
            {
                var line = new ArrayBufferWriter<byte>();
                using var json = new Utf8JsonWriter(line, Json);
                foreach (var (id, prompt, generation) in generations)
                {
                    line.ResetWrittenCount();
                    json.Reset();
                    WriteLine(json, id, prompt, generation, tokens);
                    line.Write("\n"u8);
                    hash.AppendData(line.WrittenSpan);
                    file.Write(line.WrittenSpan);
                }
            });
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, error);
        }
    }

    private static BenchException Unwritable(string path, Exception error) => new(
        new ErrorText("the file of recorded generations", "be writable", "samples are exported to it", error.Message.TrimEnd('.'), "Choose another folder, or make room").With("File", path), error);

    private static void WriteLine(Utf8JsonWriter json, string id, string prompt, Generation generation, TokenTexts? tokens)
    {
        json.WriteStartObject();
        json.WriteString("prompt_id", id);
        json.WriteString("prompt", prompt);
        json.WriteNumber("sample_index", generation.SampleIndex);
        json.WriteString("text", generation.Text);
        json.WriteString("finish_reason", generation.Finish switch
        {
            FinishReason.EndOfSequence => "stop",
            FinishReason.Length => "length",
            _ => "stop_string", // read as unknown: such a text did not end by itself
        });
        if (tokens is not null)
            LogProbabilityWriter.Write(json, generation, tokens);
        json.WriteEndObject();
        json.Flush();
    }
}
