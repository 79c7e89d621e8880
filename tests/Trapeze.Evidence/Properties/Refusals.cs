using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>What the page does not allow is refused, and a refusal leaves nothing behind but the status; what it allows is done. A refusal too many leaks nothing, but is wrong.</summary>
public sealed class Refusals : TapeLevel
{
    private const int LongestRun = 24;

    /// <inheritdoc/>
    public override string Name => "refusals";

    /// <inheritdoc/>
    protected override string? Look(Tape tape, Tally tally)
    {
        var scene = Scene.Draw(tape);
        var (state, madeHiddenStep) = (scene.Left, false);
        for (var length = 4 + tape.Next(LongestRun - 3); length > 0 && state.Choices > 0; length--)
        {
            var choice = tape.Next(state.Choices);
            if (Moves.RuleOf(scene.Policy, state, choice) is not { } rule)
            {
                continue;
            }

            var step = scene.Machine.Step(state, choice);
            var isHidden = !scene.Observer.Sees(Moves.LabelOf(state, choice));
            tally.Count(rule, step, state, choice, isHidden);
            madeHiddenStep |= isHidden;
            var wrong = rule == Rule.Start ? WrongStart(scene, state, choice - state.Activations.Length, step) : WrongRule(scene, state, choice, step);
            if (wrong is not null)
            {
                return $"{Story.Of(scene)}\nstate:\n{Story.Of(scene, state)}\nstep: {Story.Of(scene, state, choice)}\n{wrong}; after it, with {Story.Of(scene, step.Output)} out:\n{Story.Of(scene, step.Next)}";
            }

            state = step.Next;
        }

        tally.Case(scene.HasSecret, madeHiddenStep);
        return null;
    }

    private static string? WrongStart(Scene scene, State state, int index, in Step step)
    {
        var one = state.Events[index];
        var starts = one.Function < scene.Policy.Functions.Length && (one.ReplyLabel is not { } reply || one.Label.FlowsTo(reply));
        var expected = state with { Events = [.. state.Events.Where((_, other) => other != index)] };
        if (starts)
        {
            expected = expected with { Activations = [.. state.Activations, new Activation(one.Function, one.Label, one.Label, one.Request, one.ReplyLabel, one.ReplyLabel is not null) { Result = one.Value }] };
        }

        return Same(scene, step.Next, expected) && step.Output == Output.Nothing && step.Release is null ? null : starts ? "it should start at the event's label, and do no more" : "nothing should start";
    }

    private static string? WrongRule(Scene scene, State state, int choice, in Step step)
    {
        var before = state.Activations[choice];
        var instruction = scene.Policy.Functions[before.Function].Code[before.Position];
        if (!IsAllowed(scene.Policy, before, instruction))
        {
            var refused = state with { Activations = [.. state.Activations] };
            refused.Activations[choice] = before with { Position = before.Position + 1, Status = 0 };
            return Same(scene, step.Next, refused) && step.Output == Output.Nothing && step.Release is null ? null : "it should be refused, and leave nothing behind";
        }

        var after = step.Next.Activations[choice];
        return instruction.Rule switch
        {
            Rule.ConditionalWrite or Rule.Compute or Rule.Fail => null,
            _ when after.Status != 1 => "it should be allowed",
            Rule.RaiseLabel => after.Label == Target(before, instruction) ? null : "the label should be the one raised to",
            Rule.Invoke => step.Next.Events.Length == state.Events.Length + 1 && step.Next.Events[^1].Label == Target(before, instruction) ? null : "an event should be pending at the label asked for",
            Rule.Send => step.Output.Kind == OutputKind.Sent ? null : "it should go out",
            Rule.Receive => after.Result == state.Answers[instruction.Subject] ? null : "the answer should come in",
            Rule.Declassify => step.Release is { Value: 0 or 1 } ? null : "it should release one bit",
            _ => null,
        };
    }

    // semantics §2, the column "allowed when".
    private static bool IsAllowed(ReferenceMachine.Policy policy, Activation at, Instruction instruction)
    {
        var to = Target(at, instruction);
        switch (instruction.Rule)
        {
            case Rule.RaiseLabel:
                return at.Label.FlowsTo(to) && (to == at.StartLabel || (policy.Functions[at.Function].Clearance is { } clearance && to.FlowsTo(clearance)));
            case Rule.Invoke:
                return at.Label.FlowsTo(to);
            case Rule.Send:
                return at.Label.FlowsTo(policy.Channels[instruction.Subject].Label);
            case Rule.Receive:
                return policy.Channels[instruction.Subject].Answers.FlowsTo(at.Label);
            case Rule.Reply:
                return at.ReplyIsOpen;
            case Rule.Declassify:
                var declassifier = policy.Declassifiers[instruction.Subject];
                return declassifier.Function == at.Function && declassifier.Sinks.HasFlag(instruction.Sink)
                    && at.Label.FlowsTo(declassifier.From) && (at.Label.Integrity & ~declassifier.Integrity) == 0
                    && (instruction.Sink != Sinks.Channel || declassifier.To.FlowsTo(policy.Channels[instruction.SinkSubject].Label));
            default:
                return true;
        }
    }

    private static Label Target(Activation at, Instruction instruction) =>
        instruction.Joins ? new Label(at.Label.Secrecy & instruction.Label.Secrecy, at.Label.Integrity | instruction.Label.Integrity) : instruction.Label;

    private static bool Same(Scene scene, State one, State other) => new Observer(scene.Policy, scene.Policy.Order.Highest).FindsEqual(one, other);
}
