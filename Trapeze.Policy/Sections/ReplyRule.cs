using Trapeze.Policy.Labels;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>What <c>reply:</c> says: <c>caller</c>, which is no label of its own, or a label.</summary>
internal sealed record ReplyRule(ScalarNode Node, LabelTemplate? Label);
