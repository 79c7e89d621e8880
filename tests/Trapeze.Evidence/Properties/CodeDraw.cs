using System.Collections.Immutable;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>Draws functions' code: single instructions, and the few in a row that leaks are made of.</summary>
internal sealed class CodeDraw(Tape tape, Palette palette, int keys, int functions, int channels, ImmutableArray<Declassifier> declassifiers)
{
    // The shares of the rules: those that need luck to be allowed come more often.
    private static readonly Rule[] Rules =
    [
        Rule.Compute, Rule.Get, Rule.Write, Rule.Delete, Rule.List, Rule.ConditionalWrite, Rule.Send, Rule.Receive, Rule.Invoke, Rule.RaiseLabel,
        Rule.Reply, Rule.Fail, Rule.Declassify, Rule.RaiseLabel, Rule.Send, Rule.Declassify, Rule.Receive, Rule.Fail, Rule.Invoke, Rule.Reply, Rule.Write, Rule.Delete,
    ];

    private static readonly Rule[] Writes = [Rule.Write, Rule.Delete, Rule.ConditionalWrite];
    private static readonly Rule[] Reads = [Rule.Get, Rule.List, Rule.ConditionalWrite, Rule.Receive];
    private static readonly Rule[] Signals = [Rule.Send, Rule.Fail, Rule.Write, Rule.Invoke, Rule.Reply, Rule.Delete];
    private static readonly Sinks[] Sinks = [ReferenceMachine.Sinks.Table, ReferenceMachine.Sinks.Channel, ReferenceMachine.Sinks.Event];

    public Instruction[] Draw(int function, int length)
    {
        var code = new List<Instruction>(length + 4);
        switch (tape.Next(10))
        {
            case 5: // Raise, read, tell.
                code.AddRange([One(Rule.RaiseLabel, function), One(tape.Pick(Reads), function), One(tape.Pick(Signals), function)]);
                break;
            case 6: // Read, and tell or not: the implicit flow.
                code.AddRange([One(tape.Pick(Reads), function), Computing(Computation.SkipIfZero), One(tape.Pick(Signals), function)]);
                break;
            case 7: // Raise, read, hang or not, reply: the termination channel.
                code.AddRange([One(Rule.RaiseLabel, function), One(Rule.Get, function), Computing(Computation.SkipIfZero), Computing(Computation.Hang), One(Rule.Reply, function)]);
                break;
            case 8: // Change something and look at it.
                code.AddRange([One(tape.Pick(Writes), function), One(Rule.List, function), One(Rule.Reply, function)]);
                break;
            case 9: // Fetch and declassify.
                code.AddRange([One(tape.Pick(Reads), function), One(Rule.Declassify, function)]);
                break;
            default:
                break;
        }

        for (var index = 0; index < length; index++)
        {
            code.Add(One(tape.Pick(Rules), function));
        }

        return [.. code];
    }

    private Instruction One(Rule rule, int function)
    {
        var key = tape.Next(keys);
        var operand = Operand();
        var basic = new Instruction(rule) { Key = key, Operand = operand, Constant = operand == ReferenceMachine.Operand.Constant ? tape.Next(8) : 0 };
        return rule switch
        {
            Rule.RaiseLabel => basic with { Label = tape.Pick(palette.Labels), Joins = tape.Next(4) != 3 },
            Rule.Send or Rule.Receive => basic with { Subject = tape.Next(channels) },
            Rule.Invoke => basic with { Subject = tape.Next(functions + 1), Label = tape.Pick(palette.Labels), Joins = tape.Next(4) != 3 },
            Rule.List => basic with { Key = key == keys - 1 ? 0 : key, LastKey = keys - 1, Limit = 1 + tape.Next(keys) },
            Rule.ConditionalWrite => basic with { Test = (Test)tape.Next(4), Change = (Change)tape.Next(3), Expected = tape.Next(3) },
            Rule.Compute => Computing((Computation)tape.Next(5)) with { Operand = operand, Constant = basic.Constant },
            Rule.Declassify => Declassifying(basic, function),
            _ => basic,
        };
    }

    private static Instruction Computing(Computation computation) => new(Rule.Compute) { Computation = computation, Operand = ReferenceMachine.Operand.Result };

    private Instruction Declassifying(Instruction basic, int function)
    {
        var own = declassifiers.Select((declassifier, index) => (declassifier, index)).Where(one => one.declassifier.Function == function).Select(one => one.index).ToArray();
        var subject = own.Length > 0 && !tape.Chance(15) ? tape.Pick(own) : tape.Next(declassifiers.Length);
        var sink = tape.Pick(Sinks);
        if (!declassifiers[subject].Sinks.HasFlag(sink) && !tape.Chance(15))
        {
            sink = Sinks.FirstOrDefault(one => declassifiers[subject].Sinks.HasFlag(one), sink);
        }

        var target = sink switch
        {
            ReferenceMachine.Sinks.Channel => tape.Next(channels),
            ReferenceMachine.Sinks.Table => tape.Next(keys),
            _ => tape.Next(functions),
        };
        return basic with { Subject = subject, Sink = sink, SinkSubject = target };
    }

    private Operand Operand() => tape.Next(6) switch
    {
        0 => ReferenceMachine.Operand.Constant,
        4 => ReferenceMachine.Operand.Kept,
        5 => ReferenceMachine.Operand.Status,
        _ => ReferenceMachine.Operand.Result,
    };
}
