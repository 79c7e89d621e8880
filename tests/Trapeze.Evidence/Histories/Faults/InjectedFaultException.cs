namespace Trapeze.Evidence.Histories.Faults;

/// <summary>A fault of ours, and not the storage's.</summary>
internal sealed class InjectedFaultException(string message) : IOException(message);
