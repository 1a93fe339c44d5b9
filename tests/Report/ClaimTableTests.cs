using System.Globalization;
using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Report.Tables;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Report;

public class ClaimTableTests
{
    private static string Render(RunResults results, TableStyle style, WrittenFile? file = null)
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        ClaimTable.Write(writer, results, file, style);
        return writer.ToString().ReplaceLineEndings("\n");
    }

    [Test]
    public void Wording_at_80_columns() =>
        Render(SampleRun.Results, new TableStyle(80), new WrittenFile("/run/results.json", null)).Should().Be(
            """
            reference, paper protocol

                    After              Base        Effect           p        Outcome
                    alignment          -> aligned  95 % interval    n
            ────────────────────────────────────────────────────────────────────────────────
             E1.1*  first names are    12.3        0.404            < 0.001  Supported
                    less diverse       -> 8.25     [0.212, 0.600]   500/498  as approved
             E1.5*  ages are narrower  12.3        -0.00123         0.612    Refuted
                                       -> 8.25     [-0.150, 0.149]  500      was Supported
             E1.10  reviews say more   -           -                -        Inconclusive
                    alike things       -> -        -                0        no baseline

            Alignment cost diversity in part: 1 of 2 primary claims supported, 1 refuted
            (E1.5). 0 of 1 secondary claim supported, 1 open (E1.10). Against the approved
            baseline: moved: E1.5; no baseline: E1.10.
            Holm was taken over 2 of the 12 primary claims.

            * primary claim. A positive effect is in the claimed direction; p is
            Holm-adjusted; n is base/aligned.
            A note.
            Results: /run/results.json

            """.ReplaceLineEndings("\n"));

    [Test]
    public void Wording_without_unicode_and_with_another_file_name() =>
        Render(
            SampleRun.Results,
            new TableStyle(120, Unicode: false),
            new WrittenFile("/run/results-2.json", "/run/results.json could not be written (locked); the results lie in /run/results-2.json.")).Should().Be(
            """
            reference, paper protocol

            |       | After                         | Base       | Effect          | p       | New prompts     | Outcome       |
            |       | alignment                     | -> aligned | 95 % interval   | n       | p, interval     |               |
            | ----- | ----------------------------- | ---------- | --------------- | ------- | --------------- | ------------- |
            | E1.1* | first names are less diverse  | 12.3       | 0.404           | < 0.001 | 0.500           | Supported     |
            |       |                               | -> 8.25    | [0.212, 0.600]  | 500/498 | [-0.100, 0.900] | as approved   |
            | E1.5* | ages are narrower             | 12.3       | -0.00123        | 0.612   | 0.500           | Refuted       |
            |       |                               | -> 8.25    | [-0.150, 0.149] | 500     | [-0.100, 0.900] | was Supported |
            | E1.10 | reviews say more alike things | -          | -               | -       | -               | Inconclusive  |
            |       |                               | -> -       | -               | 0       | -               | no baseline   |

            Alignment cost diversity in part: 1 of 2 primary claims supported, 1 refuted (E1.5). 0 of 1 secondary claim supported, 1
            open (E1.10). Against the approved baseline: moved: E1.5; no baseline: E1.10.
            Holm was taken over 2 of the 12 primary claims.

            * primary claim. A positive effect is in the claimed direction; p is Holm-adjusted; n is base/aligned. New prompts:
            whether the effect carries over to further prompts of the kind.
            A note.
            /run/results.json could not be written (locked); the results lie in /run/results-2.json.
            Results: /run/results-2.json

            """.ReplaceLineEndings("\n"));

    [TestCase(false, "", "not testable")]
    [TestCase(false, PaperClaims.AcrossPromptsFamily, "as p")]
    [TestCase(true, "", "0.500")]
    public void New_prompts_have_a_column_where_the_width_allows(bool isTested, string family, string cell)
    {
        var result = SampleRun.Full with { NewPromptsPValue = isTested ? 0.5 : null, NewPromptsInterval = null, Claim = SampleRun.Full.Claim with { Family = family } };
        var results = SampleRun.Of(new ReportedClaim("personas", null, null, result));

        Render(results, new TableStyle(110)).Split('\n').Should().Contain(line => line.Contains("New prompts") && line.EndsWith("Outcome"))
            .And.Contain(line => line.StartsWith(" E1.1*") && line.Contains($" {cell} ") && line.EndsWith("Supported"));
        Render(results, new TableStyle(109)).Should().NotContain("New prompts");
        MarkdownSummary.Of(results).Should().Contain($"| {cell} | Supported |");
    }

    [Test]
    public void A_run_without_claims_says_so()
    {
        Render(SampleRun.Of() with { Notes = [] }, new TableStyle()).Should().Be("No claim was tested.\n");
    }

    [TestCase(80)]
    [TestCase(100)]
    [TestCase(140)]
    [TestCase(10)]
    public void Hostile_names_and_extreme_numbers_stay_in_their_cells(int width)
    {
        var hostile = SampleRun.Full with
        {
            Pair = "[red]x[/]\u001b[2J\u202e\ud800" + new string('p', 300),
            Claim = SampleRun.Full.Claim with { Id = "E1.\u0007[bold]99999", Statement = "a\nb\t[/]" + string.Concat(Enumerable.Repeat("long ", 50)) + "\u009b31m" },
            Effect = -1.2345e-12,
            Interval = new Interval(-1.2345e+12, 1.2345e+12),
            BaseValue = double.NaN,
            AlignedValue = 123456789,
            BaseSamples = 100_000,
            AlignedSamples = 99_999,
        };
        var text = Render(SampleRun.Of(new ReportedClaim("s", null, null, hostile)), new TableStyle(width));
        text.Split('\n').Should().OnlyContain(line => line.Length <= Math.Max(80, width));
        text.Where(c => c != '\n').Should().NotContain(c => char.IsControl(c) || c == '\u202e' || char.IsSurrogate(c));
        text.Should().Contain("[red]x[/]\\u001b[2J\\u202e\\ud800ppp").And.MatchRegex(@"a b\s+[^\n]*\n?[^\n]*\[/\]long");
        foreach (var figure in new[] { "-1.23E-12", "[-1.23E+12, 1.23E+12]", "not a number", "-> 1.23E+8", "100000/99999" })
            text.Should().Contain(figure);
    }

    [Test]
    public void Escapes_are_written_only_where_they_are_read()
    {
        Render(SampleRun.Results, new TableStyle(100)).Should().NotContain("\u001b");
        Render(SampleRun.Results, new TableStyle(100, Colours: true)).Should().Contain("\u001b[");
    }

    [Test]
    public void A_path_is_never_wrapped()
    {
        var path = "/" + string.Concat(Enumerable.Repeat("folder/", 40)) + "results.json";
        Render(SampleRun.Results, new TableStyle(80), new WrittenFile(path, null)).Should().EndWith($"\nResults: {path}\n");
    }

    [Test]
    public void Each_pair_and_protocol_has_a_table_of_its_own()
    {
        ReportedClaim Claim(string pair, Protocol protocol) =>
            new("s", null, null, SampleRun.Full with { Pair = pair, Protocol = protocol });
        var groups = ClaimGroup.Of(
        [
            Claim("b", Protocol.Deployed), Claim("a", Protocol.Paper), Claim("b", Protocol.Paper),
        ]);
        groups.Select(g => g.Title).Should().Equal("b, paper protocol", "b, deployed protocol", "a, paper protocol");
    }
}
