using Trapeze.Core.Labels;

namespace Trapeze.Policy.Labels;

/// <summary>An atom whose parameter may still be open. The parameter is there exactly for families.</summary>
internal sealed record AtomTemplate(AtomKind Kind, ParameterTemplate? Parameter)
{
    public override string ToString() => Parameter switch
    {
        null => Kind.Name,
        { Kind: ParameterTemplateKind.Variable, Text: var name } => $"{Kind.Name}(${name})",
        { Kind: ParameterTemplateKind.Any } => $"{Kind.Name}(*)",
        { Text: var value } => Kind.Order.FormulaOf(Kind.Name, value).ToString(),
    };
}
