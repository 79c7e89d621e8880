using System.Globalization;
using System.Text.RegularExpressions;
using Trapeze.Evidence.BlackBox.App;
using Trapeze.Evidence.BlackBox.Clients;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.Conformance;

/// <summary>Tables and people of its own at an application, on which a few expectations are tried one after the other.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly Dictionary<Principal, Client> _clients = [];
    private int _programs;

    internal Stage(HostileApp app, int number, string name)
    {
        (App, Number, Name) = (app, number, name);
        Book = new PairBook(number, number % HostilePolicy.Slots, $"left & client({Alice.Name})");
        app.World.Open(Pair, Book);
    }

    internal HostileApp App { get; }

    internal int Number { get; }

    internal string Name { get; }

    internal PairBook Book { get; }

    internal string Pair => Number.ToString(CultureInfo.InvariantCulture);

    internal static Principal Nobody => Principal.Nobody;

    internal static Principal Left => new("left", "");

    internal static Principal Notary => new("notary", "");

    internal static Principal Right => new("right", "");

    internal static Principal Owner => new("owner", "");

    internal static Principal Vault => new("vault", "");

    internal Principal Alice => new("client", string.Create(CultureInfo.InvariantCulture, $"alice{Number}"));

    internal Principal Bob => new("client", string.Create(CultureInfo.InvariantCulture, $"bob{Number}"));

    internal Principal Bank => Alice with { Role = "bank" };

    internal long Checks { get; private set; }

    /// <summary>What was not as it has to be.</summary>
    internal List<string> Wrong { get; } = [];

    /// <summary>A step of a program.</summary>
    internal static Instruction Do(Op op, int key = 0, int number = 1, string text = "", params Instruction[] inner) => new(op, key, number, text) { Inner = [.. inner] };

    internal Task<string> AskAsync(Principal who, string function, params Instruction[] program) => AskAsync(who, function, "POST", isHttp2: false, program);

    internal async Task<string> AskAsync(Principal who, string function, string method, bool isHttp2, params Instruction[] program)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"c{_programs++}");
        var visit = new Visit();
        Book.Visits[name] = visit;
        using var deadline = new CancellationTokenSource(App.World.Deadline);
        try
        {
            var reply = await Of(who).AskAsync(function, Pair, Book.Keep(name, [.. program]), method, isHttp2, deadline.Token);
            visit.Replied.TrySetResult();
            if (visit.IsEntered)
            {
                await visit.End.WaitAsync(deadline.Token);
            }

            await Task.WhenAll(Book.Expected).WaitAsync(deadline.Token);
            return reply;
        }
        catch (OperationCanceledException)
        {
            return "no end";
        }
    }

    internal Task<string> SendAsync(Principal who, string method, string target, params string[] headers) => SendAsync(who, method, target, headers, body: null);

    internal async Task<string> SendAsync(Principal who, string method, string target, string[] headers, string? body)
    {
        using var deadline = new CancellationTokenSource(App.World.Deadline);
        try
        {
            return await Of(who).SendAsync(method, target, headers, body, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            return "no end";
        }
    }

    /// <summary>The reply has to be 200, and its body <paramref name="said"/>, line for line; <c>*</c> stands for anything.</summary>
    internal async Task SaysAsync(Principal who, string function, string said, params Instruction[] program) =>
        Expect($"{who} /{function} {Instruction.Show([.. program])}", Ok(said), await AskAsync(who, function, program));

    /// <summary>The reply has to be the constant of <paramref name="refusal"/>.</summary>
    internal async Task IsRefusedAsync(Principal who, string function, string refusal, params Instruction[] program) =>
        Expect($"{who} /{function} {Instruction.Show([.. program])}", refusal, await AskAsync(who, function, program));

    internal void Expect(string what, string expected, string seen)
    {
        Checks++;
        var pattern = Regex.Escape(expected).Replace("\\*", ".*", StringComparison.Ordinal);
        if (!Regex.IsMatch(seen, $"^{pattern}$", RegexOptions.Singleline, TimeSpan.FromSeconds(1)))
        {
            Wrong.Add($"{Name}: {what}\n  expected: {expected}\n  seen: {seen}");
        }
    }

    /// <summary>Reads until <paramref name="value"/> is there, which comes of a hidden part.</summary>
    internal async Task ReadsAsync(Principal who, int key, string value)
    {
        using var deadline = new CancellationTokenSource(App.World.Deadline);
        var seen = "";
        while (!deadline.IsCancellationRequested && !seen.Contains($"v={value} ", StringComparison.Ordinal))
        {
            seen = await AskAsync(who, "plain", Do(Op.Get, key));
        }

        Expect($"{who} reads key {key} in time", $"*v={value} *", seen);
    }

    /// <summary>Waits for something that comes of a hidden part.</summary>
    internal async Task<bool> ComesAsync(Func<bool> isThere)
    {
        using var deadline = new CancellationTokenSource(App.World.Deadline);
        while (!isThere())
        {
            if (deadline.IsCancellationRequested)
            {
                return false;
            }

            await Task.Yield();
        }

        return true;
    }

    internal IReadOnlyList<string> Received(string path) => App.Outside.At($"/{App.Name}/{path}");

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            await client.DisposeAsync();
        }
    }

    internal static string Ok(string body) => $"HTTP/1.1 200 OK\r\nContent-Length: *\r\nDate: …\r\nServer: Kestrel\r\nTrapeze-Activation: …\r\n\r\n{body}";

    private Client Of(Principal who) => _clients.TryGetValue(who, out var client) ? client : _clients[who] = new Client(App, who);
}
