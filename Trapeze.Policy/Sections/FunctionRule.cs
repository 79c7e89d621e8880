using System.Collections.Immutable;
using Trapeze.Policy.Functions;
using Trapeze.Policy.Labels;

namespace Trapeze.Policy.Sections;

/// <summary>What a policy says of a function. <c>Callers</c> is absent where any caller may call, empty where what was said is wrong.</summary>
internal sealed record FunctionRule(
    ImmutableArray<Located<RouteTrigger>> Routes,
    ImmutableArray<Located<string>> Events,
    ImmutableArray<Located<LabelPattern>>? Callers,
    ImmutableArray<Located<LabelPattern>> Raises,
    bool Streams)
{
    /// <summary>Whether all that was said of it could be read, so that what it can do may be judged.</summary>
    internal required bool IsSound { get; init; }
}
