using System.Globalization;
using System.Text;

namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>JSON as Python's <c>json.dumps(value, ensure_ascii=False)</c> writes it, which transformers puts in the place of Jinja's filter.</summary>
internal static class Json
{
    public static string Write(object? value, int? indent) => Write(value, indent, 0);

    private static string Write(object? value, int? indent, int depth) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => Quote(text),
        long or double => Values.Text(value),
        List<object?> items => Wrap('[', ']', items.Select(item => Write(item, indent, depth + 1)), indent, depth),
        Mapping mapping => Wrap('{', '}', mapping.Select(pair => $"{Quote(pair.Key)}: {Write(pair.Value, indent, depth + 1)}"), indent, depth),
        _ => throw new TemplateFault("write JSON of text, numbers, lists or mappings", Values.Describe(value)),
    };

    private static string Wrap(char open, char close, IEnumerable<string> parts, int? indent, int depth)
    {
        var all = parts.ToList();
        if (all.Count == 0 || indent is not { } width)
            return $"{open}{string.Join(", ", all)}{close}";
        var line = "\n" + new string(' ', width * (depth + 1));
        return $"{open}{line}{string.Join("," + line, all)}\n{new string(' ', width * depth)}{close}";
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
