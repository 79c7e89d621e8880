namespace Gg.Measuring;

/// <summary>A way to build a project; each time anew.</summary>
public sealed record Way(string Name, Func<string, CancellationToken, Task> BuildAsync);
