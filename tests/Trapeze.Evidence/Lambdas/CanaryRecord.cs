using Trapeze.Shim.Events;

namespace Trapeze.Evidence.Lambdas;

/// <summary>Looks and plants for each record of a batch, and keeps what it found beside the data, where only the search looks.</summary>
internal sealed class CanaryRecord(CanaryPlaces places) : IEventFunction
{
    internal const string Reports = "reports";

    public Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        var canary = message.Read<string>();
        var folder = Directory.CreateDirectory(Path.Combine(Environment.GetEnvironmentVariable(CanaryApp.DataVariable)!, Reports)).FullName;
        return File.AppendAllTextAsync(Path.Combine(folder, canary), $"ran\n{CanaryApp.LookAndPlant(places, canary)}\n", cancellationToken);
    }
}
