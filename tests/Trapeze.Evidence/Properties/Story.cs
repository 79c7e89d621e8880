using System.Text;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>Tells people what a case is about.</summary>
internal static class Story
{
    public static string Of(Scene scene) => $"observer at {{{new LabelText(scene.Palette.Order).Of(scene.Observer.Label)}}}\n{Of(scene.Policy)}";

    public static string Of(ReferenceMachine.Policy policy)
    {
        var text = new StringBuilder();
        for (var index = 0; index < policy.Functions.Length; index++)
        {
            var (code, clearance) = policy.Functions[index];
            text.AppendLine($"f{index}, {(clearance is { } highest ? $"up to {Of(policy, highest)}" : "without clearance")}: {string.Join("; ", code.Select(one => Of(policy, one)))}");
        }

        for (var index = 0; index < policy.Channels.Length; index++)
        {
            text.AppendLine($"channel {index}: {Of(policy, policy.Channels[index].Label)}, answers {Of(policy, policy.Channels[index].Answers)}");
        }

        for (var index = 0; index < policy.Declassifiers.Length; index++)
        {
            var one = policy.Declassifiers[index];
            text.AppendLine($"declassifier {index}: f{one.Function}, from {Of(policy, one.From)} to {Of(policy, one.To)}, integrity {Of(policy, new Label(policy.Order.Everywhere, one.Integrity))}, into {one.Sinks}");
        }

        return text.ToString().TrimEnd();
    }

    public static string Of(Scene scene, State state) => Of(scene.Policy, state);

    public static string Of(ReferenceMachine.Policy policy, State state)
    {
        var text = new StringBuilder();
        for (var key = 0; key < state.Store.Length; key++)
        {
            text.AppendLine($"  key {key}: {string.Join(", ", state.Store[key].Select(facet => $"{facet.Value?.ToString() ?? "tombstone"} at {Of(policy, facet.Label)}"))}");
        }

        foreach (var activation in state.Activations)
        {
            text.AppendLine($"  {Of(policy, activation)}");
        }

        foreach (var one in state.Events)
        {
            text.AppendLine($"  event for f{one.Function} with {one.Value} at {Of(policy, one.Label)}{(one.ReplyLabel is { } reply ? $", request {one.Request} answered at {Of(policy, reply)}" : "")}");
        }

        return text.Append($"  answers: {string.Join(", ", state.Answers)}").ToString();
    }

    public static string Of(Scene scene, Activation activation) => Of(scene.Policy, activation);

    public static string Of(Scene scene, Output output) => Of(scene.Policy, output);

    public static string Of(ReferenceMachine.Policy policy, Output output) =>
        output.Kind == OutputKind.Nothing ? "nothing" : $"{output.Kind} {output.Value} on {(output.Kind == OutputKind.Sent ? "channel" : "request")} {output.Subject} at {Of(policy, output.Label)}";

    public static string Of(Scene scene, State state, int choice) => Of(scene.Policy, state, choice);

    public static string Of(ReferenceMachine.Policy policy, State state, int choice)
    {
        if (choice >= state.Activations.Length)
        {
            return $"Start of event {choice - state.Activations.Length}";
        }

        var at = state.Activations[choice];
        return $"{Of(policy, policy.Functions[at.Function].Code[at.Position])} of activation {choice} at {Of(policy, at.Label)}";
    }

    private static string Of(ReferenceMachine.Policy policy, Activation at)
    {
        var reply = at.ReplyLabel is { } label ? $", request {at.Request} {(at.ReplyIsOpen ? "open" : "closed")} at {Of(policy, label)}" : "";
        return $"f{at.Function} at instruction {at.Position}, label {Of(policy, at.Label)}, started at {Of(policy, at.StartLabel)}{reply}; result {at.Result}, kept {at.Kept}, status {at.Status}";
    }

    private static string Of(ReferenceMachine.Policy policy, Label label) => $"{{{new LabelText(policy.Order).Of(label)}}}";

    private static string Of(ReferenceMachine.Policy policy, Instruction one)
    {
        var value = one.Operand == Operand.Constant ? $"{one.Constant}" : $"{one.Operand}";
        var label = $"{(one.Joins ? "own label & " : "")}{Of(policy, one.Label)}";
        return one.Rule switch
        {
            Rule.RaiseLabel => $"RaiseLabel({label})",
            Rule.Send => $"Send({one.Subject}, {value})",
            Rule.Receive => $"Receive({one.Subject})",
            Rule.Invoke => $"Invoke(f{one.Subject}, {value}, {label})",
            Rule.Declassify => $"Declassify({one.Subject}, {value}, {one.Sink} {one.SinkSubject})",
            Rule.Get or Rule.Delete => $"{one.Rule}({one.Key})",
            Rule.Write => $"Write({one.Key}, {value})",
            Rule.List => $"List({one.Key}..{one.LastKey}, limit {one.Limit})",
            Rule.ConditionalWrite => $"ConditionalWrite({one.Key}, if {one.Test}{(one.Test == Test.Equal ? $" {one.Expected}" : "")}, {one.Change} {value})",
            Rule.Compute => $"{one.Computation}({value})",
            _ => $"{one.Rule}({value})",
        };
    }
}
