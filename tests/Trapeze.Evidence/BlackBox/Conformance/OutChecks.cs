using Trapeze.Evidence.BlackBox.Programs;
using static Trapeze.Evidence.BlackBox.Conformance.Stage;

namespace Trapeze.Evidence.BlackBox.Conformance;

/// <summary>What goes out on channels, as events and to the operator: all that may, and nothing else.</summary>
internal static class OutChecks
{
    private static Instruction Send(int channel, string text = "t") => Do(Op.Send, channel, 1, text);

    private static readonly string[] Channels = ["board", "desk", "mirror", "safe"];

    internal static async Task ChannelsAsync(Stage stage)
    {
        var mark = "p" + stage.Pair;
        await stage.SaysAsync(Nobody, "plain", "sent board 200 True 2 8\n", Send(0));
        stage.Expect("the board", $"POST …/board/{mark} [Content-Type: text/plain; charset=utf-8, Content-Length: 2, X-Step: 1] t ", string.Join('\n', stage.Received("board/" + mark)));
        await stage.SaysAsync(Nobody, "plain", "Send: FlowRefusedException: refused by the flow policy: Send desk\n", Send(1));
        await stage.SaysAsync(Nobody, "plain", "sent board 500 *", Send(0, "fail"));
        await stage.SaysAsync(Nobody, "plain", "sent board 307 *", Send(0, "redirect"));
        stage.Expect("the board, without a cookie", $"*POST …/board/{mark} [Content-Type: text/plain; charset=utf-8, Content-Length: 5, X-Step: 1] fail \nPOST …/board/{mark} [Content-Type: text/plain; charset=utf-8, Content-Length: 9, X-Step: 1] redirect ", string.Join('\n', stage.Received("board/" + mark)));
        stage.Expect("nobody followed", "", string.Join('\n', stage.Received("board/redirected")));

        // A channel is its own address and nothing beside it.
        var outside = stage.App.Outside.AddressOf(stage.App.Name);
        foreach (var other in (string[])["../safe/x", new Uri(outside, "safe/x").ToString(), $"http://localhost:{outside.Port}{outside.AbsolutePath}board/x", $"http://127.0.0.1:1{outside.AbsolutePath}board/x", new Uri(outside, "boards").ToString(), new Uri(outside, "board/%2e%2e/safe/x").OriginalString])
        {
            await stage.SaysAsync(Nobody, "plain", "Send: FlowRefusedException: refused by the flow policy: Send board\n", Send(0, "to " + other));
        }

        stage.Expect("nothing beside it", "", string.Join('\n', stage.Received("safe/x")));
    }

    internal static async Task RefusedChannelsAsync(Stage stage)
    {
        var mark = "p" + stage.Pair;
        foreach (var (who, channel) in ((Principal, int)[])[(stage.Alice, 0), (Left, 0), (Owner, 0), (stage.Bank, 0), (Left, 1), (Owner, 1), (stage.Bank, 1),
            (stage.Alice, 2), (Right, 2), (Owner, 2), (Vault, 3), (stage.Bank, 3)])
        {
            await stage.SaysAsync(who, "plain", $"Send: FlowRefusedException: refused by the flow policy: Send {Channels[channel]}\n", Send(channel));
        }

        // May be sent to, but what it answers may not come in: then nothing goes out either.
        await stage.SaysAsync(Left, "plain", "Send: FlowRefusedException: refused by the flow policy: Receive mirror\n", Send(2));
        await stage.SaysAsync(Nobody, "plain", "Send: FlowRefusedException: refused by the flow policy: Receive mirror\n", Send(2));
        await stage.IsRefusedAsync(Nobody, "rise", Refusals.Reply, Do(Op.Raise, 0, 0, "owner"), Send(0), Send(1), Send(2), Do(Op.Put, 0, 1, "done"));
        await stage.ReadsAsync(Owner, 0, "done");
        foreach (var path in (string[])[$"board/{mark}", $"mirror/{mark}"])
        {
            stage.Expect("nothing arrived at " + path, "", string.Join('\n', stage.Received(path)));
        }

        await stage.SaysAsync(stage.Alice, "plain", "sent desk 200 *", Send(1));
        await stage.SaysAsync(Left, "plain", "sent safe 200 *", Send(3));

        // What nobody vouches for does not come in to who is vouched for.
        await stage.SaysAsync(Notary, "plain", "Send: FlowRefusedException: refused by the flow policy: Receive safe\n", Send(3));
        await stage.SaysAsync(Owner, "plain", "sent safe 200 *", Send(3));
        stage.Expect("the desk", $"POST …/desk/{mark}-client({stage.Alice.Name}) *", string.Join('\n', stage.Received($"desk/{mark}-client({stage.Alice.Name})")));
        stage.Expect("the safe", "2", stage.Received("safe/" + mark).Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    internal static async Task EventsAsync(Stage stage)
    {
        await stage.SaysAsync(stage.Alice, "plain", "published task\n", Do(Op.Publish, 0, 1, "", Do(Op.Put, 0, 1, "told"), Do(Op.Raise, 0, 0, "owner")));
        await stage.SaysAsync(stage.Alice, "plain", "got True id=k0,v=told *", Do(Op.Get));
        await stage.SaysAsync(Nobody, "plain", "got False*", Do(Op.Get));
        await stage.SaysAsync(stage.Alice, "plain", "scan *put - *raise RaiseLabel AboveClearance client(*", Do(Op.Scan));
        await stage.SaysAsync(stage.Alice, "plain", "Publish: FlowRefusedException: refused by the flow policy: Invoke task\n", Do(Op.Publish, 0, 1, "public", Do(Op.Put, 1, 1, "low")));
        await stage.SaysAsync(stage.Alice, "plain", "Publish: FlowRefusedException: refused by the flow policy: Invoke climb\n", Do(Op.Publish, 0, 3, "left", Do(Op.Put, 1, 1, "low")));
        await stage.SaysAsync(stage.Alice, "plain", "Publish: FlowRefusedException: refused by the flow policy: Invoke unruled\n", Do(Op.Publish, 0, 7, "", Do(Op.Put, 1, 1, "low")));
        await stage.SaysAsync(Nobody, "plain", "published task\n", Do(Op.Publish, 0, 1, "owner", Do(Op.Put, 2, 1, "up")));
        await stage.ReadsAsync(Owner, 2, "up");
        await stage.SaysAsync(stage.Alice, "plain", "got False*got False*", Do(Op.Get, 1), Do(Op.Get, 2));
        await stage.SaysAsync(Nobody, "plain", "got False*got False*", Do(Op.Get, 1), Do(Op.Get, 2));

        // Once for each id; the ids of other labels are other ids.
        await stage.SaysAsync(Owner, "plain", "published task\n", Do(Op.Publish, 0, 25, "", Do(Op.Put, 3, 1, "first")));
        await stage.SaysAsync(Nobody, "plain", "published task\n", Do(Op.Publish, 0, 25, "", Do(Op.Put, 3, 1, "first")));
        await stage.SaysAsync(Nobody, "plain", "published task\n", Do(Op.Publish, 0, 25, "", Do(Op.Put, 3, 1, "second")));
        await stage.SaysAsync(Nobody, "plain", "published task\n", Do(Op.Publish, 0, 1, "", Do(Op.Put, 4, 1, "after")));
        await stage.SaysAsync(Nobody, "plain", "got True id=k3,v=first *got True id=k4,v=after *", Do(Op.Get, 3), Do(Op.Get, 4));
    }

    internal static async Task FailingEventsAsync(Stage stage)
    {
        var mark = "board/p" + stage.Pair;
        await stage.SaysAsync(Nobody, "plain", "published task\n", Do(Op.Publish, 0, 1, "", Send(0, "try"), Do(Op.Throw, 0, 4)));
        stage.Expect("attempts in sight", "2", stage.Received(mark).Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var thrown = stage.Book.Done[(int)Op.Throw];
        await stage.SaysAsync(Nobody, "plain", "published climb\n", Do(Op.Publish, 0, 3, "", Send(0, "try"), Do(Op.Raise, 0, 0, "owner"), Do(Op.Throw, 0, 4)));
        stage.Expect("attempts out of sight", "True", (await stage.ComesAsync(() => stage.Book.Done[(int)Op.Throw] >= thrown + 3)).ToString());
        stage.Expect("attempts in sight after a raise", "3", stage.Received(mark).Count.ToString(System.Globalization.CultureInfo.InvariantCulture));

        // What fails above hangs there when it is tried again.
        for (var key = 5; key < 9; key++)
        {
            var again = new Instruction(Op.Branch, key) { Inner = [Do(Op.Hang, 0, 1)], Other = [Do(Op.Put, key, 1, "v1"), Do(Op.Throw, 0, 4)] };
            await stage.SaysAsync(Nobody, "plain", "published climb\n", Do(Op.Publish, 0, 3, "", Do(Op.Raise, 0, 0, "owner"), again));
        }

        stage.Expect("they hang", "True", (await stage.ComesAsync(() => stage.Book.Done[(int)Op.Hang] >= 2)).ToString());
        await KeepsNobodyWaitingAsync(stage, 2);
        for (var i = 0; i < 9; i++)
        {
            await stage.SaysAsync(Nobody, "plain", "published climb\n", Do(Op.Publish, 0, 3, "", Do(Op.Raise, 0, 0, "owner"), Do(Op.Hang, 0, i)));
        }

        await KeepsNobodyWaitingAsync(stage, 3);

        // As many as may run at once, at labels of their own.
        foreach (var label in (string[])["owner", "vault", "right", $"client({stage.Bob.Name})"])
        {
            for (var i = 0; i < 3; i++)
            {
                await stage.SaysAsync(Nobody, "plain", "published task\n", Do(Op.Publish, 0, 1, label, Do(Op.Hang, 0, i)));
            }
        }

        await KeepsNobodyWaitingAsync(stage, 4);
    }

    private static async Task KeepsNobodyWaitingAsync(Stage stage, int key)
    {
        await stage.SaysAsync(Nobody, "plain", "published task\n", Do(Op.Publish, 0, 1, "", Do(Op.Put, key, 1, "not kept waiting")));
        await stage.SaysAsync(Nobody, "plain", "got True *", Do(Op.Get, key));
    }

    internal static async Task LogAsync(Stage stage)
    {
        var mark = "p" + stage.Pair;
        for (var logger = 0; logger < 3; logger++)
        {
            await stage.AskAsync(Nobody, "plain", Do(Op.Log, 3, logger, "low"));
            await stage.AskAsync(Left, "plain", Do(Op.Log, 3, logger, "low"));
            await stage.SaysAsync(stage.Alice, "plain", "enabled False\n", Do(Op.Log, 3, new[] { 30, 10, 20 }[logger], "secret"));
            foreach (var who in (Principal[])[stage.Alice, stage.Bank, Right, Owner, Vault])
            {
                await stage.AskAsync(who, "plain", Do(Op.Log, 3, logger, "secret"), Do(Op.Throw, 0, 4));
            }

            await stage.AskAsync(Left, "rise", Do(Op.Raise, 0, 0, "owner"), Do(Op.Log, 3, logger, "secret"), Do(Op.Throw, 0, 4));
        }

        await stage.AskAsync(Left, "plain", Do(Op.Identify, 0, 1, "told"), Do(Op.Throw, 0, 4));
        await stage.IsRefusedAsync(Left, "rise", Refusals.Reply, Do(Op.Raise, 0, 0, "owner"), Do(Op.Log, 3, 0, "secret"), Do(Op.Put, 0, 1, "done"));
        await stage.ReadsAsync(Owner, 0, "done");
        await stage.SaysAsync(Left, "plain", "published climb\n", Do(Op.Publish, 0, 3, "", Do(Op.Raise, 0, 0, "owner"), Do(Op.Log, 3, 2, "secret"), Do(Op.Put, 1, 1, "then"), Do(Op.Throw, 0, 4)));
        await stage.ReadsAsync(Owner, 1, "then");
        var lines = stage.App.Observed.Lines.Where(line => line.Contains(mark + " ", StringComparison.Ordinal)).ToList();
        stage.Expect("lines that may be seen", "7", lines.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        stage.Expect("lines that may not", "", string.Join('\n', lines.Where(line => line.Contains("secret", StringComparison.Ordinal))));
        stage.Expect("the failure's line", "True", lines.Exists(line => line.Contains("function plain failed", StringComparison.Ordinal) && line.Contains("items told", StringComparison.Ordinal)).ToString());
        stage.Expect("the server's lines", "", string.Join('\n', stage.App.Observed.Lines.Where(line => line.Contains("onnection id", StringComparison.Ordinal))));
    }

    internal static async Task MeasurementsAsync(Stage stage)
    {
        for (var kind = 0; kind < 3; kind++)
        {
            await stage.AskAsync(Nobody, "plain", Do(Op.Measure, 1, kind, "low"));
            foreach (var who in (Principal[])[stage.Alice, Left, Right, Owner])
            {
                await stage.AskAsync(who, "plain", Do(Op.Measure, 1, kind, "secret"));
            }

            await stage.AskAsync(Nobody, "rise", Do(Op.Raise, 0, 0, "left"), Do(Op.Measure, 1, kind, "secret"));
        }

        await stage.AskAsync(Nobody, "rise", Do(Op.Measure, 1, 2, "secret", Do(Op.Raise, 0, 0, "left")));
        var mark = $"p{stage.Pair} ";
        stage.Expect("measurements", $"count 1 of={mark}low\nsize 0 of={mark}low", string.Join('\n', stage.App.Observed.Measurements.Where(line => line.Contains(mark, StringComparison.Ordinal))));
        stage.Expect("spans", $"{mark}span Error low said=", string.Join('\n', stage.App.Observed.Spans.Where(line => line.Contains(mark, StringComparison.Ordinal))));
    }

    internal static async Task ReleasesAsync(Stage stage)
    {
        for (var number = 0; number < 2; number++)
        {
            await stage.IsRefusedAsync(stage.Alice, "rise", Refusals.Reply, Do(Op.Release, number, number, "owner"));
            await stage.ReadsAsync(stage.Alice, number, "released");
            await stage.SaysAsync(Nobody, "plain", "got False*", Do(Op.Get, number));
            await stage.SaysAsync(stage.Alice, "plain", $"scan *released {number == 1}\nput - *", Do(Op.Scan));
        }

        const string Refused = "Release: FlowRefusedException: refused by the flow policy: Declassify ";
        await stage.SaysAsync(stage.Alice, "plain", Refused + "oneBit\n", Do(Op.Release, 2, 0));
        await stage.SaysAsync(Left, "rise", Refused + "oneBit\n", Do(Op.Release, 2, 0));
        await stage.SaysAsync(stage.Alice, "rise", Refused + "vouched\n", Do(Op.Release, 2, 3));
        await stage.SaysAsync(Right, "rise", Refused + "vouched\n", Do(Op.Release, 2, 3));
        await stage.SaysAsync(Notary, "plain", Refused + "vouched\n", Do(Op.Release, 2, 3));
        await stage.IsRefusedAsync(stage.Alice, "rise", Refusals.Reply, Do(Op.Raise, 0, 0, "vault"), Do(Op.Release, 2, 0), Do(Op.Put, 3, 1, "done"));
        await stage.ReadsAsync(Vault, 3, "done");
        await stage.IsRefusedAsync(stage.Alice, "rise", Refusals.Reply, Do(Op.Release, 2, 0, "vault"), Do(Op.Put, 3, 1, "again"));
        await stage.ReadsAsync(Vault, 3, "again");
        await stage.IsRefusedAsync(stage.Alice, "rise", Refusals.Reply, Do(Op.Raise, 0, 0, "owner"), Do(Op.Release, 2, 0), Do(Op.Put, 3, 1, "then"));
        await stage.ReadsAsync(Owner, 3, "then");
        await stage.SaysAsync(stage.Alice, "plain", "published task\n", Do(Op.Publish, 0, 1, "", Do(Op.Compute)));
        await stage.SaysAsync(Left, "rise", Refused + "vouched\n", Do(Op.Release, 2, 3));
        await stage.SaysAsync(Notary, "rise", "released, vouched for\n", Do(Op.Release, 4, 3));
        await stage.SaysAsync(stage.Alice, "plain", "got False*got False*", Do(Op.Get, 2), Do(Op.Get, 3));
    }
}
