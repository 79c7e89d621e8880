namespace Trapeze.Shim.Tests.Sources.Stage;

/// <summary>What an event asks of its function.</summary>
internal sealed record Deed(string Key, DeedKind Do);
