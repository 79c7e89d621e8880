using System.Collections.Immutable;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Completeness;

/// <summary>One thing that ships, and the machine's rules that say what it does.</summary>
/// <param name="Operation">Its name, as the tally counts it.</param>
/// <param name="Rules">The machine's rules; none if no view and no flow depends on it.</param>
/// <param name="Why">Why there is no rule; <see langword="null"/> exactly if there is one.</param>
public sealed record Entry(string Operation, ImmutableArray<Rule> Rules, string? Why = null);
