using System.Xml.Linq;
using DiversityBench.Metrics;
using DiversityBench.Report.Html;
using DiversityBench.Report.Results;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Report;

public sealed class HtmlReportTests
{
    private static readonly Curve s_curve = new("aligned <b>distance</b>", "tokens", "cosine", [new(1, 0.5, new Interval(0.4, 0.6)), new(2, 0.7, new Interval(0.6, 0.8)), new(4, null)]);

    [Test]
    public void The_verdict_comes_before_effects_claims_and_provenance()
    {
        var page = HtmlReport.Of(Run(SampleRun.Full), []);

        new[] { "Alignment cost diversity: 1 of 1 primary claim supported.", "<svg", "first names are less diverse", "What determined this run" }
            .Select(part => page.IndexOf(part, StringComparison.Ordinal)).Should().OnlyContain(place => place > 0).And.BeInAscendingOrder();
    }

    [Test]
    public void What_models_and_manifests_say_is_text_and_never_markup()
    {
        var claim = SampleRun.Full.Claim with { Statement = "<script>alert(1)</script>\u202E\u001b[31m" };
        var page = HtmlReport.Of(Run(SampleRun.Full with { Claim = claim, Pair = "<img src=x onerror=alert(1)>", Curves = [s_curve] }), []);

        page.Should().NotContain("<script>alert").And.NotContain("<img").And.NotContain("<b>").And.NotContain("\u202E").And.NotContain("\u001b");
        page.Should().Contain("&lt;script&gt;");
        page.Should().Contain("default-src 'none'");
    }

    [Test]
    public void The_page_is_well_formed_and_its_links_lead_somewhere()
    {
        var page = HtmlReport.Of(Run(SampleRun.Full with { Curves = [s_curve] }, SampleRun.Bare), []);
        var body = XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("<noscript>", StringComparison.Ordinal)]
            .Replace(" open>", " open=\"\">", StringComparison.Ordinal).Replace("<br>", "<br/>", StringComparison.Ordinal) + "</body>");
        var ids = body.Descendants().Select(e => (string?)e.Attribute("id")).OfType<string>().ToArray();

        ids.Should().OnlyHaveUniqueItems();
        body.Descendants("a").Select(a => ((string)a.Attribute("href")!)[1..]).Should().NotBeEmpty().And.BeSubsetOf(ids);
        body.Descendants("figure").Should().HaveCount(2).And.OnlyContain(f => ((string)f.Element("div")!.Attribute("aria-label")!).Length > 0);
    }

    [Test]
    public void A_claim_whose_smallest_effect_is_no_unit_has_a_plot_of_its_own_and_one_without_an_effect_is_named()
    {
        var blocked = SampleRun.Full with { Claim = SampleRun.Full.Claim with { Id = "M1", SmallestEffect = 0, EffectScale = EffectScale.Increase } };

        var page = HtmlReport.Of(Run(SampleRun.Full, blocked, SampleRun.Bare), []);

        var captions = XElement.Parse($"<all>{string.Concat(page.Split("<figure ").Skip(1).Select(f => f[f.IndexOf("<figcaption>", StringComparison.Ordinal)..f.IndexOf("</figure>", StringComparison.Ordinal)]))}</all>")
            .Elements().Select(e => e.Value).ToArray();
        captions.Should().HaveCount(2);
        captions[0].Should().Contain("without an effect: E1.10.").And.Contain("so in a plot of its own: M1.");
        captions[1].Should().StartWith("M1 in its own unit");
        UnpackedData.Of(page, "csv").Should().Contain(@"claim,effect,lower,upper,smallest effect,outcome\nM1,0.404,0.2117,0.6,0,Supported\n");
    }

    [Test]
    public void Pairs_and_protocols_are_plotted_side_by_side_for_every_primary_claim_with_an_effect()
    {
        var other = SampleRun.Full with { Protocol = Protocol.Deployed, Effect = 0.1, Interval = new Interval(-0.05, 0.25), Outcome = Outcome.Inconclusive };
        var secondary = SampleRun.Full.Claim with { Id = "E1.2", IsPrimary = false };

        var page = HtmlReport.Of(Run(SampleRun.Full, other, SampleRun.Refuted, SampleRun.Full with { Claim = secondary }, other with { Claim = secondary }), []);

        page.Split("data-name=\"across-").Skip(1).Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)]).Should().Equal("E11", "E15");
        page.Should().Contain("E1.5 ages are narrower: effect with 95 % interval by pair and protocol. Filled circle supported, open circle refuted, diamond open. Without an effect: reference, deployed protocol.");
        UnpackedData.Of(page, "csv").Should().Contain(@"pair,protocol,effect,lower,upper,outcome\nreference,paper,0.404,0.2117,0.6,Supported\nreference,deployed,0.1,-0.05,0.25,Inconclusive\n");
        HtmlReport.Of(Run(SampleRun.Full, SampleRun.Refuted), []).Should().NotContain("across-E");
    }

    [Test]
    public void Everything_that_determined_the_figures_is_named()
    {
        var page = HtmlReport.Of(Run(SampleRun.Full), []);

        foreach (var (name, value) in new[] { ("reference-base", new string('b', 64)), ("encoder all-MiniLM-L6-v2", new string('d', 64)), ("prompts Personas", new string('e', 64)), ("MathNet.Numerics", "5.0.0") })
            page.Should().Contain($"<dt>{name}</dt><dd>{value}</dd>");
    }

    [Test]
    public void A_run_that_tested_nothing_says_so() => HtmlReport.Of(Run(), []).Should().Contain("No claim was tested.");

    private static RunResults Run(params ClaimResult[] results) => SampleRun.Of([.. results.Select(r => new ReportedClaim("personas", BaselineStatus.New, null, r))]);
}
