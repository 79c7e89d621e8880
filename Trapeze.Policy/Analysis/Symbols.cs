using Trapeze.Core.Labels;
using Trapeze.Policy.Labels;

namespace Trapeze.Policy.Analysis;

/// <summary>Labels with a value that nobody has in place of each open parameter.</summary>
internal static class Symbols
{
    // Only a policy that names members could name a symbol, and those are not judged by symbols.
    private const char Mark = '\u0001';

    internal static string Name(string variable) => Mark + variable;

    internal static Label? Bind(LabelTemplate template) =>
        template.Bind(new Bindings(template.Variables, [.. template.Variables.Select(Name)]));

    /// <summary>Whether a label named with members can be compared by symbols at all: a named member may or may not be the one meant.</summary>
    internal static bool NamesMembers(LabelTemplate template) =>
        template.Secrecy.Atoms.Concat(template.Integrity?.Atoms ?? []).Any(atom => atom.Parameter is { Kind: ParameterTemplateKind.Literal });

    /// <summary>The secrecy without its parameters.</summary>
    internal static string Shape(Label label) =>
        string.Join('&', label.Secrecy.Clauses.Select(clause => string.Join('|', clause.Atoms.Select(atom => atom.Kind.Name))));
}
