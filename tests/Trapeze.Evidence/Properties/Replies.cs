using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>
/// The reply is a channel that is decided once: by the reply, by the raise above it, which sends the constant refusal in that very step, or by the crash, which sends the
/// constant failure. Nothing goes out on it afterwards, and nothing else ever does.
/// </summary>
public sealed class Replies : TapeLevel
{
    private const int LongestRun = 32;

    /// <inheritdoc/>
    public override string Name => "replies";

    /// <inheritdoc/>
    protected override string? Look(Tape tape, Tally tally)
    {
        var scene = Scene.Draw(tape);
        var state = scene.Left;
        var decided = new HashSet<int>(state.Activations.Where(activation => !activation.ReplyIsOpen).Select(activation => activation.Request));
        for (var length = 4 + tape.Next(LongestRun - 3); length > 0 && state.Choices > 0; length--)
        {
            var choice = tape.Next(state.Choices);
            if (Moves.RuleOf(scene.Policy, state, choice) is not { } rule)
            {
                continue;
            }

            var step = scene.Machine.Step(state, choice);
            tally.Count(rule, step, state, choice, !scene.Observer.Sees(Moves.LabelOf(state, choice)));
            if (Wrong(state, choice, rule, step, decided) is { } wrong)
            {
                return $"{Story.Of(scene)}\nstate:\n{Story.Of(scene, state)}\nstep: {Story.Of(scene, state, choice)}, with {Story.Of(scene, step.Output)} out\n{wrong}";
            }

            state = step.Next;
        }

        tally.Case();
        return null;
    }

    private static string? Wrong(State state, int choice, Rule rule, in Step step, HashSet<int> decided)
    {
        var output = step.Output;
        var isReply = output.Kind is OutputKind.Replied or OutputKind.Refused or OutputKind.Failed;
        if (rule == Rule.Start)
        {
            return output.Kind != OutputKind.Nothing ? "a start let something out" : step.Next.Activations.Length == state.Activations.Length ? null : Begins(step.Next.Activations[^1]);
        }

        var (before, after) = (state.Activations[choice], step.Next.Activations[choice]);
        if (!before.ReplyIsOpen)
        {
            return isReply ? "something went out on a reply that was decided" : after.ReplyIsOpen ? "a decided reply is open again" : null;
        }

        var label = before.ReplyLabel!.Value;
        var expected = rule switch
        {
            Rule.Reply => OutputKind.Replied,
            Rule.Fail => OutputKind.Failed,
            Rule.RaiseLabel when !after.Label.FlowsTo(label) => OutputKind.Refused,
            _ => OutputKind.Nothing,
        };
        if (expected == OutputKind.Nothing)
        {
            return isReply ? "a reply went out of itself" : !after.ReplyIsOpen ? "a reply was closed with nothing said" : !after.Label.FlowsTo(label) ? "the reply is open below the label" : null;
        }

        return output.Kind != expected ? $"{expected} should have gone out"
            : output.Label != label || output.Subject != before.Request ? "it went to somebody else"
            : expected != OutputKind.Replied && output.Value != 0 ? "the constant is not constant"
            : after.ReplyIsOpen ? "the reply is still open"
            : !before.Label.FlowsTo(output.Label) ? "it says more than the reply may carry"
            : !decided.Add(before.Request) ? "the request was answered twice"
            : null;
    }

    private static string? Begins(Activation started) =>
        started.ReplyIsOpen != started.ReplyLabel is not null ? "the reply begins decided"
        : started.ReplyLabel is { } reply && !started.Label.FlowsTo(reply) ? "it starts above its reply"
        : started.Label != started.StartLabel ? "it does not start where it starts"
        : null;
}
