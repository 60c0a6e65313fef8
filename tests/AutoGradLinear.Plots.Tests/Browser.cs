using Microsoft.Playwright;
using Xunit;

namespace AutoGradLinear.Plots.Tests;

/// <summary>Opens a page in headless Chromium, where there is one, and tells what went wrong.</summary>
internal static class Browser
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Elements whose right edge lies outside the window, but for what scrolls within a box of its own; and texts that stick out of their boxes.</summary>
    private const string Overflowing = """
        () => {
          const found = [];
          const scrolls = e => { for (; e; e = e.parentElement) if (['auto', 'scroll'].includes(getComputedStyle(e).overflowX)) return true; return false; };
          if (document.documentElement.scrollWidth > window.innerWidth) found.push('page ' + document.documentElement.scrollWidth + ' > ' + window.innerWidth);
          for (const e of document.querySelectorAll('main *'))
            if (!scrolls(e) && (e.getBoundingClientRect().right > window.innerWidth + 1 || e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display != 'inline'))
              found.push(e.tagName + ': ' + e.textContent.slice(0, 60));
          return found;
        }
        """;

    private const string BrokenImages = "() => [...document.images].filter(i => !i.complete || i.naturalWidth == 0).map(i => i.alt)";

    /// <summary>The path of a browser, or null.</summary>
    public static string? Path => Places.FirstOrDefault(File.Exists);

    /// <summary>Opens a file at a width, and lists failed loads, script errors, broken images and overflowing texts.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsOf(string file, int width, ColorScheme scheme)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = ["--no-sandbox", "--disable-gpu"] });
        IPage page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme });
        List<string> problems = [];
        page.PageError += (_, error) => problems.Add($"script: {error}");
        page.RequestFailed += (_, request) => problems.Add($"not loaded: {request.Url[..Math.Min(80, request.Url.Length)]}");
        page.Console += (_, message) => problems.AddRange(message.Type == "error" ? [$"console: {message.Text}"] : []);
        page.Request += (_, request) => problems.AddRange(request.Url.StartsWith("file:") || request.Url.StartsWith("data:") ? [] : [$"asks for {request.Url}"]);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");
        problems.AddRange(await page.EvaluateAsync<string[]>(BrokenImages));
        problems.AddRange(await page.EvaluateAsync<string[]>(Overflowing));
        return problems;
    }
}

/// <summary>A test that needs a browser, and is skipped without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Path is null)
            Skip = "No Chromium is installed ('apt-get install chromium').";
    }
}
