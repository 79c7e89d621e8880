using System.Collections.Concurrent;
using System.Text;
using Trapeze.LocalLambda.Queues;

namespace Trapeze.LocalLambda.Lambda;

/// <summary>Invocations whose invoker does not wait: tried again twice, and with the dice carried out more than once.</summary>
internal sealed class AsyncInvocations(LocalCloud cloud, QueueTable queues, Dice dice) : IAsyncDisposable
{
    private const int MostWaiting = 10_000;
    private const int MostAttempts = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly CancellationTokenSource _end = new();

    /// <summary>How many are not done.</summary>
    internal int Count => _running.Count;

    /// <summary>Takes an invocation; its id.</summary>
    internal string Add(LocalFunction function, ReadOnlyMemory<byte> payload, InvocationOptions options)
    {
        if (_running.Count >= MostWaiting)
        {
            throw InvocationRefusedException.Throttled();
        }

        var id = Guid.NewGuid().ToString();
        var times = dice.IsUnruly && dice.Next(8) == 0 ? 2 : 1;
        for (var i = 0; i < times; i++)
        {
            var running = Task.Run(() => RunAsync(function, payload, options with { RequestId = id }));
            _running.TryAdd(running, 0);
            _ = running.ContinueWith(ended => _running.TryRemove(ended, out _), TaskScheduler.Default);
        }

        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running.Keys);
        _end.Dispose();
    }

    private async Task RunAsync(LocalFunction function, ReadOnlyMemory<byte> payload, InvocationOptions options)
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var result = await AttemptAsync(function, payload, options);
                if (result.FunctionError is null)
                {
                    return;
                }

                if (attempt == MostAttempts)
                {
                    GiveUp(function, payload, result);
                    return;
                }

                await WaitAsync(function.AsyncRetryDelay * attempt);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    // Throttling is no attempt.
    private async Task<InvocationResult> AttemptAsync(LocalFunction function, ReadOnlyMemory<byte> payload, InvocationOptions options)
    {
        while (true)
        {
            try
            {
                return await cloud.InvokeAsync(function.Name, payload, options, _end.Token);
            }
            catch (InvocationRefusedException)
            {
                await WaitAsync(Patience);
            }
        }
    }

    private async Task WaitAsync(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            using var tick = new PeriodicTimer(time, cloud.Options.Time);
            await tick.WaitForNextTickAsync(_end.Token);
        }
    }

    private void GiveUp(LocalFunction function, ReadOnlyMemory<byte> payload, InvocationResult result)
    {
        if (function.DeadLetterQueue is { } name && queues.Find(name) is { } dead)
        {
            var attributes = new Dictionary<string, MessageAttribute>(StringComparer.Ordinal)
            {
                ["RequestID"] = new("String", result.RequestId),
                ["ErrorCode"] = new("Number", "200"),
                ["ErrorMessage"] = new("String", result.Text.Length > 1024 ? result.Text[..1024] : result.Text),
            };
            dead.Send(new NewMessage(Encoding.UTF8.GetString(payload.Span), attributes));
        }
    }
}
