using System.Collections.Immutable;
using Trapeze.Evidence.Lockstep.Labels;

namespace Trapeze.Evidence.Lockstep.Policies;

/// <summary>One entry of <c>declassifiers:</c>.</summary>
internal sealed record DeclassifierRule(
    string Name, int Function, LabelExpression From, LabelExpression To, Expression? DecidedBy, ImmutableArray<string> Into);
