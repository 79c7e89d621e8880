using Trapeze.Evidence.BlackBox.Programs;
using static Trapeze.Evidence.BlackBox.Conformance.Stage;

namespace Trapeze.Evidence.BlackBox.Conformance;

/// <summary>What a caller gets: the whole reply, or a constant that says nothing.</summary>
internal static class ReplyChecks
{
    private static readonly Instruction Raise = Do(Op.Raise, 0, 0, "owner");

    // What a function can do to its reply before and after; none of it may show in a refusal.
    private static IEnumerable<Instruction> Doings() =>
        Enumerable.Range(0, 14).Where(number => number is not 13).Select(number => Do(Op.Respond, 3, number, "secret"))
            .Concat(Enumerable.Range(0, 8).Select(number => Do(Op.Write, 3, number, "secret")));

    internal static async Task WholeAsync(Stage stage)
    {
        stage.Expect("a reply", "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nDate: …\r\nServer: Kestrel\r\nTrapeze-Activation: …\r\n\r\nallocated 3\n", await stage.AskAsync(Nobody, "plain", Do(Op.Compute, 0, 2)));
        stage.Expect("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nDate: …\r\nServer: Kestrel\r\nTrapeze-Activation: …\r\n\r\n", await stage.AskAsync(Nobody, "plain", "HEAD", isHttp2: false, Do(Op.Compute, 0, 2)));
        stage.Expect("a reply with all", "HTTP/1.1 403 *\r\n*", await stage.AskAsync(Nobody, "plain", Do(Op.Respond, 3, 1), Do(Op.Compute, 0, 2)));
        stage.Expect("a header and a cookie", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n*Set-Cookie: own=u0; path=/\r\nX-Own: t0\r\nTrapeze-Activation: …\r\n\r\n", await stage.AskAsync(Nobody, "plain", Do(Op.Respond, 0, 3, "t"), Do(Op.Respond, 0, 4, "u")));
        stage.Expect("an id that is not its own", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nDate: …\r\nServer: Kestrel\r\nTrapeze-Activation: …\r\n\r\n", await stage.AskAsync(Nobody, "plain", Do(Op.Respond, 0, 10, "mine")));
        stage.Expect("a redirect", "HTTP/1.1 302 Found\r\n*Location: /t0\r\n*", await stage.AskAsync(Nobody, "plain", Do(Op.Respond, 0, 5, "t")));
        stage.Expect("a callback", "HTTP/1.1 200 OK\r\n*X-Starting: t0\r\n*", await stage.AskAsync(Nobody, "plain", Do(Op.Respond, 0, 12, "t")));
        stage.Expect("trailers", "200 OK\r\n*\r\n\r\nu\r\nx-trailer: t0\r\n", await stage.AskAsync(Nobody, "plain", "POST", isHttp2: true, Do(Op.Respond, 0, 8, "t"), Do(Op.Write, 0, 5, "u")));
        stage.Expect("a stream", "HTTP/1.1 200 OK\r\nDate: …\r\nServer: Kestrel\r\nTransfer-Encoding: chunked\r\nTrapeze-Activation: …\r\n\r\n1\r\nt\r\n1\r\nu\r\nc\r\nallocated 3\n\r\n0\r\n\r\n",
            await stage.AskAsync(Nobody, "flow", Do(Op.Write, 0, 5, "t"), Do(Op.Write, 0, 5, "u"), Do(Op.Compute, 0, 2)));
        stage.Expect("a reply as large as may be", Ok("*"), await stage.AskAsync(Nobody, "plain", Do(Op.Write, 400, 3)));
        await stage.IsRefusedAsync(Nobody, "plain", Refusals.Fault, Do(Op.Write, 500, 3), Do(Op.Write, 500, 3), Do(Op.Throw, 0, 4));
    }

    internal static async Task CutAtTheRaiseAsync(Stage stage)
    {
        await stage.IsRefusedAsync(stage.Alice, "rise", Refusals.Reply, Raise);
        foreach (var doing in Doings())
        {
            await stage.IsRefusedAsync(stage.Alice, "rise", Refusals.Reply, doing, Raise);
            await stage.IsRefusedAsync(stage.Alice, "rise", Refusals.Reply, Raise, doing);
        }
    }

    internal static async Task WhateverFollowsAsync(Stage stage)
    {
        foreach (var doing in (Instruction[])[Do(Op.Hang, 0, 0), Do(Op.Hang), Do(Op.Hang, 0, 2), Do(Op.Throw, 0, 0), Do(Op.Throw), Do(Op.Throw, 0, 2), Do(Op.Throw, 0, 4), Do(Op.Abort), Raise])
        {
            await stage.IsRefusedAsync(Nobody, "rise", Refusals.Reply, Do(Op.Write, 0, 5, "secret"), Raise, doing);
            await stage.IsRefusedAsync(stage.Alice, "mine", Refusals.Reply, Do(Op.Raise, 0, 0, $"card({stage.Alice.Name})"), doing);
        }

        var over2 = await stage.AskAsync(Left, "rise", "POST", isHttp2: true, Do(Op.Respond, 0, 8, "secret"), Raise, Do(Op.Throw, 0, 4));
        stage.Expect("over HTTP/2", "403 Forbidden\r\n*\"urn:trapeze:refused:reply\"*403}\r\n", over2);
        stage.Expect("over HTTP/2, without what was there", "True", (!over2.Contains("secret", StringComparison.Ordinal)).ToString());

        // After the reply: lost, and the next one on the connection is whole.
        stage.Expect("too late", Ok("allocated 3\n"), await stage.AskAsync(stage.Alice, "plain", Do(Op.Forget, 0, 0, "", Do(Op.Write, 0, 5, "late"), Do(Op.Respond, 0, 3, "late"), Do(Op.Abort)), Do(Op.Compute, 0, 2)));
        await stage.SaysAsync(stage.Alice, "plain", "allocated 3\n", Do(Op.Compute, 0, 2));
    }

    internal static async Task FailuresAsync(Stage stage)
    {
        foreach (var before in (Instruction[])[Do(Op.Compute), Do(Op.Respond, 3, 3, "secret"), Do(Op.Respond, 3, 4, "secret"), Do(Op.Respond, 3, 2, "secret"), Do(Op.Write, 0, 5, "secret")])
        {
            await stage.IsRefusedAsync(stage.Alice, "plain", Refusals.Fault, before, Do(Op.Throw, 0, 4));
            await stage.IsRefusedAsync(stage.Alice, "rise", Refusals.Fault, before, Do(Op.Throw, 0, 3));
            await stage.IsRefusedAsync(stage.Alice, "plain", Refusals.Flow, before, Do(Op.Throw, 0, 0));
        }

        await stage.IsRefusedAsync(stage.Alice, "plain", Refusals.Fault, Do(Op.Throw, 0, 2));
        await stage.IsRefusedAsync(stage.Alice, "plain", Refusals.Bad(411, "Length Required"), Do(Op.Throw, 0, 11));
        await stage.IsRefusedAsync(stage.Alice, "plain", Refusals.Bad(400, "Bad Request"), Do(Op.Throw, 0, 6));
        await stage.IsRefusedAsync(stage.Alice, "plain", Refusals.Fault, Do(Op.Write, 0, 7, "more than four"));
        await stage.IsRefusedAsync(stage.Alice, "plain", Refusals.Fault, Do(Op.Respond, 9, 7));
        stage.Expect("a reply broken off", "the connection was broken off", await stage.AskAsync(stage.Alice, "plain", Do(Op.Write, 0, 5, "t"), Do(Op.Abort)));
        stage.Expect("a stream broken off", "the connection was broken off", await stage.AskAsync(stage.Alice, "flow", Do(Op.Write, 0, 5, "t"), Do(Op.Throw, 0, 4)));
    }

    internal static async Task ClearanceAsync(Stage stage)
    {
        await RaisesAsync(stage.Alice, "plain", "owner", "AboveClearance");
        await RaisesAsync(stage.Alice, "plain", $"client({stage.Alice.Name})", "None");
        await RaisesAsync(stage.Alice, "rise", "left", "LabelDoesNotFlow");
        await RaisesAsync(stage.Alice, "rise", "public", "LabelDoesNotFlow");
        await RaisesAsync(stage.Alice, "rise", $"client({stage.Bob.Name})", "LabelDoesNotFlow");
        await RaisesAsync(stage.Alice, "rise", "top", "AboveClearance");
        await RaisesAsync(stage.Alice, "mine", "owner", "AboveClearance");
        await RaisesAsync(stage.Alice, "mine", $"client({stage.Alice.Name}) & card({stage.Bob.Name})", "AboveClearance");
        await RaisesAsync(stage.Alice, "mine", $"client({stage.Alice.Name}) & client({stage.Bob.Name})", "AboveClearance");
        stage.Expect("a stream may not rise", "*raise RaiseLabel AboveClearance *", await stage.AskAsync(stage.Alice, "flow", Do(Op.Raise, 0, 0, "owner")));
        await RaisesAsync(Owner, "rise", "left", "LabelDoesNotFlow");
        await RaisesAsync(Left, "step", "owner", "AboveClearance");
        await stage.IsRefusedAsync(Owner, "rise", Refusals.Reply, Do(Op.Raise, 0, 0, "vault"));
        await stage.IsRefusedAsync(Nobody, "step", Refusals.Reply, Do(Op.Raise, 0, 0, "left"), Do(Op.Put, 0, 1, "risen"));
        await stage.SaysAsync(Left, "plain", "got True id=k0,v=risen*", Do(Op.Get));
        await stage.SaysAsync(Nobody, "plain", "got False*", Do(Op.Get));

        Task RaisesAsync(Principal who, string function, string to, string reason) =>
            stage.SaysAsync(who, function, $"raise RaiseLabel {reason} *", Do(Op.Raise, 0, 0, to));
    }
}
