using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using DiversityBench.Report.Tables;
using DiversityBench.Verification.Gate;

namespace DiversityBench.Report.Gate;

/// <summary>A gate as JUnit XML, the form that CI servers other than those of Microsoft read: one test case a comparison and one for the verdict.</summary>
public static class GateJUnit
{
    /// <summary>The document's text, UTF-8, LF line ends.</summary>
    /// <param name="report">The gate.</param>
    /// <param name="started">When it began.</param>
    /// <param name="elapsed">How long it took.</param>
    public static string Of(GateReport report, DateTimeOffset started, TimeSpan elapsed)
    {
        XElement[] cases =
        [
            .. report.Decision.Comparisons.Select(c => Case(report, $"{c.Comparison.Metric.Id} against the {c.Comparison.ReferenceName}", c.Outcome, GateText.Of(c, report))),
            Case(report, "verdict", report.Decision.Outcome, GateText.Verdict(report)),
        ];
        return Document($"diversity gate {report.Decision.Policy.Name}: {report.Candidate}", cases, started, elapsed);
    }

    /// <summary>The text of a document with one test case, which is an error.</summary>
    /// <param name="error">A gate that could not judge.</param>
    /// <param name="started">When it began.</param>
    /// <param name="elapsed">How long it took.</param>
    public static string Of(GateError error, DateTimeOffset started, TimeSpan elapsed) => Document($"diversity gate {error.Policy}: {error.Candidate}",
        [
            new XElement(
                "testcase",
                new XAttribute("classname", SafeText.OneLine($"gate.{error.Candidate}")),
                new XAttribute("name", "verdict"),
                new XElement("error", new XAttribute("type", "NotJudged"), new XAttribute("message", GateText.Verdict(error)), error.SafeReason)),
        ],
        started, elapsed);

    private static string Document(string name, XElement[] cases, DateTimeOffset started, TimeSpan elapsed)
    {
        int Count(string element) => cases.Count(c => c.Element(element) is not null);
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", SafeText.OneLine(name)),
            new XAttribute("tests", cases.Length),
            new XAttribute("failures", Count("failure")),
            new XAttribute("errors", Count("error")),
            new XAttribute("skipped", Count("skipped")),
            new XAttribute("time", elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)),
            new XAttribute("timestamp", started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)),
            cases);
        StringBuilder text = new();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
            new XElement("testsuites", suite).WriteTo(writer);
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static XElement Case(GateReport report, string name, GateOutcome outcome, string text) => new(
        "testcase",
        new XAttribute("classname", SafeText.OneLine($"gate.{report.Lineage}.{report.Candidate}")),
        new XAttribute("name", name),
        outcome switch
        {
            GateOutcome.Pass => new XElement("system-out", text),
            GateOutcome.Open => new XElement("skipped", new XAttribute("message", text)),
            _ => new XElement("failure", new XAttribute("type", outcome.ToString()), new XAttribute("message", text)),
        });
}
