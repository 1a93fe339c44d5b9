using System.Globalization;
using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Report.Tables;
using DiversityBench.Tests.Fixtures;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Report;

public class AcrossPairsTests
{
    private static readonly RunResults TwoPairs = SampleRun.Of(
        Of(SampleRun.Full),
        Of(SampleRun.Refuted),
        Of(SampleRun.Bare),
        Of(SampleRun.Full with { Pair = "ladder/base..dpo", Protocol = Protocol.Deployed, Effect = 1.0 / 3, Outcome = Outcome.Inconclusive }));

    [Test]
    public void Console_shows_a_row_a_claim_and_a_column_a_pair_and_protocol() => Comparison(Render(TwoPairs, 80)).Should().Be(
        """
        Across pairs and protocols

                reference     ladder/base..dpo
                paper         deployed
        ────────────────────────────────────────
         E1.1   Supported     Inconclusive
                0.404         0.333
         E1.5   Refuted       -
                -0.00123
         E1.10  Inconclusive  -
                -

        Outcome and effect, positive in the claimed direction.

        """.ReplaceLineEndings("\n"));

    [Test]
    public void Groups_that_do_not_fit_go_into_a_further_table()
    {
        var many = SampleRun.Of([.. Enumerable.Range(0, 7).Select(i => Of(SampleRun.Full with { Pair = $"a-long-name-of-pair-{i}", Effect = i }))]);

        var comparison = Comparison(Render(many, 80));

        comparison.Split('\n').Should().OnlyContain(line => line.Length <= 80);
        comparison.Split('\n').Count(line => line.Contains("a-long-name-of-pair-")).Should().Be(3, "80 columns hold three of 23 characters beside the claim");
        Enumerable.Range(0, 7).Should().OnlyContain(i => comparison.Contains($"a-long-name-of-pair-{i}"));
    }

    [Test]
    public void Markdown_shows_the_same() => MarkdownSummary.Of(TwoPairs).Should().EndWith(
        """

        ### Across pairs and protocols

        Outcome and effect, positive in the claimed direction.

        | claim | reference, paper | ladder/base..dpo, deployed |
        |---|---|---|
        | E1.1 | Supported 0.404 | Inconclusive 0.333 |
        | E1.5 | Refuted -0.00123 | - |
        | E1.10 | Inconclusive - | - |

        A note.

        """.ReplaceLineEndings("\n"));

    [Test]
    public void One_pair_under_one_protocol_has_nothing_to_compare()
    {
        Render(SampleRun.Results, 80).Should().NotContain("Across");
        MarkdownSummary.Of(SampleRun.Results).Should().NotContain("Across");
    }

    [Test]
    public void Csv_has_a_line_a_claim_with_all_digits_in_any_culture_and_nothing_for_what_is_missing()
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "~");
        try
        {
            CultureInfo.CurrentCulture = comma;
            PairsCsv.Of(TwoPairs).Should().Be(
                """
                pair,protocol,claim,effect,lower,upper,outcome
                reference,paper,E1.1,0.404,0.2117,0.6,supported
                reference,paper,E1.5,-0.00123,-0.15,0.149,refuted
                reference,paper,E1.10,,,,inconclusive
                ladder/base..dpo,deployed,E1.1,0.3333333333333333,0.2117,0.6,inconclusive

                """.ReplaceLineEndings("\n"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Csv_quotes_names_that_hold_its_own_marks()
        => PairsCsv.Of(SampleRun.Of(Of(SampleRun.Bare with { Pair = "a,\"b\"" }))).Should().EndWith("\n\"a,\"\"b\"\"\",paper,E1.10,,,,inconclusive\n");

    [Test]
    public void Csv_is_written_for_several_groups_and_removed_for_one()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("pairs.csv");

        PairsCsv.Write(path, TwoPairs, folder.Path).Should().Be(new WrittenFile(path, null));
        File.ReadAllText(path).Should().Be(PairsCsv.Of(TwoPairs));
        PairsCsv.Write(path, SampleRun.Results, folder.Path).Should().BeNull();
        File.Exists(path).Should().BeFalse("it would not belong to the results beside it");
        PairsCsv.Write(folder.At("absent/pairs.csv"), SampleRun.Results, folder.Path).Should().BeNull();
    }

    [Test]
    public void The_path_of_the_data_stands_at_the_end()
        => Render(TwoPairs, 80, new WrittenFile("/run/pairs.csv", null)).Should().EndWith("\nAcross pairs: /run/pairs.csv\n");

    private static ReportedClaim Of(ClaimResult result) => new("personas", null, null, result);

    private static string Render(RunResults results, int width, WrittenFile? pairs = null)
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        ClaimTable.Write(writer, results, null, new TableStyle(width), pairs);
        return writer.ToString().ReplaceLineEndings("\n");
    }

    private static string Comparison(string text)
    {
        var (start, end) = (text.IndexOf("Across pairs and protocols", StringComparison.Ordinal), text.IndexOf("* primary claim", StringComparison.Ordinal));
        return text[start..(end - 1)];
    }
}
