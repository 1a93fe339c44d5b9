using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Report.Tables;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Report;

public sealed class LimitNoteTests
{
    // Newcombe 1998, table II (a): 56/70 - 48/80 is 0.0524 to 0.3339.
    [Test]
    public void Suites_whose_shares_differ_are_named_with_both_shares_and_the_interval() => LimitNote.Of(
        "reference", Protocol.Deployed, [new("Personas", 48, 80, 56, 70), new("Semantics", 30, 100, 33, 100), new("TokenEntropy", 10, 10, 0, 10)]).Should().Be(
        "reference, deployed protocol: more samples of one arm than of the other were cut at their limit of tokens. " +
        "Personas: base 60.0 % of 80, aligned 80.0 % of 70, difference [5.2, 33.4] points; TokenEntropy: base 100.0 % of 10, aligned 0.0 % of 10, difference [-100.0, -60.8] points. " +
        "A text that was cut is shorter than its model meant it: figures on whole texts may differ for that alone.");

    [TestCase(30, 100, 33, 100, Description = "the interval holds 0")]
    [TestCase(0, 0, 50, 50, Description = "how the base's samples ended is not known")]
    public void Shares_that_may_be_equal_or_are_not_known_give_no_warning(int cutBase, int ofBase, int cutAligned, int ofAligned)
        => LimitNote.Of("reference", Protocol.Paper, [new("Personas", cutBase, ofBase, cutAligned, ofAligned)]).Should().BeNull();
}
