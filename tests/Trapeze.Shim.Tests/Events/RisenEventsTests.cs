using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Events;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Events;

/// <summary>Found by the black box: whether a function failed or hung above its event's label came back as another attempt, or as a place that stayed taken.</summary>
public sealed class RisenEventsTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly ManualTime _time = new();
    private readonly Shelf _shelf = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FunctionThatFailsAboveItsEvent_IsTriedAgainAboveOnly()
    {
        await using var host = await StartAsync();
        _shelf.Do = (message, activation, _) =>
        {
            activation.TryRaiseLabel(host.Label("secret"));
            throw new InvalidOperationException();
        };
        await PublishAsync(host, "public", 1);
        Assert.Equal("public", (await _shelf.NextAsync()).Label.ToString());
        for (var attempt = 2; attempt <= 6; attempt++)
        {
            await IdleAsync(host);
            _time.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal("secret", (await _shelf.NextAsync()).Label.ToString());
        }

        await IdleAsync(host);
        Assert.Single(host.Audit(), entry => entry is { Rule: "Start", Function: "listen", Label: "public" });
        Assert.Empty(SetAsideReader.Read(Path.Combine(host.Folder, "data"), host.Label("public")));
        Assert.Single(SetAsideReader.Read(Path.Combine(host.Folder, "data"), host.Label("secret")));
    }

    [Fact]
    public async Task FunctionThatHasEnded_LeavesNothingThatMayRise()
    {
        await using var host = await StartAsync();
        Activation? left = null;
        _shelf.Do = (_, activation, _) =>
        {
            left = activation;
            return Task.CompletedTask;
        };
        await PublishAsync(host, "public", 1);
        await IdleAsync(host);

        Assert.Equal(RefusalReason.Ended, left!.TryRaiseLabel(host.Label("secret")).Reason);
    }

    [Fact]
    public async Task FunctionsThatHangAboveTheirEvents_HoweverMany_KeepNobodyBelowWaiting()
    {
        await using var host = await StartAsync();
        var never = new TaskCompletionSource();
        _shelf.Do = (message, activation, _) =>
        {
            if (message.Read<int>() < 20)
            {
                activation.RaiseLabel(host.Label("secret"));
                return never.Task;
            }

            return Task.CompletedTask;
        };
        for (var n = 0; n <= 20; n++)
        {
            await PublishAsync(host, "public", n);
        }

        var taken = new List<int>();
        while (taken.Count <= 20)
        {
            // No patience is waited for, which no clock here ends: the raise itself gives the place among all back.
            taken.Add((await _shelf.NextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30))).Read<int>());
        }

        Assert.Contains(20, taken);
        never.SetResult();
        await IdleAsync(host);
    }

    [Fact]
    public async Task FunctionsThatHangWhenTriedAgainAboveTheirEvents_KeepNobodyBelowWaiting()
    {
        const int Hanging = 20;
        await using var host = await StartAsync();
        var never = new TaskCompletionSource();
        _shelf.Do = (message, activation, _) =>
        {
            if (message.Read<int>() == Hanging)
            {
                return Task.CompletedTask;
            }

            return activation.TryRaiseLabel(host.Label("secret")).IsAllowed && message.Attempt == 1 ? throw new InvalidOperationException() : never.Task;
        };
        for (var n = 0; n < Hanging; n++)
        {
            await PublishAsync(host, "public", n);
            await _shelf.NextAsync();
        }

        await IdleAsync(host);
        _time.Advance(TimeSpan.FromMinutes(1));
        for (var n = 0; n < new EventQueueOptions().ConcurrencyPerLabel; n++)
        {
            Assert.Equal("secret", (await _shelf.NextAsync()).Label.ToString());
        }

        // Patience ends: what hangs now fills its own lane only.
        _time.Advance(TimeSpan.FromSeconds(1));
        await PublishAsync(host, "public", Hanging);
        Assert.Equal(Hanging, (await _shelf.NextAsync()).Read<int>());
        never.SetResult();
        await IdleAsync(host);
    }

    [Fact]
    public async Task FunctionThatRises_CountsForTheWholeDeadlineHoweverSoonItEnds()
    {
        await using var host = await StartAsync(options => options.HiddenRunsPerLabel = 1);
        _shelf.Do = (_, activation, _) =>
        {
            activation.RaiseLabel(host.Label("secret"));
            return Task.CompletedTask;
        };
        await PublishAsync(host, "public", 1);
        await PublishAsync(host, "public", 2);
        Assert.Equal(1, (await _shelf.NextAsync()).Read<int>());
        for (var second = 0; second < 29; second++)
        {
            await IdleAsync(host);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await IdleAsync(host);
        Assert.Single(host.Audit(), entry => entry is { Rule: "Start", Function: "listen" });
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, (await _shelf.NextAsync()).Read<int>());
    }

    [Fact]
    public async Task FunctionBrokenOffAboveItsEvent_GoesOnThereAfterARestart()
    {
        await using (var host = await StartAsync())
        {
            _shelf.Do = (_, activation, cancellation) =>
            {
                activation.RaiseLabel(host.Label("secret"));
                return Task.Delay(Timeout.Infinite, cancellation);
            };
            await PublishAsync(host, "public", 1);
            await _shelf.NextAsync();
            await host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<EventDelivery>().Single().StopAsync(CancellationToken.None);
        }

        _shelf.Do = (_, _, _) => Task.CompletedTask;
        await using var again = await StartAsync();
        Assert.Equal("secret", (await _shelf.NextAsync()).Label.ToString());
    }

    private static Task PublishAsync(ShimHost host, string label, int number) =>
        host.RunAsync("start", label, (services, _) => services.GetRequiredService<IEvents>().PublishAsync("heard", number));

    private async Task IdleAsync(ShimHost host)
    {
        while (host.Services.GetRequiredService<EventQueue>().Lanes.IsBusy(_time.GetUtcNow()))
        {
            await Task.Yield();
        }
    }

    private Task<ShimHost> StartAsync(Action<TrapezeOptions>? options = null) => ShimHost.StartAsync(_folder.Path, EventsTests.Policy, _time, builder =>
    {
        builder.Services.AddSingleton(_shelf).Configure(options ?? (_ => { }));
        builder.AddFunction<ShelfFunction>("listen").AddFunction<ShelfFunction>("also").AddFunction<ShelfFunction>("another");
    });
}
