using DiversityBench.Report.Results;
using DiversityBench.Report.Tables;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Report;

public class MarkdownSummaryTests
{
    [Test]
    public void Wording() => MarkdownSummary.Of(SampleRun.Results).Should().Be(
        """
        ## DiversityBench

        ### reference, paper protocol

        Alignment cost diversity in part: 1 of 2 primary claims supported, 1 refuted (E1.5). 0 of 1 secondary claim supported, 1 open (E1.10). Against the approved baseline: moved: E1.5; no baseline: E1.10. Holm was taken over 2 of the 12 primary claims.

        | claim | after alignment | base → aligned | effect | 95 % interval | p (Holm) | n | new prompts: p, interval | outcome | baseline |
        |---|---|---|---|---|---|---|---|---|---|
        | **E1.1** | first names are less diverse | 12.3 → 8.25 | 0.404 | \[0.212, 0.600\] | &lt; 0.001 | 500/498 | 0.500 \[-0.100, 0.900\] | Supported | as approved |
        | **E1.5** | ages are narrower | 12.3 → 8.25 | -0.00123 | \[-0.150, 0.149\] | 0.612 | 500 | 0.500 \[-0.100, 0.900\] | Refuted | was Supported |
        | E1.10 | reviews say more alike things | - → - | - | - | - | 0 | - | Inconclusive | no baseline |

        A note.

        """.ReplaceLineEndings("\n"));

    [Test]
    public void A_name_cannot_open_a_cell_or_a_tag()
    {
        var hostile = SampleRun.Full with { Pair = "a|b<script>", Claim = SampleRun.Full.Claim with { Statement = "x | y\n| z" } };
        var text = MarkdownSummary.Of(SampleRun.Of(new ReportedClaim("s", null, null, hostile)));
        text.Should().Contain("### a\\|b&lt;script&gt;, paper protocol\n").And.Contain("| x \\| y \\| z |");
    }

    [Test]
    public void A_run_without_claims_says_so() =>
        MarkdownSummary.Of(SampleRun.Of() with { Notes = [] }).Should().Be("## DiversityBench\n\nNo claim was tested.\n");
}
