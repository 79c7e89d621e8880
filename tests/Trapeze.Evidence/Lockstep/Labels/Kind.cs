using System.Collections.Immutable;

namespace Trapeze.Evidence.Lockstep.Labels;

/// <summary>An atom or family as a policy declares it, with what lies directly below.</summary>
internal sealed record Kind(string Name, string? Parameter, ImmutableArray<Below> Below)
{
    internal string Text => Parameter is null ? Name : $"{Name}({Parameter})";
}
