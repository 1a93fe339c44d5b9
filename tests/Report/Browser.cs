using Microsoft.Playwright;
using NUnit.Framework;

namespace DiversityBench.Tests.Report;

/// <summary>The machine's own Chromium without a window; tests that need it say so where it is absent.</summary>
internal static class Browser
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        var path = Environment.GetEnvironmentVariable("DIVERSITYBENCH_CHROMIUM") ?? s_places.FirstOrDefault(File.Exists);
        if (path is null)
            Assert.Ignore("There is no Chromium on this machine (/usr/bin/chromium, or where DIVERSITYBENCH_CHROMIUM says): the report is not looked at.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--font-render-hinting=none"],
        });
        return (playwright, browser);
    }
}
