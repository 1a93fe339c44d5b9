using System.Text.RegularExpressions;
using DiversityBench.Metrics;
using DiversityBench.Report.Html;
using DiversityBench.Report.Results;
using DiversityBench.Report.Tables;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Report;

public sealed partial class HolmTextTests
{
    [Test]
    public void Families_are_told_apart_by_kind_name_and_size() => Sentence(
        Of(12, isPrimary: true), Of(12, isPrimary: true), Of(13), Of(13), Of(4, family: "across prompts"), Of(1), SampleRun.Bare).Should()
        .Be("Holm was taken over 12 of the 12 primary claims, apart from them over 13 others, apart from them over 4 others, apart from them over 1 other.");

    [Test]
    public void Where_nothing_was_adjusted_nothing_is_said() => Sentence(SampleRun.Bare).Should().BeEmpty();

    [Test]
    public void The_report_says_it_beside_the_table() => HtmlReport.Of(SampleRun.Results, []).Should().Contain("with 12 or more. Holm was taken over 2 of the 12 primary claims.</caption>");

    [Test]
    public void Declared_primary_claims_are_those_of_the_document()
    {
        var document = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "CLAIMS.md"));
        var listed = ListOfPrimaryClaims().Match(document).Groups[1].Value.Split(", ");

        PaperClaims.Primary.Select(claim => claim.Id).Should().BeEquivalentTo(listed).And.HaveCount(12);
    }

    [GeneratedRegex(@"Primary claims \(in Holm\): ([\w., ]+)\. The others")]
    private static partial Regex ListOfPrimaryClaims();

    private static string Sentence(params ClaimResult[] results) => HolmText.Of(new ClaimGroup("reference", Protocol.Paper, [.. results.Select(r => new ReportedClaim("s", null, null, r))]));

    private static ClaimResult Of(int over, bool isPrimary = false, string family = "")
        => SampleRun.Full with { AdjustedOver = over, Claim = SampleRun.Full.Claim with { IsPrimary = isPrimary, Family = family } };
}
