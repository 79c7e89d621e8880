namespace Trapeze.Shim.Declassification;

/// <summary>That <paramref name="Type"/> is the trusted code that the policy names <paramref name="Code"/>.</summary>
internal sealed record DeclassifierRegistration(string Code, Type Type);
