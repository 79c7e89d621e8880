using Microsoft.CodeAnalysis;

namespace Trapeze.Analyzers.Rules;

/// <summary>Makes rules that look alike: a warning, on by default, with a page of its own.</summary>
internal static class Rule
{
    private const string Category = "Trapeze";
    private const string Pages = "docs/rules/";

    internal static DiagnosticDescriptor Create(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md");
}
