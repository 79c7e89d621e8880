using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Trapeze.Analyzers.Tests.Harness;

namespace Trapeze.Analyzers.Tests;

/// <summary>No rule without a page, a line in the lists, and programs that show it.</summary>
public sealed partial class RuleBookTests
{
    private static readonly string[] Headings = ["## What it reports", "## Why", "## Instead", "## When to suppress"];

    public static TheoryData<string> Ids => [.. Supported.Select(rule => rule.Id)];

    private static IReadOnlyList<DiagnosticDescriptor> Supported { get; } = new HandlerAnalyzer().SupportedDiagnostics;

    [Fact]
    public void Ids_AreOneAfterAnother() => Assert.Equal(Enumerable.Range(1, Supported.Count).Select(number => $"TRZ{number:0000}"), Supported.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_HasAPage(string id)
    {
        var rule = Supported.Single(one => one.Id == id);
        var page = File.ReadAllText(Path.Combine(Root(), rule.HelpLinkUri));

        Assert.Equal($"docs/rules/{id}.md", rule.HelpLinkUri);
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Equal(Headings, Heading().Matches(page).Select(heading => heading.Value));
        Assert.InRange(Code().Count(page), 2, 4);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_IsListed_WithItsFix(string id)
    {
        var rule = Supported.Single(one => one.Id == id);
        var hasFix = Mender.All.Any(fix => fix.FixableDiagnosticIds.Contains(id)) && File.ReadAllText(Path.Combine(Root(), rule.HelpLinkUri)).Contains("A fix is offered.", StringComparison.Ordinal);

        Assert.Contains($"| [{id}]({id}.md) | {rule.Title} | {(hasFix ? "yes" : "")} |", File.ReadAllText(Path.Combine(Root(), "docs/rules/README.md")), StringComparison.Ordinal);
        Assert.Contains($"{id} | Trapeze | Warning | {rule.Title}", File.ReadAllText(Path.Combine(Root(), "Trapeze.Analyzers/AnalyzerReleases.Unshipped.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_HasProgramsThatItReports_AndThatItAccepts(string id)
    {
        Assert.Contains(Case.All, one => one.Rule == id && one.Reports);
        Assert.Contains(Case.All, one => one.Rule == id && !one.Reports);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_SaysWhatToDoInstead(string id)
    {
        var rule = Supported.Single(one => one.Id == id);
        var message = rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.StartsWith("`{0}` ", message, StringComparison.Ordinal);
        Assert.Matches(": [a-z`].*[^.]$", message);
        Assert.True(rule is { IsEnabledByDefault: true, DefaultSeverity: DiagnosticSeverity.Warning, Category: "Trapeze" });
    }

    [Fact]
    public void Pages_AreOfRules() =>
        Assert.Equal(
            Supported.Select(rule => rule.Id),
            Directory.EnumerateFiles(Path.Combine(Root(), "docs/rules"), "TRZ*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex("^## .*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("^```csharp$", RegexOptions.Multiline, 1000)]
    private static partial Regex Code();
}
