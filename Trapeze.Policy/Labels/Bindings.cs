using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Trapeze.Core.Labels;

namespace Trapeze.Policy.Labels;

/// <summary>Values for the open parameters of a template.</summary>
internal readonly struct Bindings(ImmutableArray<string> names, string[] values)
{
    internal static Bindings None => new([], []);

    internal bool TryFill(ParameterTemplate template, [NotNullWhen(true)] out string? value)
    {
        value = template.Kind switch
        {
            ParameterTemplateKind.Literal => template.Text,
            ParameterTemplateKind.Variable => Find(template.Text),
            _ => null,
        };
        return value is { Length: <= LabelOrder.MaxParameterLength };
    }

    private string? Find(string name)
    {
        if (values is not null)
        {
            for (var i = 0; i < names.Length; i++)
            {
                if (string.Equals(names[i], name, StringComparison.Ordinal))
                {
                    return values[i];
                }
            }
        }

        return null;
    }
}
