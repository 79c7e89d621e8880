using System.Globalization;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>The policy of the hostile application: a diamond with two families, and channels at several of its labels.</summary>
internal static class HostilePolicy
{
    /// <summary>How many pairs an application can run: each has tables of its own, in which nothing of another's is.</summary>
    internal const int Slots = 40;

    internal static string Flat(int slot) => string.Create(CultureInfo.InvariantCulture, $"flat{slot}");

    internal static string Rows(int slot) => string.Create(CultureInfo.InvariantCulture, $"rows{slot}");

    internal static string Text(Uri outside) => $$"""
        trapeze: 1
        labels:
          public:
          left: public
          right: public
          client(id): public
          card(id): client(id)
          owner: [left, right, client(*)]
          vault: [owner, card(*)]
        callers:
          - when: { role: client }
            are: client($sub)
          - when: { role: bank }
            are: card($sub)
          - when: { role: left }
            are: left
          - when: { role: notary }
            are: left ! left
          - when: { role: right }
            are: right
          - when: { role: owner }
            are: owner
          - when: { role: vault }
            are: vault
          - anonymous: public
        channels:
          reply: caller
          board: { http: "{{outside}}board/", label: public }
          desk:  { http: "{{outside}}desk/", label: client($id), answers: public }
          mirror: { http: "{{outside}}mirror/", label: left, answers: owner }
          safe:  { http: "{{outside}}safe/", label: owner, answers: public }
          log: left
          metrics: public
          trace: public
        tables:
        {{string.Join('\n', Enumerable.Range(0, Slots).Select(slot => $"  {Flat(slot)}: {{ key: id }}\n  {Rows(slot)}: {{ key: of, sort: at number, indexes: {{ byValue: {{ key: v }} }} }}"))}}
        functions:
          plain:  { on: ["POST /plain/{pair}/{program}", "GET /plain/{pair}/{program}", "HEAD /plain/{pair}/{program}"] }
          rise:   { on: "POST /rise/{pair}/{program}", raises: [owner, vault] }
          step:   { on: "POST /step/{pair}/{program}", raises: [left, client(*)] }
          flow:   { on: "POST /flow/{pair}/{program}", streams: true }
          mine:   { on: "POST /mine/{pair}/{program}", callers: client(*), raises: card($id) }
          desks:  { on: "POST /desks/{pair}/{program}", callers: [left, right] }
          task:   { on: event task }
          climb:  { on: event climb, raises: vault }
          told:   { on: event told }
        declassifiers:
          oneBit: { from: owner, to: client($id), code: Parity, in: rise, into: told, releases: 1 bit }
          vouched: { from: owner, to: public, code: Parity, in: rise, into: told, decidedBy: left }
        """;
}
