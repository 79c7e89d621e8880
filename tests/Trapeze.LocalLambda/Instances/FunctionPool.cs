using System.ComponentModel;
using System.Globalization;

namespace Trapeze.LocalLambda.Instances;

/// <summary>The instances of one function, of one tenant if it is isolated by tenant: started when invocations wait for them, used again while they are warm.</summary>
internal sealed class FunctionPool(LocalFunction function, string folder, IReadOnlyDictionary<string, string> shared, FunctionOutput output, TimeProvider time) : IAsyncDisposable
{
    private const int MostFailedStarts = 2;

    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly List<Instance> _instances = [];
    private readonly LinkedList<Invocation> _waiting = [];
    private readonly Dictionary<Instance, Task> _lives = [];
    private long _uses;
    private long _answers;
    private bool _isEnding;

    /// <summary>The processes that serve now.</summary>
    internal IReadOnlyList<int> Processes
    {
        get
        {
            lock (_lock)
            {
                return [.. _instances.Where(instance => instance is { IsGone: false, Process: not null }).Select(instance => instance.Process!.Id)];
            }
        }
    }

    /// <summary>How many invocations runtimes have answered.</summary>
    internal long Answers => Interlocked.Read(ref _answers);

    internal async Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload, InvocationOptions options, CancellationToken cancellationToken)
    {
        var invocation = new Invocation(function, payload, options, time);
        lock (_lock)
        {
            _waiting.AddLast(invocation);
            Serve();
            var starting = _instances.Count(instance => !instance.HasAsked) * function.Concurrency;
            if (_isEnding || _waiting.Count > function.MostWaiting + starting)
            {
                if (_waiting.Remove(invocation))
                {
                    throw InvocationRefusedException.Throttled();
                }
            }
        }

        try
        {
            return await invocation.Answered.WaitAsync(WaitLimit + (function.InitTimeout * MostFailedStarts) + function.Timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            Forget(invocation);
            throw InvocationRefusedException.Throttled();
        }
        catch (OperationCanceledException)
        {
            Forget(invocation);
            throw;
        }
    }

    /// <summary>An instance without a process.</summary>
    internal Instance Attach()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isEnding, this);
            var instance = new Instance(this, time);
            _instances.Add(instance);
            return instance;
        }
    }

    internal async Task DetachAsync(Instance instance)
    {
        lock (_lock)
        {
            Lose(instance, "Runtime exited without providing a reason");
        }

        await instance.DisposeAsync();
    }

    /// <summary>The next invocation of an instance; <see langword="null"/> if it may not ask now.</summary>
    internal async Task<(Invocation Invocation, DateTimeOffset Deadline)?> NextAsync(Instance instance, CancellationToken gone)
    {
        var poll = new TaskCompletionSource<Invocation>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (function.Concurrency == 1)
            {
                Finish(instance);
            }

            if (instance.IsGone || instance.Running.Count + instance.Polls.Count >= function.Concurrency)
            {
                return null;
            }

            instance.Initialised.TrySetResult();
            instance.Polls.AddLast(poll);
            Serve();
        }

        await using var leaving = gone.UnsafeRegister(_ => Leave(instance, poll), null);
        var invocation = await poll.Task;
        return (invocation, time.GetUtcNow() + function.Timeout);
    }

    internal Posted Answer(Instance instance, string id, ReadOnlyMemory<byte> answer) => Post(instance, id, invocation => invocation.TryAnswer(answer));

    internal Posted Fail(Instance instance, string id, ReadOnlyMemory<byte> error) => Post(instance, id, invocation => invocation.TryFail(error));

    internal bool TryFailInit(Instance instance, ReadOnlyMemory<byte> error)
    {
        lock (_lock)
        {
            if (instance.HasAsked || instance.IsGone)
            {
                return false;
            }

            instance.InitError = error;
            if (instance.Process is null)
            {
                Lose(instance, "Runtime exited without providing a reason");
            }

            return true;
        }
    }

    /// <summary>Ends every instance as Lambda does: asks, and kills what has not ended soon.</summary>
    internal async Task EndInstancesAsync()
    {
        List<Instance> instances;
        List<Task> lives;
        lock (_lock)
        {
            instances = [.. _instances];
            lives = [.. _lives.Values];
            foreach (var instance in instances.Where(_lives.ContainsKey))
            {
                instance.IsEnding = true;
                instance.Process?.AskToEnd();
            }
        }

        try
        {
            await Task.WhenAll(lives).WaitAsync(Grace);
        }
        catch (TimeoutException)
        {
            instances.ForEach(instance => instance.Process?.Kill());
        }

        await Task.WhenAll(lives);
    }

    public async ValueTask DisposeAsync()
    {
        List<Instance> attached;
        lock (_lock)
        {
            _isEnding = true;
            foreach (var invocation in _waiting)
            {
                invocation.TryThrottle();
            }

            _waiting.Clear();
            attached = [.. _instances.Where(instance => !_lives.ContainsKey(instance))];
        }

        await EndInstancesAsync();
        foreach (var instance in attached)
        {
            await DetachAsync(instance);
        }
    }

    private Posted Post(Instance instance, string id, Func<Invocation, bool> post)
    {
        lock (_lock)
        {
            if (instance.IsGone || !instance.Running.TryGetValue(id, out var running))
            {
                return Posted.Stale;
            }

            if (running.IsAnswered)
            {
                return Posted.Twice;
            }

            running.IsAnswered = true;
            _answers++;
            post(running.Invocation);
            if (function.Concurrency > 1)
            {
                Finish(instance);
            }

            return Posted.Accepted;
        }
    }

    private async Task LiveAsync(Instance instance)
    {
        string why;
        try
        {
            var process = InstanceProcess.Start(function, instance.Api, instance.Name, folder, shared, output);
            lock (_lock)
            {
                instance.Process = process;
            }

            if (instance.IsEnding)
            {
                process.Kill();
            }

            await InitialiseAsync(instance, process);
            why = ReasonOf(await process.Exited);
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            why = error.Message;
        }

        lock (_lock)
        {
            Lose(instance, why);
            _lives.Remove(instance);
        }

        await instance.DisposeAsync();
    }

    private async Task InitialiseAsync(Instance instance, InstanceProcess process)
    {
        try
        {
            await Task.WhenAny(instance.Initialised.Task, process.Exited).WaitAsync(function.InitTimeout, time);
        }
        catch (TimeoutException)
        {
            Note($"INIT_REPORT Status: timeout of {function.InitTimeout}");
            process.Kill();
        }
    }

    private void TimeOut(Instance instance, Running running)
    {
        lock (_lock)
        {
            if (!instance.Running.ContainsKey(running.Invocation.Id))
            {
                return;
            }

            Note($"{running.Invocation.Id} {running.Invocation.TimedOut}");
            running.Invocation.TryFail("Sandbox.Timedout", running.Invocation.TimedOut);
            if (function.Concurrency > 1)
            {
                // Managed Instances: the others that it runs go on.
                running.Dispose();
                instance.Running.Remove(running.Invocation.Id);
                return;
            }

            running.IsAnswered = true;
            instance.IsEnding = true;
            if (instance.Process is null)
            {
                Lose(instance, "signal: killed");
            }
        }

        instance.Process?.Kill();
    }

    private void Note(string line) => output.Add(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {line}"));

    private static string ReasonOf(int exitCode) => exitCode switch
    {
        0 => "Runtime exited without providing a reason",
        128 + 9 => "Runtime exited with error: signal: killed",
        128 + 15 => "Runtime exited with error: signal: terminated",
        _ => string.Create(CultureInfo.InvariantCulture, $"Runtime exited with error: exit status {exitCode}"),
    };

    private void Leave(Instance instance, TaskCompletionSource<Invocation> poll)
    {
        lock (_lock)
        {
            if (instance.Polls.Remove(poll))
            {
                poll.TrySetCanceled();
            }
        }
    }

    private void Forget(Invocation invocation)
    {
        lock (_lock)
        {
            _waiting.Remove(invocation);
        }
    }

    // What follows is under the lock.

    // Gives what waits to who asks, the last used first, and starts instances for the rest.
    private void Serve()
    {
        while (_waiting.First is { Value: var invocation } && Idle() is { } instance)
        {
            _waiting.RemoveFirst();
            Give(instance, invocation);
        }

        var missing = _waiting.Count - (_instances.Count(instance => !instance.HasAsked) * function.Concurrency);
        for (; missing > 0 && function.Command.Count > 0 && _instances.Count < function.MostInstances && !_isEnding; missing -= function.Concurrency)
        {
            var instance = new Instance(this, time);
            _instances.Add(instance);
            _lives.Add(instance, Task.Run(() => LiveAsync(instance)));
        }
    }

    private Instance? Idle() => _instances.Where(instance => instance is { IsEnding: false, Polls.Count: > 0 }).MaxBy(instance => instance.LastUse);

    private void Give(Instance instance, Invocation invocation)
    {
        var poll = instance.Polls.First!.Value;
        instance.Polls.RemoveFirst();
        instance.LastUse = ++_uses;
        var running = new Running(invocation);
        instance.Running.Add(invocation.Id, running);
        running.Deadline = time.CreateTimer(_ => TimeOut(instance, running), null, function.Timeout, Timeout.InfiniteTimeSpan);
        poll.SetResult(invocation);
    }

    // Whatever it has answered is over: it asks for more, or needs not ask.
    private static void Finish(Instance instance)
    {
        foreach (var (id, running) in instance.Running.Where(entry => entry.Value.IsAnswered).ToList())
        {
            running.Dispose();
            instance.Running.Remove(id);
        }
    }

    private void Lose(Instance instance, string why)
    {
        if (instance.IsGone)
        {
            return;
        }

        instance.IsGone = true;
        _instances.Remove(instance);
        foreach (var running in instance.Running.Values)
        {
            running.Dispose();
            running.Invocation.TryFail("Runtime.ExitError", why);
        }

        foreach (var poll in instance.Polls)
        {
            poll.TrySetCanceled();
        }

        instance.Running.Clear();
        instance.Polls.Clear();
        if (!instance.HasAsked && _waiting.First is { Value: var first } && (++first.FailedStarts == MostFailedStarts || function.Command.Count == 0))
        {
            _waiting.RemoveFirst();
            _ = instance.InitError is { } error ? first.TryFail(error) : first.TryFail("Runtime.ExitError", why);
        }

        Serve();
    }
}
