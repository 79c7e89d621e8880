using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Trapeze.Shim.Events;

/// <summary>Delivers the records of the data folder's queue, if that is what carries events here; another transport delivers by itself.</summary>
internal sealed class EventDelivery(IEventTransport transport, IServiceProvider provider) : IHostedService
{
    private readonly EventWorker? _worker = transport is EventQueue ? provider.GetRequiredService<EventWorker>() : null;

    public Task StartAsync(CancellationToken cancellationToken) => _worker?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _worker?.StopAsync(cancellationToken) ?? Task.CompletedTask;
}
