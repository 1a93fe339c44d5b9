using System.Globalization;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Functions that every template finds.</summary>
internal static class Globals
{
    public const string Supported = "range, namespace, dict, raise_exception, strftime_now";

    private const int LongestRange = 100_000;

    public static void Define(Scope scope, DateOnly? today)
    {
        scope.Set("range", (Callable)Range);
        scope.Set("namespace", (Callable)(arguments => new Namespace(FromNamed(arguments))));
        scope.Set("dict", (Callable)FromNamed);
        scope.Set("raise_exception", (Callable)(arguments => throw new BenchException(new ErrorText(
            "the conversation", "suit the chat template", "the template checks it", $"its message: {Values.Text(arguments.Get(0, "message", ""))}",
            "Change the prompt's roles, or override the template with chatTemplate in models.json"))));
        if (today is { } date)
            scope.Set("strftime_now", (Callable)(arguments => Format(date, arguments.Text(0, "format"))));
    }

    private static Mapping FromNamed(Arguments arguments)
    {
        var mapping = new Mapping();
        foreach (var (name, value) in arguments.Named)
            mapping[name] = value;
        return mapping;
    }

    private static object Range(Arguments arguments)
    {
        var (start, stop) = arguments.Positional.Count > 1 ? (arguments.Whole(0, "start", 0), arguments.Whole(1, "stop", 0)) : (0, arguments.Whole(0, "stop", 0));
        var step = arguments.Whole(2, "step", 1);
        if (step == 0 || Math.Abs(stop - start) / Math.Abs(step) > LongestRange)
            throw new TemplateFault($"make a range of at most {LongestRange} numbers", $"range({start}, {stop}, {step})");
        var numbers = new List<object?>();
        for (var i = start; step > 0 ? i < stop : i > stop; i += step)
            numbers.Add(i);
        return numbers;
    }

    private static string Format(DateOnly date, string format)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            text.Append(format[++i] switch
            {
                'Y' => date.ToString("yyyy", CultureInfo.InvariantCulture),
                'y' => date.ToString("yy", CultureInfo.InvariantCulture),
                'm' => date.ToString("MM", CultureInfo.InvariantCulture),
                'd' => date.ToString("dd", CultureInfo.InvariantCulture),
                'b' => date.ToString("MMM", CultureInfo.InvariantCulture),
                'B' => date.ToString("MMMM", CultureInfo.InvariantCulture),
                'a' => date.ToString("ddd", CultureInfo.InvariantCulture),
                'A' => date.ToString("dddd", CultureInfo.InvariantCulture),
                'H' or 'M' or 'S' => "00", // a date has no time of day
                '%' => "%",
                var other => throw new TemplateFault("format dates with %Y %y %m %d %b %B %a %A %H %M %S", $"%{other}"),
            });
        }

        return text.ToString();
    }
}
