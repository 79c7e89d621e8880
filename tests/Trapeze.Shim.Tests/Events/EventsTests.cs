using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Events;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Events;

public sealed class EventsTests : IDisposable
{
    internal const string Policy = """
        trapeze: 1
        labels:
          public:
          user(id): public
          secret:   user(*)
        callers:
          - anonymous: public
        channels:
          reply: caller
        functions:
          start:   { on: POST /start }
          listen:  { on: event heard, raises: top }
          also:    { on: event both }
          another: { on: event both }
        """;

    private readonly Folder _folder = new();
    private readonly ManualTime _time = new();
    private readonly Shelf _shelf = new();
    private static readonly AsyncLocal<string?> Ambient = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Publish_StartsTheSubscriberAtTheLabel()
    {
        await using var host = await StartAsync();
        Activation? started = null;
        _shelf.Do = (_, activation, _) =>
        {
            started = activation;
            return Task.CompletedTask;
        };
        await PublishAsync(host, "user(ann)", "heard", new { Number = 7 });
        var message = await _shelf.NextAsync();
        Assert.Equal(("heard", 1, "user(ann)", """{"number":7}"""),
            (message.Name, message.Attempt, message.Label.ToString(), Encoding.UTF8.GetString(message.Payload.Span)));
        await IdleAsync(host);
        Assert.Equal(("listen", "user(ann)", null), (started!.Function, started.StartLabel.ToString(), started.ReplyLabel));
        Assert.Empty(Aside(host));
    }

    [Fact]
    public async Task Publish_At_CarriesTheLabelAskedFor()
    {
        await using var host = await StartAsync();
        await PublishAsync(host, "public", "heard", new { }, new EventOptions { At = host.Label("secret") });
        Assert.Equal("secret", (await _shelf.NextAsync()).Label.ToString());
    }

    [Fact]
    public async Task Publish_AtALowerLabel_IsRefusedAndNothingIsKept()
    {
        await using var host = await StartAsync();
        var refused = await Assert.ThrowsAsync<FlowRefusedException>(() =>
            PublishAsync(host, "secret", "heard", new { }, new EventOptions { At = host.Label("public") }));
        Assert.Equal("refused by the flow policy: Invoke listen", refused.Message);
        Assert.Equal(0, Queue(host).Lanes.Count);
        Assert.Contains(host.Audit(), entry => entry is { Rule: "Invoke", Reason: "LabelDoesNotFlow", Label: "secret", Target: "public" });
    }

    [Fact]
    public async Task Publish_OfAnUnknownEvent_IsRefused()
    {
        await using var host = await StartAsync();
        await Assert.ThrowsAsync<FlowRefusedException>(() => PublishAsync(host, "public", "nobody listens", new { }));
        Assert.Contains(host.Audit(), entry => entry is { Rule: "Invoke", Reason: "NoRule", Subject: "nobody listens" });
    }

    [Fact]
    public async Task Publish_OfAPayloadThatRaisesWhileItIsWritten_IsJudgedAtTheRaisedLabel()
    {
        await using var host = await StartAsync();
        await host.RunAsync("start", "public", async (services, activation) =>
        {
            var events = services.GetRequiredService<IEvents>();
            await Assert.ThrowsAsync<FlowRefusedException>(() => events.PublishAsync(
                "heard", new Raising(activation, host.Label("secret")), new EventOptions { At = host.Label("public") }));
        });
        await host.RunAsync("start", "public", async (services, activation) =>
            await services.GetRequiredService<IEvents>().PublishAsync("heard", new Raising(activation, host.Label("secret"))));
        Assert.Equal("secret", (await _shelf.NextAsync()).Label.ToString());
    }

    [Fact]
    public async Task Publish_ToSeveralSubscribers_StartsEach()
    {
        await using var host = await StartAsync();
        var functions = new List<string>();
        _shelf.Do = (_, activation, _) =>
        {
            lock (functions)
            {
                functions.Add(activation.Function);
            }

            return Task.CompletedTask;
        };
        await PublishAsync(host, "public", "both", new { });
        await IdleAsync(host);
        Assert.Equal(["also", "another"], functions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Publish_OfTooLargeAPayloadOrTooLongADelay_IsMisuse()
    {
        await using var host = await StartAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => PublishAsync(host, "public", "heard", new string('x', 2_000_000)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            PublishAsync(host, "public", "heard", 1, new EventOptions { Delay = TimeSpan.FromDays(31) }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            PublishAsync(host, "public", "heard", 1, new EventOptions { Delay = TimeSpan.FromDays(-1) }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            PublishAsync(host, "public", "heard", 1, new EventOptions { DeduplicationId = new string('x', 1_025) }));
        Assert.Equal(0, Queue(host).Lanes.Count);
    }

    [Fact]
    public async Task Publish_WithAKnownId_IsNotDeliveredAgainAndSaysNothingOfIt()
    {
        await using var host = await StartAsync();
        await PublishAsync(host, "public", "heard", 1, new EventOptions { DeduplicationId = "x" });
        await PublishAsync(host, "public", "heard", 2, new EventOptions { DeduplicationId = "x" });
        await PublishAsync(host, "public", "heard", 3);
        Assert.Equal([1, 3], new[] { (await _shelf.NextAsync()).Read<int>(), (await _shelf.NextAsync()).Read<int>() }.Order());
    }

    [Fact]
    public async Task Publish_WithADelay_IsDeliveredWhenItIsOver()
    {
        await using var host = await StartAsync();
        await PublishAsync(host, "public", "heard", 1, new EventOptions { Delay = TimeSpan.FromMinutes(10) });
        await PublishAsync(host, "public", "heard", 2);
        Assert.Equal(2, (await _shelf.NextAsync()).Read<int>());
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, (await _shelf.NextAsync()).Read<int>());
    }

    [Fact]
    public async Task Function_ThatThrows_IsTriedAgainWithTheSameIdThenSetAside()
    {
        await using var host = await StartAsync();
        _shelf.Do = (_, _, _) => throw new InvalidOperationException();
        await PublishAsync(host, "public", "heard", 1);
        var first = await _shelf.NextAsync();
        for (var attempt = 2; attempt <= 6; attempt++)
        {
            await IdleAsync(host);
            _time.Advance(TimeSpan.FromMinutes(10));
            var again = await _shelf.NextAsync();
            Assert.Equal((first.Id, attempt), (again.Id, again.Attempt));
        }

        await IdleAsync(host);
        Assert.Equal(SetAsideReason.Failed, Assert.Single(Aside(host)).Reason);
    }

    [Theory]
    [InlineData("nonsense(", "heard", "listen", SetAsideReason.UnknownLabel)]
    [InlineData("gone", "heard", "listen", SetAsideReason.UnknownLabel)]
    [InlineData("public", "heard", "start", SetAsideReason.NotSubscribed)]
    [InlineData("public", "other", "listen", SetAsideReason.NotSubscribed)]
    public async Task Record_ThatThePolicyDoesNotStart_IsSetAsideAndNeverRuns(string label, string name, string function, SetAsideReason reason)
    {
        await using var host = await StartAsync();
        await Queue(host).AppendAsync(new NewEvent(name, label, [function], "1"u8.ToArray(), _time.GetUtcNow(), DeduplicationId: null));
        await IdleAsync(host);
        Assert.Equal(reason, Assert.Single(Aside(host)).Reason);
        Assert.DoesNotContain(host.Audit(), entry => entry is { Rule: "Start", Function: "listen" or "also" });
    }

    [Fact]
    public async Task Functions_RunApartFromTheThreadPoolAndWithNothingAmbient()
    {
        await using var host = await StartAsync();
        var observed = new TaskCompletionSource<(bool Before, bool After, string? Ambient)>();
        _shelf.Do = async (_, _, _) =>
        {
            var before = Thread.CurrentThread.IsThreadPoolThread;
            await Task.Run(() => { }, CancellationToken.None);
            observed.SetResult((before, Thread.CurrentThread.IsThreadPoolThread, Ambient.Value));
        };
        Ambient.Value = "the publisher's";
        await PublishAsync(host, "public", "heard", 1);
        Assert.Equal((false, false, null), await observed.Task);
    }

    [Fact]
    public async Task Function_ThatBlocksOnItsOwnTasks_DoesNotLockUp()
    {
        await using var host = await StartAsync();
        var done = new TaskCompletionSource<int>();
        _shelf.Do = (_, _, _) =>
        {
            done.SetResult(LaterAsync().Result);
            return Task.CompletedTask;
        };
        await PublishAsync(host, "public", "heard", 1);
        Assert.Equal(42, await done.Task);

        static async Task<int> LaterAsync()
        {
            await Task.Yield();
            return 42;
        }
    }

    [Fact]
    public async Task HangingFunctions_HoweverMany_KeepOnlyTheirOwnLabelWaiting()
    {
        await using var host = await StartAsync();
        using var release = new ManualResetEventSlim();
        _shelf.Do = (message, _, _) =>
        {
            if (message.Label.Equals(host.Label("secret")))
            {
                release.Wait(CancellationToken.None);
            }

            return Task.CompletedTask;
        };
        for (var n = 0; n < 50; n++)
        {
            await PublishAsync(host, "secret", "heard", n);
        }

        // As many as may run of one label, which take every place until patience is over.
        for (var n = 0; n < 8; n++)
        {
            Assert.Equal("secret", (await _shelf.NextAsync()).Label.ToString());
        }

        await PublishAsync(host, "public", "heard", 99);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(99, (await _shelf.NextAsync()).Read<int>());
        release.Set();
        for (var n = 0; n < 42; n++)
        {
            await _shelf.NextAsync();
        }

        await IdleAsync(host);
    }

    [Fact]
    public async Task Function_BeyondItsLease_IsCancelledAndTriedAgain()
    {
        await using var host = await StartAsync();
        _shelf.Do = (_, _, cancellation) => Task.Delay(Timeout.Infinite, cancellation);
        await PublishAsync(host, "public", "heard", 1);
        await _shelf.NextAsync();
        _shelf.Do = (_, _, _) => Task.CompletedTask;
        _time.Advance(TimeSpan.FromMinutes(5));
        while (Queue(host).Lanes.NextDue() is null)
        {
            await Task.Yield();
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await _shelf.NextAsync()).Attempt);
    }

    [Fact]
    public async Task Function_ThatDoesNotEndWhenCancelled_IsSetAside()
    {
        await using var host = await StartAsync();
        var never = new TaskCompletionSource();
        _shelf.Do = (_, _, _) => never.Task;
        await PublishAsync(host, "public", "heard", 1);
        await _shelf.NextAsync();
        _time.Advance(TimeSpan.FromMinutes(5.5));
        while (Aside(host).Count == 0)
        {
            await Task.Yield();
        }

        Assert.Equal(SetAsideReason.Hung, Assert.Single(Aside(host)).Reason);
        never.SetResult();
        await IdleAsync(host);
    }

    [Fact]
    public async Task Stop_BreaksOffWhatRuns_WhichIsDeliveredAgainAndNotCounted()
    {
        await using (var host = await StartAsync())
        {
            _shelf.Do = (_, _, cancellation) => Task.Delay(Timeout.Infinite, cancellation);
            await PublishAsync(host, "public", "heard", 1);
            await _shelf.NextAsync();
            await host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<EventDelivery>().Single().StopAsync(CancellationToken.None);
        }

        _shelf.Do = (_, _, _) => Task.CompletedTask;
        await using var again = await StartAsync();
        Assert.Equal(1, (await _shelf.NextAsync()).Attempt);
    }

    [Fact]
    [Trait("Needs", "its assembly's file")]
    public async Task Kill_AtAnyInstant_DeliversEverythingThatWasAcknowledged()
    {
        var lines = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 3; round++)
        {
            using var victim = Process.Start(new ProcessStartInfo("dotnet", [typeof(EventsTests).Assembly.Location, "events", _folder.Path])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
            for (var many = Random.Shared.Next(1, 200); many > 0 && await victim.StandardOutput.ReadLineAsync() is { } line; many--)
            {
                lines.Add(line);
            }

            victim.Kill();
            while (await victim.StandardOutput.ReadLineAsync() is { } line)
            {
                lines.Add(line);
            }

            await victim.WaitForExitAsync();
        }

        var delivered = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        _shelf.Do = (message, _, _) =>
        {
            delivered.TryAdd($"delivered {message.Read<string>()}.", value: true);
            return Task.CompletedTask;
        };
        await using var host = await ShimHost.StartAsync(_folder.Path, Policy, TimeProvider.System, builder =>
        {
            builder.Services.AddSingleton(_shelf);
            Register(builder);
        });
        while (Queue(host).Lanes.Count > 0)
        {
            await Task.Yield();
        }

        var published = lines.Where(line => line.StartsWith("published ", StringComparison.Ordinal) && line.EndsWith('.')).ToList();
        Assert.NotEmpty(published);
        Assert.Empty(published.Select(line => line.Replace("published", "delivered", StringComparison.Ordinal))
            .Where(line => !lines.Contains(line) && !delivered.ContainsKey(line)));
        Assert.Empty(Aside(host));
    }

    private static void Register(TrapezeBuilder builder) =>
        builder.AddFunction<ShelfFunction>("listen").AddFunction<ShelfFunction>("also").AddFunction<ShelfFunction>("another");

    private static EventQueue Queue(ShimHost host) => host.Services.GetRequiredService<EventQueue>();

    private static IReadOnlyList<SetAsideEvent> Aside(ShimHost host) => SetAsideReader.Read(Path.Combine(host.Folder, "data"), host.Order.Top);

    private static Task PublishAsync<T>(ShimHost host, string label, string name, T payload, EventOptions? options = null) =>
        host.RunAsync("start", label, (services, _) => services.GetRequiredService<IEvents>().PublishAsync(name, payload, options));

    // Until nothing runs and nothing is due.
    private async Task IdleAsync(ShimHost host)
    {
        while (Queue(host).Lanes.IsBusy(_time.GetUtcNow()))
        {
            await Task.Yield();
        }
    }

    private Task<ShimHost> StartAsync(Action<TrapezeBuilder>? configure = null) => ShimHost.StartAsync(_folder.Path, Policy, _time, builder =>
    {
        builder.Services.AddSingleton(_shelf);
        Register(builder);
        configure?.Invoke(builder);
    });

    private sealed class Raising(Activation activation, Core.Labels.Label to)
    {
        public string Value
        {
            get
            {
                activation.RaiseLabel(to);
                return "what is there";
            }
        }
    }
}
