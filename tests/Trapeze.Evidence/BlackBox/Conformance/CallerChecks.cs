using System.Globalization;
using Trapeze.Evidence.BlackBox.Programs;
using static Trapeze.Evidence.BlackBox.Conformance.Stage;

namespace Trapeze.Evidence.BlackBox.Conformance;

/// <summary>Who is let in, as whom, and where.</summary>
internal static class CallerChecks
{
    private static readonly string[] BadTokens = ["expired", "early", "key", "issuer", "audience", "unsigned", "cut", "long", "twice", "scheme", "bare", "garbage"];

    internal static async Task BadTokensAsync(Stage stage)
    {
        var target = $"/plain/{stage.Pair}/{stage.Book.Keep("x", [Do(Op.Put, 0, 1, "mine")])}";
        foreach (var kind in BadTokens)
        {
            stage.Expect(kind, Refusals.Unauthorized, await stage.SendAsync(Owner, "GET", target, "Authorization: " + stage.App.Tokens.Bad(kind, Owner)));
        }

        var good = "Authorization: " + stage.App.Tokens.Of(Owner);
        stage.Expect("two headers", Refusals.Unauthorized, await stage.SendAsync(Owner, "GET", target, good, good));
        stage.Expect("an empty header", Refusals.Unauthorized, await stage.SendAsync(Owner, "GET", target, "Authorization:"));
        await stage.SaysAsync(Vault, "plain", "got False*", Do(Op.Get));
    }

    internal static async Task LabelsAsync(Stage stage)
    {
        await StartsAtAsync(Nobody, "public");
        await StartsAtAsync(stage.Alice, $"client({stage.Alice.Name})");
        await StartsAtAsync(new Principal("client", "a b\"c"), "client(\"a b\\u0022c\")");
        await StartsAtAsync(stage.Bank, $"card({stage.Alice.Name})");
        await StartsAtAsync(Left, "left");
        await StartsAtAsync(Notary, "left ! left");
        await StartsAtAsync(Right, "right");
        await StartsAtAsync(Owner, "owner");
        await StartsAtAsync(Vault, "vault");
        await stage.IsRefusedAsync(new Principal("stranger", "x"), "plain", Refusals.Caller, Do(Op.Get));
        await stage.IsRefusedAsync(new Principal("client", ""), "plain", Refusals.Caller, Do(Op.Get));
        await stage.IsRefusedAsync(new Principal("CLIENT", "x"), "plain", Refusals.Caller, Do(Op.Get));
        await stage.SaysAsync(stage.Alice, "plain", $"caller client {stage.Alice.Name} True\n", Do(Op.Identify, 0, 2));
        await stage.SaysAsync(Nobody, "plain", "caller   False\n", Do(Op.Identify, 0, 2));
        await stage.SaysAsync(Nobody, "plain", "ids True True True\n", Do(Op.Identify, 0, 0));

        Task StartsAtAsync(Principal who, string label) =>
            stage.SaysAsync(who, "plain", $"aborted False started False {label} plain True\n", Do(Op.Identify, 0, 5));
    }

    internal static async Task CallersOfFunctionsAsync(Stage stage)
    {
        foreach (var who in (Principal[])[Nobody, Left, Right, Owner, Vault, stage.Bank])
        {
            await stage.IsRefusedAsync(who, "mine", Refusals.Caller, Do(Op.Get));
        }

        foreach (var who in (Principal[])[Nobody, stage.Alice, Owner])
        {
            await stage.IsRefusedAsync(who, "desks", Refusals.Caller, Do(Op.Get));
        }

        await stage.SaysAsync(stage.Alice, "mine", "got False*", Do(Op.Get));
        await stage.SaysAsync(Left, "desks", "got False*", Do(Op.Get));
        await stage.SaysAsync(Right, "desks", "got False*", Do(Op.Get));
    }

    internal static async Task RoutesAsync(Stage stage)
    {
        foreach (var (method, target) in ((string, string)[])[("GET", "/"), ("GET", "/nothing"), ("GET", "/plain"), ("GET", $"/unruled/{stage.Pair}/x"),
            ("GET", $"/rise/{stage.Pair}/x"), ("DELETE", $"/plain/{stage.Pair}/x"), ("GET", $"/plain/{stage.Pair}/x/y"), ("TRACE", $"/plain/{stage.Pair}/x")])
        {
            foreach (var who in (Principal[])[Nobody, Owner])
            {
                stage.Expect($"{who} {method} {target}", Refusals.NoRule, await stage.SendAsync(who, method, target));
            }
        }

        stage.Expect("a token comes before the route", Refusals.Unauthorized, await stage.SendAsync(Nobody, "GET", "/nothing", "Authorization: Bearer x"));
        stage.Expect("an upgrade", Refusals.Upgrade, await stage.SendAsync(Nobody, "GET", $"/plain/{stage.Pair}/x", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        stage.Expect("a large body", Refusals.TooLarge, (await stage.SendAsync(Nobody, "POST", $"/plain/{stage.Pair}/x", [], new string('x', 5_000))).Replace("Connection: close\r\n", "", StringComparison.Ordinal));
        stage.Expect("a body that fits", Ok(""), await stage.SendAsync(Nobody, "POST", $"/plain/{stage.Pair}/x", [], new string('x', 4_000)));
        stage.Expect("a handler without a program", Ok("no book"), await stage.SendAsync(Nobody, "GET", string.Create(CultureInfo.InvariantCulture, $"/plain/none/x")));
    }
}
