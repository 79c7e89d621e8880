using Trapeze.Core.Labels;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>One declared step of the order, and the text that declares it.</summary>
internal sealed record LabelStep(string Lower, string Upper, KindRelation Relation, ScalarNode Text);
