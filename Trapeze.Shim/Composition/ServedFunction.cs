namespace Trapeze.Shim.Composition;

/// <summary>The one function of the policy that this process serves; <see langword="null"/> for all of them.</summary>
internal sealed record ServedFunction(string? Name)
{
    internal bool Is(string function) => Name is null || string.Equals(Name, function, StringComparison.Ordinal);
}
