using System.Text;
using System.Text.Json;

namespace DiversityBench.Metrics.Personas;

/// <summary>Reads JSON, bare or fenced, alone or in an array, whole or cut off.</summary>
internal static class JsonPersona
{
    /// <summary>The fields of the first object; null where there is no JSON object with a persona's fields.</summary>
    public static RawPersona? Read(string text)
    {
        var start = text.IndexOf('{', StringComparison.Ordinal);
        if (start < 0)
            return null;
        var before = text.AsSpan(0, start).TrimEnd();
        if (before.EndsWith("["))
            start = before.Length - 1;
        var bytes = Encoding.UTF8.GetBytes(text[start..]);
        var raw = new RawPersona();
        var labels = new Stack<string>([""]);
        var label = "";
        // Not the final block: a text that ends in the middle is no error.
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }));
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        label = reader.GetString()!;
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        labels.Push(label);
                        label = "";
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        labels.Pop();
                        label = "";
                        if (reader.CurrentDepth == 0)
                            return Checked(raw);
                        break;
                    case JsonTokenType.String or JsonTokenType.Number:
                        Add(raw, label, labels.Peek(), Encoding.UTF8.GetString(reader.ValueSpan), reader.TokenType == JsonTokenType.String ? reader.GetString()! : null);
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // Malformed from here on: what was read before stands.
            return Checked(raw);
        }
        catch (InvalidOperationException)
        {
            // A string with a lone surrogate escape.
            return Checked(raw);
        }

        var tail = Encoding.UTF8.GetString(bytes.AsSpan((int)reader.BytesConsumed)).TrimStart(' ', '\n', '\r', '\t', ':', ',');
        if (tail.StartsWith('"') && label.Length > 0)
            Add(raw, label, labels.Peek(), tail[1..].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal), null);
        return Checked(raw);
    }

    private static void Add(RawPersona raw, string label, string parent, string written, string? unescaped)
    {
        var field = FieldLabels.Find(label, parent);
        if (field is not (FieldLabel.None or FieldLabel.Head))
            raw.Add(field, unescaped ?? written);
    }

    private static RawPersona? Checked(RawPersona raw) => raw.Described >= 2 ? raw : null;
}
