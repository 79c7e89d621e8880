using System.Security.Claims;
using Trapeze.Policy;

namespace Trapeze.Bench.Policy;

/// <summary>What the policy costs a request: who calls, may they, how high, through which channel.</summary>
internal sealed class PolicyLookups : IBenchmark
{
    private const string Text = """
        trapeze: 1
        labels:
          public:
          client(id): public
          card(id): client(id)
          owner: client(*)
        callers:
          - when: { role: owner }
            are: owner
          - when: { role: client }
            are: client($sub)
          - anonymous: public
        channels:
          reply: caller
          cards: { http: "https://cards.example/", label: card($id) }
        tables:
          catalog: { key: id }
        functions:
          buy: { on: POST /buy, callers: client(*), raises: card($id) }
        declassifiers:
          approve: { from: card($id), to: client($id), code: Shop.Approve, in: buy, into: catalog }
        """;

    public string Name => "policy-lookups";

    public string Claim => "the policy's part of a request: caller, admission, clearance, channel, declassifier; the whole budget of the shim is 5 µs and 1.2 KB";

    public Task RunAsync(TextWriter report)
    {
        var policy = PolicyReader.Read(Text, "bench.yaml").Policy!;
        var principals = Enumerable.Range(0, 500).Select(Principal).ToArray();
        var starts = principals.Select(principal => policy.Callers.Resolve(principal)!.Start).ToArray();
        var function = policy.Functions["buy"];
        Interleaved.Run(
            report,
            rounds: 9,
            operations: 200_000,
            ("Resolve, 10 claims, 500 callers", n => Repeat(n, i => policy.Callers.Resolve(principals[i % 500]) is not null)),
            ("Admits and ClearanceFor", n => Repeat(n, i => function.Admits(starts[i % 500]) && function.ClearanceFor(starts[i % 500]) is not null)),
            ("Channel For", n => Repeat(n, i => policy.Channels["cards"].For(starts[i % 500]) is not null)),
            ("Declassifier For", n => Repeat(n, i => policy.Declassifiers["approve"].For(starts[i % 500]) is not null)));
        return Task.CompletedTask;
    }

    private static ClaimsPrincipal Principal(int index) =>
        new(new ClaimsIdentity(
            [
                new Claim("iss", "https://tokens.example"), new Claim("aud", "shop"), new Claim("exp", "1"), new Claim("nbf", "1"), new Claim("iat", "1"),
                new Claim("jti", "x"), new Claim("name", "Alice"), new Claim("email", "a@b.example"), new Claim("role", "client"), new Claim("sub", $"client-{index}"),
            ],
            "bench"));

    private static void Repeat(int operations, Func<int, bool> operation)
    {
        for (var i = 0; i < operations; i++)
        {
            if (!operation(i))
            {
                throw new InvalidOperationException("the policy refused what it allows");
            }
        }
    }
}
