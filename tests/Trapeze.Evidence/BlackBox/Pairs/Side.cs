using System.Collections.Immutable;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>What one run of a pair has and the observer may not see.</summary>
/// <param name="Seeds">Done before: the secrets.</param>
/// <param name="Hidden">Done beside the visible requests.</param>
internal sealed record Side(ImmutableArray<Ask> Seeds, ImmutableArray<Hidden> Hidden);
