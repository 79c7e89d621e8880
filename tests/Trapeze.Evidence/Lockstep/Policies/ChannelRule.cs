using Trapeze.Evidence.Lockstep.Labels;

namespace Trapeze.Evidence.Lockstep.Policies;

/// <summary>One entry of <c>channels:</c>.</summary>
internal sealed record ChannelRule(string Name, LabelExpression Label, LabelExpression? Answers);
