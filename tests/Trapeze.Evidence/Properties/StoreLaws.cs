using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>
/// The store is its history: what a label gets is the last write or delete that flows to it, and a list is the keys that it gets. That is not about leaks: a tombstone
/// lost or the oldest facet returned are errors that show everybody the same.
/// </summary>
public sealed class StoreLaws : TapeLevel
{
    private const int Keys = 3;

    /// <inheritdoc/>
    public override string Name => "store laws";

    /// <inheritdoc/>
    protected override string? Look(Tape tape, Tally tally)
    {
        var palette = Palette.Draw(tape, integrityPercent: 30);
        var code = new[] { new Instruction(Rule.Write) { Operand = Operand.Result }, new Instruction(Rule.Delete), new Instruction(Rule.Get), new Instruction(Rule.List), new Instruction(Rule.ConditionalWrite) };
        var history = new List<(int Key, Label Label, int? Value)>();
        var state = new State([[], [], []], [], [], []);
        for (var length = 1 + tape.Next(12); length > 0; length--)
        {
            var (key, label, value, kind) = (tape.Next(Keys), tape.Pick(palette.Labels), tape.Next(8), tape.Next(code.Length));
            var instruction = code[kind] with { Key = key, LastKey = Keys - 1, Limit = 1 + tape.Next(Keys), Test = (Test)tape.Next(4), Change = (Change)tape.Next(3), Expected = tape.Next(8) };
            if (kind == 4)
            {
                instruction = instruction with { Operand = Operand.Result };
            }

            var policy = new ReferenceMachine.Policy(palette.Order, [new Function([instruction], null)], [], []);
            var machine = new Machine(policy);
            state = state with { Activations = [new Activation(0, label, label, 0, null, false) { Result = value }] };
            var step = machine.Step(state, 0);
            tally.Count(instruction.Rule, step, state, 0, hidden: false);
            var expected = Expected(history, instruction, label, value);
            var got = step.Next.Activations[0];
            if ((expected.Result is { } result && got.Result != result) || (expected.Kept is { } kept && got.Kept != kept) || got.Status != expected.Status)
            {
                return $"{Story.Of(policy)}\n{Story.Of(policy, state)}\nstep: {Story.Of(policy, state, 0)}\ngave {got.Result}, kept {got.Kept}, status {got.Status}; its history says {expected}";
            }

            if (Views(palette, history, step.Next) is { } wrong)
            {
                return $"{Story.Of(policy)}\n{Story.Of(policy, state)}\nstep: {Story.Of(policy, state, 0)}\nleft\n{Story.Of(policy, step.Next)}\n{wrong}";
            }

            state = step.Next;
        }

        tally.Case();
        return null;
    }

    private static (int? Result, int? Kept, int Status) Expected(List<(int Key, Label Label, int? Value)> history, Instruction instruction, Label label, int value)
    {
        var old = Last(history, instruction.Key, label);
        switch (instruction.Rule)
        {
            case Rule.Get:
                return (old ?? Activation.Absent, null, 1);
            case Rule.List:
                var present = Enumerable.Range(instruction.Key, Keys - instruction.Key).Where(key => Last(history, key, label) is not null).ToList();
                var page = present.Take(instruction.Limit).ToList();
                return (page.Sum(key => 1 << key), page.Count == instruction.Limit ? page[^1] : Activation.Absent, 1);
            case Rule.ConditionalWrite:
                var met = instruction.Test switch { Test.Always => true, Test.Absent => old is null, Test.Present => old is not null, _ => old == instruction.Expected };
                if (met)
                {
                    history.Add((instruction.Key, label, instruction.Change switch { Change.Put => value, Change.Add => ((old ?? 0) + value) % 8, _ => null }));
                }

                return (old ?? Activation.Absent, null, met ? 1 : 0);
            default:
                history.Add((instruction.Key, label, instruction.Rule == Rule.Write ? value : null));
                return (null, null, 1);
        }
    }

    private static string? Views(Palette palette, List<(int Key, Label Label, int? Value)> history, State state)
    {
        for (var key = 0; key < Keys; key++)
        {
            foreach (var label in palette.Labels)
            {
                if (Facets.Get(state.Store[key], label) != Last(history, key, label))
                {
                    return $"key {key} at {new LabelText(palette.Order).Of(label)} gives {Facets.Get(state.Store[key], label)?.ToString() ?? "nothing"}; its history says {Last(history, key, label)?.ToString() ?? "nothing"}";
                }
            }

            for (var older = 1; older < state.Store[key].Length; older++)
            {
                if (state.Store[key].Take(older).Any(newer => newer.Label.FlowsTo(state.Store[key][older].Label)))
                {
                    return $"key {key} keeps a facet that nobody gets any more";
                }
            }
        }

        return null;
    }

    private static int? Last(List<(int Key, Label Label, int? Value)> history, int key, Label label) => history.FindLast(one => one.Key == key && one.Label.FlowsTo(label)).Value;
}
