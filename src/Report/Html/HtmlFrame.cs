namespace DiversityBench.Report.Html;

/// <summary>The parts of a page that are always the same. No script, no font, no image from elsewhere; the policy forbids them too.</summary>
internal static class HtmlFrame
{
    public const string Head = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>DiversityBench report</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <style>
        :root { color-scheme: light dark; --ink: #1c1c1c; --paper: #ffffff; --soft: #f3f3f1; --line: #c9c9c4; --link: #0b57a4; --good: #1b6b31; --bad: #a11225; --open: #7a5c12; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e8e8e4; --paper: #161616; --soft: #222222; --line: #474747; --link: #8ab8f0; --good: #7fd095; --bad: #f2919c; --open: #e0c06a; }
          figure svg { filter: invert(1) hue-rotate(180deg); }
        }
        body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 70rem; padding: 1rem; }
        h1 { font-size: 1.9rem; margin: .5rem 0; } h2 { font-size: 1.3rem; margin-top: 2.5rem; }
        a { color: var(--link); } .verdicts { padding-left: 1.2rem; } .verdicts li { margin: .6rem 0; } .note { background: var(--soft); padding: .6rem; }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; padding: .3rem 0; } th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
        thead th { background: var(--soft); } td.supported, td.answered { color: var(--good); font-weight: 600; } td.refuted { color: var(--bad); font-weight: 600; } td.inconclusive { color: var(--open); font-weight: 600; }
        details { border-bottom: 1px solid var(--line); padding: .4rem 0; } summary { cursor: pointer; } figure { margin: 1rem 0; } figure svg { max-width: 100%; height: auto; }
        figcaption { font-size: .9rem; } dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
        @media (max-width: 40rem) { dl { grid-template-columns: 1fr; } }
        @media print { details { display: block; } body { max-width: none; } }
        </style></head><body>

        """;

    public const string Foot = "</body></html>\n";
}
