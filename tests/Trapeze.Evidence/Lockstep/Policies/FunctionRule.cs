using System.Collections.Immutable;

namespace Trapeze.Evidence.Lockstep.Policies;

/// <summary>One entry of <c>functions:</c>; each has a route and an event of its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Event">The event that starts it.</param>
/// <param name="Callers">Who may call it; <see langword="null"/>: everybody.</param>
/// <param name="Raises">How far it may rise.</param>
internal sealed record FunctionRule(string Name, string Event, ImmutableArray<Pattern>? Callers, ImmutableArray<Pattern> Raises);
