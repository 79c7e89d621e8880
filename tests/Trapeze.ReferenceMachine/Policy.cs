using System.Collections.Immutable;

namespace Trapeze.ReferenceMachine;

/// <summary>What the administrator says: who may learn what.</summary>
public sealed record Policy(
    Order Order, ImmutableArray<Function> Functions, ImmutableArray<Channel> Channels, ImmutableArray<Declassifier> Declassifiers);
