namespace AutoGradLinear.Plots;

/// <summary>How a report looks: one column, readable on a phone, light or dark as the reader's system is.</summary>
internal static class StyleSheet
{
    public const string Text = """

        :root { color-scheme: light dark; --page: #ffffff; --ink: #1f2328; --quiet: #57606a; --line: #d8dce2; --soft: #f5f7f9; --link: #0062a0; }
        @media (prefers-color-scheme: dark) {
          :root { --page: #16191d; --ink: #e6e9ed; --quiet: #a3abb5; --line: #3a4048; --soft: #20252b; --link: #7cc0f0; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        main { max-width: 54rem; margin: 0 auto; padding: 1.25rem 1rem 4rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.75rem; line-height: 1.25; margin: .5rem 0 1rem; }
        h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.75rem 0 .5rem; padding-top: .9rem; border-top: 1px solid var(--line); }
        h3 { font-size: 1.08rem; margin: 1.75rem 0 .4rem; }
        p { margin: .6rem 0; }
        a { color: var(--link); }
        nav { margin: 1.25rem 0; padding: .6rem 1rem; background: var(--soft); border-radius: .5rem; }
        nav ul { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: 0; padding: 0; list-style: none; }
        nav a { display: inline-block; padding: .3rem 0; }
        .lead { font-size: 1.12rem; }
        .formula, .code { overflow-x: auto; padding: .6rem .9rem; background: var(--soft); border-radius: .5rem; }
        .formula { font: italic 1.08rem/1.6 Cambria, Georgia, "DejaVu Serif", serif; white-space: pre-line; }
        .code { font: .85rem/1.5 ui-monospace, Consolas, "DejaVu Sans Mono", monospace; white-space: pre-wrap; }
        .scroll { overflow-x: auto; margin: .6rem 0; border: 1px solid var(--line); border-radius: .5rem; overflow-wrap: normal; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; }
        .caption { margin: 1rem 0 .3rem; color: var(--quiet); font-size: .92rem; }
        th, td { padding: .35rem .7rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); max-width: 24rem;
          overflow-wrap: break-word; unicode-bidi: isolate; }
        thead th { background: var(--soft); border-top: 0; font-weight: 600; }
        tbody th { font-weight: 400; }
        .long { min-width: 13rem; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        table.facts th { width: 12rem; color: var(--quiet); }
        table.facts td { overflow-wrap: anywhere; }
        figure { margin: 1.1rem 0; }
        figure.picture img { display: block; width: 100%; max-width: 40rem; height: auto; }
        .frame { overflow-x: auto; }
        figure.wide img { min-width: 31rem; }
        figcaption { color: var(--quiet); font-size: .92rem; margin-top: .4rem; }
        summary { cursor: pointer; color: var(--link); padding: .3rem 0; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr)); gap: .9rem; margin: .9rem 0; }
        .tiles figure { margin: 0; }
        .tiles img { width: 100%; image-rendering: pixelated; border: 1px solid var(--line); border-radius: .3rem; }
        .tiles figcaption { font-size: .82rem; line-height: 1.35; unicode-bidi: isolate; }
        footer { margin-top: 3rem; color: var(--quiet); font-size: .85rem; }
        @media (max-width: 30rem) { table.facts th { width: 7.5rem; } th, td { padding: .35rem .5rem; } }
        @media print { nav { display: none; } figure, tr { break-inside: avoid; } .scroll { overflow: visible; } }

        """;
}
