using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

/// <summary>Old parameters and expressions exclude each other in one request.</summary>
internal static class LegacyParameters
{
    internal static void EnsureNone(string expression, params ReadOnlySpan<(string Name, bool IsSet)> legacy)
    {
        var names = new List<string>();
        foreach (var (name, isSet) in legacy)
        {
            if (isSet)
            {
                names.Add(name);
            }
        }

        if (names.Count > 0)
        {
            throw new ValidationException("Can not use both expression and non-expression parameters in the same request: "
                + $"Non-expression parameters: {{{string.Join(", ", names)}}} Expression parameters: {{{expression}}}");
        }
    }
}
