using System.Collections.Immutable;
using System.Globalization;
using Trapeze.Evidence.BlackBox.App;
using Trapeze.Evidence.BlackBox.Clients;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>One run of a pair at one application.</summary>
internal sealed class PairRun(HostileApp app, Pair pair, Side side, PairBook book) : IAsyncDisposable
{
    // All of both tables, in one page each.
    private static readonly ImmutableArray<Instruction> LateReads = [new(Op.Scan, 0, 1), new(Op.Scan, 1, 1)];
    private readonly Dictionary<Principal, Client> _clients = [];
    private readonly List<Client> _strangers = [];
    private readonly List<Task> _hidden = [];
    private readonly List<string> _complaints = [];
    private readonly CancellationTokenSource _end = new();
    private ImmutableArray<string> _late = [];

    internal async Task<Transcript> RunAsync()
    {
        app.World.Open(pair.Name, book);
        await Task.WhenAll(side.Seeds.Select((ask, i) => HideAsync(ask, $"s{i}", CancellationToken.None))).WaitAsync(app.World.Deadline);
        var replies = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < pair.Visible.Length && _complaints.Count == 0; i++)
        {
            await HideBesideAsync(i);
            book.IsWatched = true;
            replies.Add(await AskAsync(pair.Visible[i], string.Create(CultureInfo.InvariantCulture, $"v{i}")));
            book.IsWatched = false;
        }

        return new Transcript([("replies", replies.ToImmutable()), .. Channels()])
        {
            Complaints = [.. _complaints, .. book.Complaints],
            HiddenSteps = book.HiddenSteps,
            Done = [.. book.Done],
        };
    }

    /// <summary>What those in the observer's sight find in the tables when everybody else has long asked.</summary>
    internal async Task ReadLateAsync()
    {
        var replies = ImmutableArray.CreateBuilder<string>();
        foreach (var who in pair.Kind == PairKind.Public ? [Principal.Nobody] : (Principal[])[Principal.Nobody, new Principal("left", ""), new Principal("client", "a" + pair.Name)])
        {
            replies.Add(await AskAsync(new Ask(who, "plain", LateReads), string.Create(CultureInfo.InvariantCulture, $"z{replies.Count}")));
        }

        _late = replies.ToImmutable();
    }

    /// <summary>What the observer has seen when the application has ended, whatever that came of.</summary>
    internal Transcript Late() => new([("late reads", _late), .. Channels()]) { Complaints = [.. _complaints] };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_hidden).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var client in _clients.Values.Concat(_strangers))
        {
            await client.DisposeAsync();
        }

        _end.Dispose();
    }

    private async Task HideBesideAsync(int before)
    {
        for (var i = 0; i < side.Hidden.Length; i++)
        {
            if (side.Hidden[i] is { } hidden && hidden.Before == before)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"h{i}");
                var reply = HideAsync(hidden.Ask, name, _end.Token);
                _hidden.Add(reply);
                if (hidden.Enters)
                {
                    var entered = book.Entered.GetOrAdd(name, static _ => new TaskCompletionSource());
                    await ((Task)Task.WhenAny(entered.Task, reply)).WaitAsync(app.World.Deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
    }

    private async Task HideAsync(Ask ask, string name, CancellationToken cancellation)
    {
        var client = new Client(app, ask.Who);
        lock (_strangers)
        {
            _strangers.Add(client);
        }

        await client.AskAsync(ask.Function, pair.Name, book.Keep(name, ask.Program), ask.Method, ask.IsHttp2, cancellation);
    }

    private async Task<string> AskAsync(Ask ask, string name)
    {
        var visit = new Visit();
        book.Visits[name] = visit;
        if (!_clients.TryGetValue(ask.Who, out var client))
        {
            _clients.Add(ask.Who, client = new Client(app, ask.Who));
        }

        using var deadline = new CancellationTokenSource(app.World.Deadline);
        try
        {
            var reply = await client.AskAsync(ask.Function, pair.Name, book.Keep(name, ask.Program), ask.Method, ask.IsHttp2, deadline.Token);
            visit.Replied.TrySetResult();
            if (visit.IsEntered)
            {
                await visit.End.WaitAsync(deadline.Token);
            }

            await Task.WhenAll(book.Expected).WaitAsync(deadline.Token);
            return reply;
        }
        catch (OperationCanceledException)
        {
            _complaints.Add($"the visible request {name} did not come to an end ({(visit.Replied.Task.IsCompleted ? "it was replied to, but what is visible of it went on" : "no reply")}): {ask}");
            return "no end";
        }
    }

    private IEnumerable<(string Where, ImmutableArray<string> What)> Channels()
    {
        var mark = "p" + pair.Name;
        var isPublic = pair.Kind == PairKind.Public;
        foreach (var path in isPublic ? [$"board/{mark}"] : (string[])[$"board/{mark}", $"desk/{mark}-client(a{pair.Name})", $"mirror/{mark}"])
        {
            yield return ($"channel {path}", [.. app.Outside.At($"/{app.Name}/{path}")]);
        }

        if (!isPublic)
        {
            yield return ("log", Of(app.Observed.Lines));
        }

        yield return ("metrics", Of(app.Observed.Measurements));
        yield return ("trace", Of(app.Observed.Spans));

        ImmutableArray<string> Of(IReadOnlyList<string> lines) => [.. lines.Where(line => line.Contains(mark + " ", StringComparison.Ordinal))];
    }
}
