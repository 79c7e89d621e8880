using Trapeze.Store.Expressions.Conditions;
using Trapeze.Store.Expressions.Paths;

namespace Trapeze.Store.Expressions.Legacy;

/// <summary>A translated condition on one attribute.</summary>
internal sealed record LegacyCondition(DocumentPath Path, ConditionNode Node);
