using System.Diagnostics;
using System.Text;
using Deque.AxeCore.Playwright;
using DiversityBench.Metrics;
using DiversityBench.Report.Html;
using DiversityBench.Report.Results;
using DiversityBench.Tests.Fixtures;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using Microsoft.Playwright;
using NUnit.Framework;

namespace DiversityBench.Tests.Report;

/// <summary>The report as a reader meets it: opened from a file in Chromium, without a network.</summary>
public sealed class ReportPageTests
{
    private static readonly string[] s_hostile =
    [
        "</script><script>document.title = 'broken'</script>",
        "<img src=x onerror=\"document.title = 'broken'\">",
        "\u202Egnp.exe \u001b[31mred \ud800 alone",
        new('x', 10_000_000),
    ];

    private readonly TemporaryFolder _folder = new();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (_playwright, _browser) = await Browser.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task The_page_has_no_accessibility_violation([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme, [Values(400, 1200)] int width)
    {
        var page = await OpenAsync(Run, [Samples(60)], width, scheme);
        await OpenSamplesAsync(page);
        // What is out of sight would not be looked at.
        await page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = "section { content-visibility: visible; }" });

        var result = await page.RunAxe();

        result.Violations.Select(v => $"{v.Id}: {v.Help} at {string.Join("; ", v.Nodes.Select(n => n.Html).Take(3))}").Should().BeEmpty();
    }

    [Test]
    public async Task Nothing_is_wider_than_the_window([Values(400, 800, 1200)] int width)
    {
        var page = await OpenAsync(Run, [Samples(60)], width);
        await OpenSamplesAsync(page);

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
    }

    /// <summary>
    /// A screenshot against the approved one, both with boxes for letters, since fonts differ between machines. A new one is accepted by moving the received file over the
    /// approved one.
    /// </summary>
    [Test]
    public async Task The_page_looks_as_approved([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme, [Values(400, 800, 1200)] int width)
    {
        var name = FormattableString.Invariant($"{width}-{scheme.ToString().ToLowerInvariant()}");
        var (approved, received) = (Screenshot($"{name}.approved.png"), Screenshot($"{name}.received.png"));
        var found = await PictureAsync(await OpenInBoxesAsync(width, scheme));
        await File.WriteAllBytesAsync(received, found);
        File.Exists(approved).Should().BeTrue($"a person looks at {received} and moves it there");

        (await DifferenceAsync(await File.ReadAllBytesAsync(approved), found)).Should().BeLessThan(MostDifference, $"that is the share of the range by which {received} and {approved} may differ");
        File.Delete(received);
    }

    // Plots are smallest on the narrow page, and so is what the loss of one changes: 0.09 to 0.9.
    [Test]
    public async Task A_page_that_lost_any_plot_does_not_look_as_approved()
    {
        var page = await OpenInBoxesAsync(400, ColorScheme.Dark);
        var whole = await PictureAsync(page);
        (await DifferenceAsync(whole, await PictureAsync(page))).Should().BeLessThan(MostDifference / 10, "nothing changed");
        foreach (var plot in await page.Locator("figure svg").AllAsync())
        {
            // Its place stays, so that heights tell nothing.
            await plot.EvaluateAsync("plot => plot.style.visibility = 'hidden'");
            (await DifferenceAsync(whole, await PictureAsync(page))).Should().BeGreaterThan(1.5 * MostDifference);
            await plot.EvaluateAsync("plot => plot.style.visibility = ''");
        }
    }

    [Test]
    public async Task Samples_are_searched_in_both_arms_and_marked()
    {
        var page = await OpenAsync(Run, [Samples(100)]);
        await OpenSamplesAsync(page);
        (await page.Locator(".samples li").CountAsync()).Should().Be(80, "forty of each arm are shown first");

        await page.FillAsync("input[type=search]", "SAMPLE 7 of");
        await page.Locator("mark").First.WaitForAsync();

        (await page.Locator(".samples mark").AllInnerTextsAsync()).Should().Equal("sample 7 of", "sample 7 of");
        (await page.Locator(".samples p[role=status]").AllInnerTextsAsync()).Should().Equal("1 of 100 samples, 90 valid", "1 of 100 samples, 90 valid");
    }

    [Test]
    public async Task Invalid_samples_can_be_left_out_and_more_are_shown_on_demand()
    {
        var page = await OpenAsync(Run, [Samples(100)]);
        await OpenSamplesAsync(page);
        await page.CheckAsync("input[type=checkbox]");
        (await page.Locator(".samples li.invalid").CountAsync()).Should().Be(0);

        foreach (var more in await page.Locator("button.more").AllAsync())
        {
            await more.ClickAsync();
            await more.ClickAsync();
        }

        (await page.Locator(".samples li").CountAsync()).Should().Be(180);
    }

    [Test]
    public async Task A_steps_distribution_is_shown_under_the_pointer_and_by_keyboard()
    {
        var page = await OpenAsync(Run, [Samples(2)]);
        await OpenSamplesAsync(page);

        await page.Locator(".token").First.HoverAsync();
        (await page.Locator(".step").First.InnerTextAsync()).Should().StartWith("“one”: probability 50 %, entropy 1.5 nats, nucleus 9 tokens. The five most probable: “one” 50 %");
        await page.Locator(".text[tabindex]").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");

        (await page.Locator(".step").First.InnerTextAsync()).Should().StartWith("“␣two”: probability 50 %").And.Contain("“␣” 20 %").And.Contain("“↵” 10 %").And.Contain(@"“ring\u0007” 5.0 %").And.EndWith("“e” 1.0 %");
    }

    [Test]
    public async Task A_step_whose_tokens_were_not_kept_shows_probabilities_alone()
    {
        var arm = new ReportedArm("base", "asked", [new ReportedSample("one", true, "because", [Step("one") with { Top = [] }])]);
        var page = await OpenAsync(Run, [new ReportedSamples("reference", Protocol.Paper, "TokenEntropy", "p", arm, arm)]);
        await OpenSamplesAsync(page);

        await page.Locator(".token").First.HoverAsync();

        (await page.Locator(".step").First.InnerTextAsync()).Should().EndWith("The five most probable: 50 % 20 % 10 % 5.0 % 1.0 %");
    }

    [Test]
    public async Task The_samples_of_a_map_are_reached_by_keyboard_and_read_from_a_list()
    {
        var page = await OpenAsync(Run, []);
        await page.FocusAsync("details.points summary");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".points li").First.WaitForAsync();

        // What assistive technology is told, which what lies in an image is not.
        var items = page.GetByRole(AriaRole.List).And(page.Locator(".points ol")).GetByRole(AriaRole.Listitem);
        (await items.AllInnerTextsAsync()).Should().Equal("base, cluster 0: a <b>text</b>", "aligned, cluster 1: another");
        (await page.RunAxe()).Violations.Should().BeEmpty();
    }

    [Test]
    public async Task What_models_say_neither_breaks_the_page_nor_runs()
    {
        var hostile = new ReportedArm("<b>arm</b>", s_hostile[0], [.. s_hostile.Select(text => new ReportedSample(text, true, s_hostile[1]))]);
        var page = await OpenAsync(Run with { Notes = s_hostile }, [new ReportedSamples("reference", Protocol.Paper, s_hostile[0], s_hostile[1], hostile, hostile)]);
        await OpenSamplesAsync(page);

        (await page.TitleAsync()).Should().Be("DiversityBench report");
        var texts = await page.Locator(".samples .text").AllInnerTextsAsync();
        texts.Take(2).Should().Equal(s_hostile[0], s_hostile[1]);
        texts[2].Should().Be(@"\u202egnp.exe \u001b[31mred \ud800 alone");
        texts[3].Length.Should().BeLessThan(5000);
        (await page.Locator(".samples img, .samples script, .samples b").CountAsync()).Should().Be(0);
    }

    [Test]
    public async Task Plots_are_saved_as_svg_png_and_csv()
    {
        var page = await OpenAsync(Run, []);
        foreach (var (kind, begin) in new[] { ("SVG", "<svg"), ("PNG", "\u0089PNG"), ("CSV", "curve,x,y,lower,upper\naligned,1,0.5,0.4,0.6\n") })
        {
            var figure = page.Locator("figure[data-name=g0-E11-2]");
            var download = await page.RunAndWaitForDownloadAsync(() => figure.GetByRole(AriaRole.Button, new() { Name = $"as {kind}" }).ClickAsync());
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(await download.PathAsync())).Should().StartWith(begin);
        }
    }

    /// <summary>On A4 with the page's margins of 12 mm: 186 mm at 96 pixels an inch.</summary>
    [Test]
    public async Task The_page_prints_whole_and_light_and_without_controls([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme)
    {
        const int PrintedWidth = 703;
        var page = await OpenAsync(Run, [Samples(4)], PrintedWidth, scheme);
        // Printing opens what is folded, as the browser tells the page before it prints.
        var pdf = await page.PdfAsync(new PagePdfOptions { Format = "A4" });
        Encoding.Latin1.GetString(pdf).Should().StartWith("%PDF");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = scheme });

        (await page.EvaluateAsync<string[]>(FaultsOfPrint)).Should().BeEmpty();
        (await page.Locator("figure svg").CountAsync()).Should().Be(9, "effects of two protocols and M1 alone, three primary claims across protocols, a map, bars and a curve");
    }

    [Test]
    public async Task Twenty_thousand_samples_open_in_a_second()
    {
        var path = Write(Run, [.. Enumerable.Range(0, 10).Select(i => Samples(1000, $"prompt-{i}"))]);
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        var opened = await page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].loadEventEnd");
        var clock = Stopwatch.StartNew();
        await OpenSamplesAsync(page);

        // Below a second on a quiet machine; a busy one may take a few.
        TestContext.Out.WriteLine($"loaded in {opened:0} ms, samples shown {clock.ElapsedMilliseconds} ms after the click");
        opened.Should().BeLessThan(10_000);
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    // What a reader of the paper would miss.
    private const string FaultsOfPrint = """
        () => {
          const faults = [], name = e => e.tagName + ' ' + (e.className.baseVal ?? e.className) + ' ' + e.textContent.slice(0, 40);
          for (const e of document.querySelectorAll('button, input, select')) if (e.checkVisibility()) faults.push('control ' + name(e));
          for (const e of document.querySelectorAll('figure svg, table, header p, footer dl')) {
            const { left, right, width, height } = e.getBoundingClientRect();
            if (!e.checkVisibility() || width < 50 || height < 20) faults.push('not to be seen ' + name(e));
            if (left < 0 || right > innerWidth + 1) faults.push(`from ${left} to ${right} ${name(e)}`);
          }
          for (const e of document.querySelectorAll('body *')) if (e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible' && !e.closest('svg')) faults.push('cut ' + name(e));
          if (document.documentElement.scrollWidth > innerWidth) faults.push('wider than the paper');
          for (const e of document.querySelectorAll('figure svg')) if (getComputedStyle(e).filter !== 'none') faults.push('inverted ' + name(e));
          const light = colour => colour.match(/[0-9.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part) / 765, 0), body = getComputedStyle(document.body);
          if (light(body.backgroundColor) < .95 || light(body.color) > .2) faults.push(`${body.color} on ${body.backgroundColor}`);
          return faults;
        }
        """;

    /// <summary>Share of the range of brightness by which two pictures may differ in any place of 30 by 30 pixels.</summary>
    private const double MostDifference = 0.04;

    // Both pictures as cells of 10 by 10 pixels, each with its neighbours: the largest difference of any; 1 where heights differ by more than 1 %.
    private const string Comparison = """
        async pictures => {
          const size = 10, load = async base64 => { const image = new Image(); image.src = 'data:image/png;base64,' + base64; await image.decode(); return image; };
          const [a, b] = await Promise.all(pictures.map(load)), [columns, rows] = [Math.floor(a.width / size), Math.floor(a.height / size)];
          if (a.width !== b.width || Math.abs(a.height - b.height) > a.height / 100) return 1;
          const cells = image => {
            const canvas = document.createElement('canvas'), pen = canvas.getContext('2d', { willReadFrequently: true }), sums = new Float64Array(columns * rows * 3);
            [canvas.width, canvas.height] = [image.width, a.height];
            pen.drawImage(image, 0, 0, image.width, a.height);
            const data = pen.getImageData(0, 0, image.width, a.height).data;
            for (let y = 0; y < rows * size; y++)
              for (let x = 0; x < columns * size; x++)
                for (let c = 0; c < 3; c++) sums[(Math.floor(y / size) * columns + Math.floor(x / size)) * 3 + c] += data[(y * image.width + x) * 4 + c];
            return sums;
          };
          const [p, q] = [cells(a), cells(b)];
          let worst = 0;
          for (let y = 1; y < rows - 1; y++)
            for (let x = 1; x < columns - 1; x++)
              for (let c = 0; c < 3; c++) {
                let sum = 0;
                for (let v = y - 1; v <= y + 1; v++) for (let u = x - 1; u <= x + 1; u++) sum += p[(v * columns + u) * 3 + c] - q[(v * columns + u) * 3 + c];
                worst = Math.max(worst, Math.abs(sum) / (9 * size * size * 255));
              }
          return worst;
        }
        """;

    // Fonts made of bytes are no resource that the page's policy could refuse.
    private const string Boxes = """
        async font => {
          const boxes = new FontFace('Boxes', Uint8Array.from(atob(font), c => c.charCodeAt(0)));
          document.fonts.add(await boxes.load());
          const style = document.createElement('style');
          style.textContent = '* { font-family: Boxes !important; } section { content-visibility: visible; }';
          document.head.append(style);
        }
        """;

    private async Task<IPage> OpenInBoxesAsync(int width, ColorScheme scheme)
    {
        var page = await OpenAsync(Run, [Samples(4)], width, scheme);
        await OpenSamplesAsync(page);
        await page.EvaluateAsync(Boxes, Convert.ToBase64String(BoxFont.Create()));
        return page;
    }

    // A busy machine takes its time.
    private static Task<byte[]> PictureAsync(IPage page) => page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Timeout = 120_000 });

    private async Task<double> DifferenceAsync(byte[] approved, byte[] found)
    {
        var page = await _browser.NewPageAsync();
        var difference = await page.EvaluateAsync<double>(Comparison, new[] { Convert.ToBase64String(approved), Convert.ToBase64String(found) });
        await page.CloseAsync();
        return difference;
    }

    private static string Screenshot(string name) => Path.Combine(TestData.RepositoryRoot, "tests", "Report", "screenshots", name);

    private static RunResults Run => SampleRun.Of(
        new ReportedClaim("personas", BaselineStatus.Same, Outcome.Supported, SampleRun.Full with
        {
            Maps = [new PointMap("prompt hopper", "first", "second", [new(0, 1, "base", 0, "a <b>text</b>"), new(1, 0, "aligned", 1, "another")])],
            Bars = [new Bars("nationality", "share", ["Indian", "Kenyan"], [new BarSeries("base", [0.25, 0.75]), new BarSeries("aligned", [1, 0])])],
            Curves = [new Curve("aligned", "tokens", "entropy", [new(1, 0.5, new Interval(0.4, 0.6)), new(2, 0.7, new Interval(0.6, 0.8))])],
        }),
        new ReportedClaim("personas", BaselineStatus.Moved, Outcome.Supported, SampleRun.Refuted),
        new ReportedClaim("personas", BaselineStatus.New, null, SampleRun.Bare),
        new ReportedClaim("mechanisms", null, null, SampleRun.Full with { Claim = SampleRun.Full.Claim with { Id = "M1", Statement = "alignment blocks tokens", SmallestEffect = 0 } }),
        new ReportedClaim("personas", null, null, SampleRun.Full with { Protocol = Protocol.Deployed, Effect = 0.1, Interval = new Interval(-0.05, 0.25), Outcome = Outcome.Inconclusive }));

    /// <summary>Samples of which every tenth is not valid; the first of each arm has two steps.</summary>
    private static ReportedSamples Samples(int count, string prompt = "hopper")
    {
        ReportedArm Arm(string name) => new(name, $"{name} was asked", [.. Enumerable.Range(0, count).Select(i => new ReportedSample(
            $"This is sample {i} of {prompt}, with a text of the length that biographies and stories of the small models have, which is about two hundred and fifty characters, so that the page has the size of a real one.",
            i % 10 != 9, "because", i > 0 ? null : [Step("one"), Step(" two")]))]);
        return new ReportedSamples("reference", Protocol.Paper, "Semantics", prompt, Arm($"base {prompt}"), Arm($"aligned {prompt}"));
    }

    private static ReportedStep Step(string token) => new(token, new StepStatistics(1.5f, 0.5f, 0.2f, 0.1f, 0.05f, 0.01f, 9, MathF.Log(0.5f)), [token, " ", "\n", "ring\u0007", "e"]);

    private string Write(RunResults run, IReadOnlyList<ReportedSamples> samples) => HtmlReport.Write(_folder.At($"{Guid.NewGuid():N}.html"), run, samples, _folder.Path).Path;

    private async Task<IPage> OpenAsync(RunResults run, IReadOnlyList<ReportedSamples> samples, int width = 1200, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme, Offline = true });
        page.PageError += (_, error) => throw new InvalidOperationException(error);
        await page.GotoAsync(new Uri(Write(run, samples)).AbsoluteUri);
        return page;
    }

    // The list is built by an event that follows the click.
    private static async Task OpenSamplesAsync(IPage page)
    {
        await page.ClickAsync("details.samples summary");
        await page.Locator(".samples li").First.WaitForAsync();
    }
}
