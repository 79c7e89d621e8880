namespace Trapeze.Tool.Deployments.Plans;

/// <summary>An action that a role may take.</summary>
/// <param name="Name">As IAM has it: <c>sqs:SendMessage</c>.</param>
/// <param name="Reason">What would not work without it.</param>
internal sealed record GrantedAction(string Name, string Reason);
