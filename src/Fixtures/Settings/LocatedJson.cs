using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Settings;

/// <summary>
/// Strict JSON with places. A UTF-8 byte order mark is accepted; comments, trailing commas, duplicate keys and text that is
/// not UTF-8 are errors with line and column.
/// </summary>
internal ref struct LocatedJson
{
    private readonly string source;
    private readonly ReadOnlySpan<byte> bytes;
    private readonly Func<string, string?> allowedAt;
    private Utf8JsonReader reader;
    private string path = "$";

    private LocatedJson(ReadOnlySpan<byte> bytes, string source, Func<string, string?> allowedAt)
    {
        this.bytes = bytes;
        (this.source, this.allowedAt) = (source, allowedAt);
        reader = new Utf8JsonReader(bytes);
    }

    /// <summary>Reads one document.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="source">Name of the file, for error texts.</param>
    /// <param name="allowedAt">In words, what may stand at a JSON path; helps whoever wrote NaN. Null if nothing is known.</param>
    public static Node Parse(ReadOnlySpan<byte> bytes, string source, Func<string, string?> allowedAt)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (bytes.StartsWith(mark))
            bytes = bytes[mark.Length..];
        if (!Utf8.IsValid(bytes))
            throw new BenchException(new ErrorText(source, "be UTF-8 text", "JSON is exchanged as UTF-8", "other bytes", "Save the file as UTF-8"));
        return new LocatedJson(bytes, source, allowedAt).Document();
    }

    private Node Document()
    {
        try
        {
            reader.Read();
            var document = Value();
            reader.Read();
            return document;
        }
        catch (JsonException exception)
        {
            throw Malformed(exception);
        }
    }

    private Node Value()
    {
        var (here, place) = (path, PlaceAt((int)reader.TokenStartIndex));
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new Node(NodeKind.Object, here, place, "") { Members = Members() },
            JsonTokenType.StartArray => new Node(NodeKind.List, here, place, "") { Items = Items() },
            JsonTokenType.String => new Node(NodeKind.Text, here, place, Unescaped()),
            JsonTokenType.Number => new Node(NodeKind.Number, here, place, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => new Node(NodeKind.Flag, here, place, "true"),
            JsonTokenType.False => new Node(NodeKind.Flag, here, place, "false"),
            _ => new Node(NodeKind.Null, here, place, ""),
        };
    }

    private ImmutableArray<Member> Members()
    {
        var (parent, members) = (path, ImmutableArray.CreateBuilder<Member>());
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, place) = (Unescaped(), PlaceAt((int)reader.TokenStartIndex));
            path = $"{parent}.{name}";
            if (members.FirstOrDefault(member => member.Name == name) is { } earlier)
                throw SettingError.Twice($"the key {path}", "a repeated key would silently hide a value", name, earlier.NamePlace, place);
            reader.Read();
            members.Add(new Member(name, place, Value()));
        }

        path = parent;
        return members.DrainToImmutable();
    }

    private ImmutableArray<Node> Items()
    {
        var (parent, items) = (path, ImmutableArray.CreateBuilder<Node>());
        for (path = $"{parent}[0]"; reader.Read() && reader.TokenType != JsonTokenType.EndArray;)
        {
            items.Add(Value());
            path = string.Create(CultureInfo.InvariantCulture, $"{parent}[{items.Count}]");
        }

        path = parent;
        return items.DrainToImmutable();
    }

    // Throws on escapes that are not Unicode, such as a lone surrogate.
    private readonly string Unescaped()
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException exception)
        {
            throw new BenchException(new ErrorText(path, "be Unicode text", "it is shown and compared", "an escape that is no character", "Correct the escape")
                .With("Where", PlaceAt((int)reader.TokenStartIndex).ToString()), exception);
        }
    }

    private readonly BenchException Malformed(JsonException exception)
    {
        var offset = OffsetOf((int)(exception.LineNumber ?? 0), (int)(exception.BytePositionInLine ?? 0));
        var rest = Encoding.UTF8.GetString(bytes[offset..Math.Min(bytes.Length, offset + 12)]);
        var before = bytes[..offset].TrimEnd(" \t\r\n"u8);
        var (finding, remedy) =
            rest.StartsWith('/') ? ("a comment", "Remove the comment") :
            rest is ['}' or ']', ..] && before.EndsWith(","u8) ? ("a trailing comma", "Remove the comma") :
            rest.TrimStart('-') is ['N', ..] or ['I', ..] ? ("a number that JSON does not have (NaN or Infinity)", "Write a finite number") :
            offset >= bytes.Length ? ("the end of the file too early", "Complete the file") :
            (exception.Message.Split(" LineNumber:")[0].TrimEnd('.'), "Correct the file at that place");
        return new(new ErrorText(path, "be JSON as RFC 8259 defines it", "the file is read strictly", finding, remedy)
            .With("Where", PlaceAt(offset).ToString())
            .With("Allowed", allowedAt(path)), exception);
    }

    private readonly Place PlaceAt(int offset)
    {
        var lineStart = bytes[..offset].LastIndexOf((byte)'\n') + 1;
        var line = bytes[..lineStart].Count((byte)'\n') + 1;
        return new Place(source, line, Encoding.UTF8.GetCharCount(bytes[lineStart..offset]) + 1);
    }

    private readonly int OffsetOf(int line, int byteInLine)
    {
        var start = 0;
        for (; line > 0; line--)
            start += bytes[start..].IndexOf((byte)'\n') + 1;
        return Math.Min(start + byteInLine, bytes.Length);
    }
}
