using System.Collections.Immutable;

namespace Trapeze.Tool.Deployments.Plans;

/// <summary>What a function's role may do, and why it has to.</summary>
/// <param name="Id">The statement's name in the template.</param>
/// <param name="Actions">Each by its name, without wildcards, with the reason.</param>
/// <param name="Resources">The ARNs, with CloudFormation's placeholders.</param>
/// <param name="On">What the resources are, in words.</param>
internal sealed record Grant(string Id, ImmutableArray<GrantedAction> Actions, ImmutableArray<string> Resources, string On);
