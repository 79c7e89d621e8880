using Trapeze.Shim.Tests.Events;

namespace Trapeze.Shim.Tests;

/// <summary>What a kill test starts as a process of its own: <c>dotnet Trapeze.Shim.Tests.dll VICTIM FOLDER</c>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => args switch
    {
        ["queue", var folder] => QueueVictim.RunAsync(folder),
        ["events", var folder] => EventsVictim.RunAsync(folder),
        _ => Task.FromResult(2),
    };
}
