using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>Turns a line into a sample.</summary>
internal sealed class RecordedLineParser(RecordedFields fields, string path)
{
    private readonly byte[][] _names =
    [
        .. new[] { fields.PromptId, fields.Prompt, fields.SampleIndex, fields.Text, fields.Label, fields.FinishReason, fields.LogProbabilities }.Select(Encoding.UTF8.GetBytes),
    ];

    private enum Field
    {
        PromptId,
        Prompt,
        SampleIndex,
        Text,
        Label,
        FinishReason,
        LogProbabilities,
    }

    /// <summary>Parses a line.</summary>
    /// <param name="line">Its bytes.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="isUnended">Whether the file ends without a line feed after it.</param>
    public RecordedSample Parse(ReadOnlySpan<byte> line, long number, bool isUnended)
    {
        if (number == 1 && line.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            throw Wrong(number, "be one JSON object", "the file holds one a line", "a file that gzip packed", "Unpack it with gunzip, and pin the SHA-256 of what comes out");
        if (!Utf8.IsValid(line))
            throw Wrong(number, "be UTF-8", "other bytes cannot be told apart", FirstInvalid(line), "Convert the file to UTF-8");
        try
        {
            return Read(line, number);
        }
        catch (JsonException error) when (NumberThatJsonLacks(line, error) is { } finding)
        {
            throw Wrong(number, "be one JSON object", "JSON has no such number", finding, "Write -9999 for the log-probability of a token that cannot come, or leave it out of the list", error, error.BytePositionInLine + 1);
        }
        catch (JsonException error)
        {
            var finding = line.Trim(" \t"u8).IsEmpty ? "a blank line" : error.Message.Split(" LineNumber:")[0].TrimEnd('.');
            throw Wrong(
                number, "be one JSON object", "the file holds one a line", finding,
                isUnended ? "Get the file again, since its last line is cut" : "Correct the line", error, error.BytePositionInLine + 1);
        }
        catch (InvalidOperationException error)
        {
            throw Wrong(number, "hold whole characters", "half of a surrogate pair is no text", "an escape \\uD800 to \\uDFFF without its other half", "Write the character itself or U+FFFD", error);
        }
    }

    private RecordedSample Read(ReadOnlySpan<byte> line, long number)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Wrong(number, "be one JSON object", "the file holds one a line", reader.TokenType.ToString(), "Correct the line");
        var (sample, seen) = (new RecordedSample("", null, 0, null), 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var fields = Find(in reader);
            if (fields == 0)
            {
                reader.Skip();
                continue;
            }

            if ((seen & fields) != 0)
                throw Wrong(number, $"have the field {reader.GetString()} once", "one of two values would be ignored in silence", "it twice", "Remove one");
            seen |= fields;
            reader.Read();
            // The same value may stand for several, as a prompt that is its own name.
            for (var field = Field.PromptId; field <= Field.LogProbabilities; field++)
            {
                if ((fields & (1 << (int)field)) != 0)
                    sample = With(sample, field, ref reader, number);
            }
        }

        // Reads to the end of the line: something after the object is an error of JSON.
        reader.Read();
        Require(seen, Field.PromptId, number, "samples are grouped by it", $"Add it, or name the field that holds it (fields.{nameof(RecordedFields.PromptId)} of the model's source)");
        Require(seen, Field.Text, number, "a missing answer is not an empty one", "Write \"\" for an empty answer and null where there is none");
        return sample;
    }

    private RecordedSample With(RecordedSample sample, Field field, ref Utf8JsonReader reader, long number) => field switch
    {
        Field.PromptId => sample with { PromptId = Word(in reader, field, number) ?? throw WrongValue(in reader, field, number, "be a text or a whole number") },
        Field.Prompt => sample with { Prompt = Text(in reader, field, number) },
        Field.SampleIndex => sample with { Index = Index(in reader, number) },
        Field.Text => sample with { Text = Text(in reader, field, number) },
        Field.Label => sample with { Label = Word(in reader, field, number) },
        Field.FinishReason => sample with { Finish = Reason(Text(in reader, field, number)) },
        _ => sample with { LogProbabilities = LogProbabilityReader.Read(ref reader, what => WrongField(field, number, what.Expectation, what.Finding)) },
    };

    private static FinishReason? Reason(string? finish) => finish switch
    {
        "stop" => FinishReason.EndOfSequence,
        "length" => FinishReason.Length,
        _ => null,
    };

    /// <summary>The fields that a name stands for, a bit each.</summary>
    private int Find(in Utf8JsonReader reader)
    {
        var found = 0;
        for (var i = 0; i < _names.Length; i++)
        {
            if (reader.ValueTextEquals(_names[i]))
                found |= 1 << i;
        }

        return found;
    }

    private int Index(in Utf8JsonReader reader, long number)
        => reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var index) && index >= 0
            ? index
            : throw WrongValue(in reader, Field.SampleIndex, number, "be a whole number from 0 to 2147483647");

    private string? Text(in Utf8JsonReader reader, Field field, long number) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw WrongValue(in reader, field, number, "be a text or null"),
    };

    private string? Word(in Utf8JsonReader reader, Field field, long number)
        => reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : Text(in reader, field, number);

    private void Require(int seen, Field field, long number, string reason, string nextStep)
    {
        if ((seen & (1 << (int)field)) == 0)
            throw Wrong(number, $"have the field {Name(field)}", reason, "none of that name", nextStep);
    }

    private string Name(Field field) => Encoding.UTF8.GetString(_names[(int)field]);

    private BenchException WrongValue(in Utf8JsonReader reader, Field field, long number, string expectation)
    {
        var value = Encoding.UTF8.GetString(reader.ValueSpan);
        return WrongField(field, number, expectation, reader.TokenType switch
        {
            JsonTokenType.StartObject or JsonTokenType.StartArray => reader.TokenType.ToString(),
            JsonTokenType.String => $"the text \"{value}\"",
            _ => value,
        });
    }

    private BenchException WrongField(Field field, long number, string expectation, string finding)
        => RecordedFault.Of(path, number, $"the field {Name(field)} of a recorded sample", expectation, "figures are computed from it", finding, "Correct the value");

    private BenchException Wrong(long number, string expectation, string reason, string finding, string nextStep, Exception? inner = null, long? column = null)
    {
        var text = new ErrorText("a line of recorded generations", expectation, reason, finding, nextStep).With("File", path).With("Line", number);
        return new BenchException(column is { } at ? text.With("Column", at) : text, inner);
    }

    /// <summary>What Python's json writes for a number that is not finite, where a line broke at one; null where it did not.</summary>
    private static string? NumberThatJsonLacks(ReadOnlySpan<byte> line, JsonException error)
    {
        var from = (int)Math.Clamp((error.BytePositionInLine ?? 0) - 1, 0, line.Length);
        var near = Encoding.UTF8.GetString(line[from..Math.Min(line.Length, from + "x-Infinity".Length)]);
        return Array.Find(["-Infinity", "Infinity", "NaN"], name => near.Contains(name, StringComparison.Ordinal));
    }

    private static string FirstInvalid(ReadOnlySpan<byte> line)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(line[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return string.Create(CultureInfo.InvariantCulture, $"the byte 0x{line[at]:X2} at column {at + 1}");
    }
}
