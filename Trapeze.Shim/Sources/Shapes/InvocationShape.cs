using System.Text.Json;
using Trapeze.Policy;
using Trapeze.Policy.Sources;

namespace Trapeze.Shim.Sources.Shapes;

/// <summary>What a task of a state machine, or an asynchronous invocation, hands a function: its input is all that there is.</summary>
/// <param name="function">The one function that the host serves: what invokes the host invokes it.</param>
internal sealed class InvocationShape(string? function)
{
    private const string Machine = "stateMachine";

    internal SourceBatch? Read(JsonElement input, FlowPolicy policy)
    {
        if (input.ValueKind is JsonValueKind.Object && input.TryGetProperty(Machine, out _))
        {
            return policy.Find(SourceKind.StepFunctions, NameOf(input.Text(Machine))) is { } machine ? ReadTask(input, machine) : null;
        }

        return function is not null && policy.Find(SourceKind.Invoke, function) is { } source ? ReadInvocation(input, source) : null;
    }

    // The context object has the machine's name, and its ARN.
    private static string NameOf(string machine) =>
        machine.StartsWith("arn:", StringComparison.Ordinal) && ShapeParts.ResourceOf(machine, "states").Split(':') is ["stateMachine", var name] ? name : machine;

    private static SourceBatch ReadTask(JsonElement input, SourcePolicy machine)
    {
        // The body may be all that the machine was started with, envelope and all.
        var (envelope, body) = ShapeParts.Unwrap(input.TryGetProperty(ShapeParts.EnvelopeMember, out _) ? input : input.GetProperty("body"));
        return new SourceBatch(SourceKind.StepFunctions, [new SourceRecord { Source = machine.Id, Envelope = envelope, Body = body, Policy = machine }]);
    }

    private static SourceBatch ReadInvocation(JsonElement input, SourcePolicy source)
    {
        var (envelope, body) = ShapeParts.Unwrap(input);
        return new SourceBatch(SourceKind.Invoke, [new SourceRecord { Source = source.Id, Envelope = envelope, Body = body, Policy = source }]);
    }
}
