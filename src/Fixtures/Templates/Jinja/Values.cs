using System.Collections;
using System.Globalization;
using System.Text;

namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>A variable that was never set: empty as text, false as a condition, and an error when something is asked of it.</summary>
internal sealed record Undefined(string Name);

/// <summary>A dictionary that keeps the order of its keys.</summary>
internal sealed class Mapping : OrderedDictionary<string, object?>;

/// <summary>What <c>namespace(…)</c> makes: variables that <c>set</c> can change from inside a loop.</summary>
internal sealed record Namespace(Mapping Variables);

/// <summary>Something that can be called.</summary>
internal delegate object? Callable(Arguments arguments);

/// <summary>
/// Python's behaviour on the values of a template: null, bool, long, double, string, List, <see cref="Mapping"/>,
/// <see cref="Namespace"/>, <see cref="Callable"/>, <see cref="Undefined"/>.
/// </summary>
internal static class Values
{
    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0,
        string text => text.Length > 0,
        ICollection items => items.Count > 0,
        _ => true,
    };

    /// <summary>As <c>str</c> writes it.</summary>
    public static string Text(object? value) => value switch
    {
        Undefined => "",
        string text => text,
        null => "None",
        bool flag => flag ? "True" : "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => Float(number),
        List<object?> items => $"[{string.Join(", ", items.Select(Quoted))}]",
        Mapping mapping => $"{{{string.Join(", ", mapping.Select(pair => $"{Quoted(pair.Key)}: {Quoted(pair.Value)}"))}}}",
        _ => throw new TemplateFault("write text, numbers, lists or mappings", Describe(value)),
    };

    public static string Describe(object? value) => value switch
    {
        Undefined undefined => $"the undefined variable '{undefined.Name}'",
        null => "none",
        bool => "a boolean",
        long or double => "a number",
        string => "a string",
        List<object?> => "a list",
        Mapping => "a mapping",
        Namespace => "a namespace",
        _ => "a function",
    };

    public static double? Number(object? value) => value switch
    {
        bool flag => flag ? 1 : 0,
        long number => number,
        double number => number,
        _ => null,
    };

    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (Undefined, Undefined) => true,
        (List<object?> a, List<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        (Mapping a, Mapping b) => a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var other) && AreEqual(pair.Value, other)),
        _ when Number(left) is { } a && Number(right) is { } b => a == b,
        _ => Equals(left, right),
    };

    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        _ when Number(left) is { } a && Number(right) is { } b => a.CompareTo(b),
        _ => throw new TemplateFault("compare two numbers or two strings", $"{Describe(left)} and {Describe(right)}"),
    };

    public static bool Contains(object? container, object? item) => container switch
    {
        string text when item is string part => text.Contains(part, StringComparison.Ordinal),
        List<object?> items => items.Exists(other => AreEqual(other, item)),
        Mapping mapping => item is string key && mapping.ContainsKey(key),
        Undefined => false,
        _ => throw new TemplateFault("look for something in a string, list or mapping", $"{Describe(item)} in {Describe(container)}"),
    };

    /// <summary>What a loop goes through: characters, items or keys.</summary>
    public static List<object?> Items(object? value) => value switch
    {
        List<object?> items => items,
        Mapping mapping => [.. mapping.Keys],
        string text => [.. text.EnumerateRunes().Select(rune => rune.ToString())],
        Undefined => [],
        _ => throw new TemplateFault("go through a list, mapping or string", Describe(value)),
    };

    public static long Length(object? value) => Items(value).Count;

    /// <summary><c>container[key]</c>.</summary>
    public static object? Item(object? container, object? key) => (container, key) switch
    {
        (Undefined, _) => throw new TemplateFault($"take '{Text(key)}' of something defined", Describe(container)),
        (Mapping mapping, string name) => mapping.TryGetValue(name, out var value) ? value : new Undefined(name),
        (Namespace own, string name) => own.Variables.TryGetValue(name, out var value) ? value : new Undefined(name),
        (List<object?> or string, long index) => At(Items(container), index),
        (_, string name) => new Undefined(name),
        _ => new Undefined(Text(key)),
    };

    /// <summary><c>container[start:stop:step]</c>, with Python's rules for what is left out or negative.</summary>
    public static object? Slice(object? container, object? start, object? stop, object? step)
    {
        var items = Items(container);
        var by = step is null ? 1 : step is long number && number != 0 ? number : throw new TemplateFault("slice by a whole number other than 0", Describe(step));
        var (low, high) = by > 0 ? (0L, (long)items.Count) : (-1L, items.Count - 1L);
        var from = start is null ? (by > 0 ? low : high) : Bound(start);
        var to = stop is null ? (by > 0 ? high : low) : Bound(stop);
        var taken = new List<object?>();
        for (var i = from; by > 0 ? i < to : i > to; i += by)
            taken.Add(items[(int)i]);
        return container is string ? string.Concat(taken.Cast<string>()) : taken;

        long Bound(object? bound) => bound is long index
            ? Math.Clamp(index < 0 ? index + items.Count : index, low, high)
            : throw new TemplateFault("slice with whole numbers", Describe(bound));
    }

    private static object? At(List<object?> items, long index)
    {
        var at = index < 0 ? index + items.Count : index;
        return at >= 0 && at < items.Count ? items[(int)at] : new Undefined(index.ToString(CultureInfo.InvariantCulture));
    }

    private static string Float(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.All(c => char.IsAsciiDigit(c) || c == '-') ? text + ".0" : text;
    }

    private static string Quoted(object? value)
    {
        if (value is not string text)
            return Text(value);
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (var c in text)
            quoted.Append(c == quote || c == '\\' ? $"\\{c}" : c switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", _ => c.ToString() });
        return quoted.Append(quote).ToString();
    }
}
