using System.Collections.Immutable;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Exhaustive;

/// <summary>Every instruction there is, up to its numbers: the policy around it is one for a whole world.</summary>
internal static class Alphabet
{
    /// <summary>The function whose instruction is executed, the function that events ask for, and one that does not exist.</summary>
    public const int Acting = 0;

    public const int Asked = 1;

    public const int Unknown = 2;

    /// <summary>What a started activation does.</summary>
    public static readonly Instruction[] Child = [new(Rule.Write) { Key = 1, Operand = Operand.Result }];

    private static readonly Sinks[] EverySink = [Sinks.Channel, Sinks.Table, Sinks.Event];

    /// <summary>The policy in which the acting function has this code and this clearance: a channel for each label, and declassifiers that may and that may not.</summary>
    public static ReferenceMachine.Policy Policy(World world, Instruction[] code, Label? clearance, Instruction[]? asked = null)
    {
        var labels = world.Labels;
        var all = Sinks.Channel | Sinks.Table | Sinks.Event;
        return new ReferenceMachine.Policy(
            world.Order,
            [new Function(code, clearance), new Function(asked ?? [], clearance)],
            [.. labels.Select((label, index) => new Channel(label, labels[^(index + 1)]))],
            [
                new Declassifier(Acting, world.Order.Highest, labels[0], world.Order.Everywhere, all),
                new Declassifier(Acting, labels[^1], labels[1], labels[0].Integrity, all),
                new Declassifier(Acting, labels[2], labels[0], labels[2].Integrity, Sinks.Table),
                new Declassifier(Asked, world.Order.Highest, labels[0], world.Order.Everywhere, all),
            ]);
    }

    /// <summary>What can be done to the first of two keys, and every page of both.</summary>
    public static IEnumerable<Instruction> OnStore(int values)
    {
        yield return new Instruction(Rule.Get);
        yield return new Instruction(Rule.Delete);
        for (var value = 0; value < values; value++)
        {
            yield return new Instruction(Rule.Write) { Constant = value };
        }

        for (var key = 0; key < 2; key++)
        {
            for (var limit = 1; limit <= 2; limit++)
            {
                yield return new Instruction(Rule.List) { Key = key, LastKey = 1, Limit = limit };
            }
        }

        yield return new Instruction(Rule.List) { Key = 0, LastKey = 0, Limit = 1 };
        foreach (var change in Enum.GetValues<Change>())
        {
            foreach (var test in Enum.GetValues<Test>())
            {
                for (var expected = 0; expected < (test == Test.Equal ? values : 1); expected++)
                {
                    yield return new Instruction(Rule.ConditionalWrite) { Test = test, Change = change, Expected = expected, Constant = 1 };
                }
            }
        }

        yield return new Instruction(Rule.Declassify) { Subject = 0, Constant = 1, Sink = Sinks.Table };
    }

    /// <summary>Everything else, and for what reads or writes registers, from each of them.</summary>
    public static IEnumerable<Instruction> OnActivation(ImmutableArray<Label> labels, int declassifiers)
    {
        foreach (var label in labels)
        {
            yield return new Instruction(Rule.RaiseLabel) { Label = label };
            yield return new Instruction(Rule.RaiseLabel) { Label = label, Joins = true };
            for (var function = Acting; function <= Unknown; function++)
            {
                yield return new Instruction(Rule.Invoke) { Subject = function, Label = label, Operand = Operand.Result };
                yield return new Instruction(Rule.Invoke) { Subject = function, Label = label, Operand = Operand.Result, Joins = true };
            }
        }

        yield return new Instruction(Rule.Fail);
        yield return new Instruction(Rule.Compute) { Computation = Computation.Restart };
        yield return new Instruction(Rule.Compute) { Computation = Computation.Hang };
        foreach (var operand in Enum.GetValues<Operand>())
        {
            yield return new Instruction(Rule.Reply) { Operand = operand };
            yield return new Instruction(Rule.Write) { Operand = operand };
            foreach (var computation in new[] { Computation.Keep, Computation.Add, Computation.SkipIfZero })
            {
                yield return new Instruction(Rule.Compute) { Computation = computation, Operand = operand, Constant = 1 };
            }
        }

        for (var channel = 0; channel < labels.Length; channel++)
        {
            yield return new Instruction(Rule.Receive) { Subject = channel };
            yield return new Instruction(Rule.Send) { Subject = channel, Operand = Operand.Result };
        }

        for (var declassifier = 0; declassifier < declassifiers; declassifier++)
        {
            foreach (var sink in EverySink)
            {
                for (var subject = 0; subject < (sink == Sinks.Channel ? labels.Length : 1); subject++)
                {
                    yield return new Instruction(Rule.Declassify) { Subject = declassifier, Operand = Operand.Result, Sink = sink, SinkSubject = subject };
                }
            }
        }
    }

    /// <summary>What threads do, the most telling first.</summary>
    public static IEnumerable<Instruction> OfThreads(ImmutableArray<Label> labels) =>
    [
        new(Rule.RaiseLabel) { Label = labels[^1], Joins = true },
        new(Rule.Get),
        new(Rule.Write) { Operand = Operand.Result },
        new(Rule.Reply) { Operand = Operand.Result },
        new(Rule.Compute) { Computation = Computation.SkipIfZero, Operand = Operand.Result },
        new(Rule.Delete),
        new(Rule.Send) { Subject = 1, Operand = Operand.Result },
        new(Rule.ConditionalWrite) { Test = Test.Present, Change = Change.Add, Constant = 1 },
        new(Rule.Invoke) { Subject = Alphabet.Asked, Label = labels[0], Joins = true, Operand = Operand.Result },
        new(Rule.List) { LastKey = 1, Limit = 1 },
        new(Rule.Fail),
        new(Rule.Declassify) { Sink = Sinks.Table, Operand = Operand.Result },
        new(Rule.Receive) { Subject = 1 },
        new(Rule.RaiseLabel) { Label = labels[1], Joins = true },
        new(Rule.ConditionalWrite) { Test = Test.Absent, Key = 1, Change = Change.Put, Constant = 1 },
        new(Rule.Invoke) { Subject = Alphabet.Asked, Label = labels[^1], Operand = Operand.Result },
        new(Rule.Send) { Subject = 3, Operand = Operand.Result },
    ];
}
