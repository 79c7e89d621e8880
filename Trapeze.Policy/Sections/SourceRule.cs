using Trapeze.Core.Labels;
using Trapeze.Policy.Sources;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>What a policy says of a source. <c>Kind</c> and <c>Resource</c> are absent where what was said is wrong.</summary>
internal sealed record SourceRule(SourceKind? Kind, ScalarNode? Resource, ScalarNode? Event, Label? Unsigned, ScalarNode? From);
