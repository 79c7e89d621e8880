using System.Collections.Immutable;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>What a policy says of a declassifier; what could not be read is <see langword="null"/>.</summary>
internal sealed record DeclassifierRule(
    Located<LabelTemplate>? From,
    Located<LabelTemplate>? To,
    string? Code,
    ScalarNode? Function,
    ImmutableArray<ScalarNode> Into,
    Located<LabelTemplate>? DecidedBy,
    int? ReleasesBits);
