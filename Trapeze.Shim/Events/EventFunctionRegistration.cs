namespace Trapeze.Shim.Events;

/// <summary>That <paramref name="Type"/> is the code of the policy's function <paramref name="Name"/>.</summary>
internal sealed record EventFunctionRegistration(string Name, Type Type);
