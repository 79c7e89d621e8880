using System.Collections.Immutable;

namespace Trapeze.Store.DynamoDb.Layout;

/// <summary>The sources that have to be looked at, as found at one time.</summary>
/// <param name="Sources">Those that cannot be skipped, and those whose use has been announced.</param>
/// <param name="IsAll">Whether that is all there are: then it stays so.</param>
/// <param name="AskedAt">When it was asked, by the wall.</param>
/// <param name="AskedAtTick">When it was asked, by the clock that never goes back.</param>
internal sealed record Occupied(ImmutableArray<Source> Sources, bool IsAll, long AskedAt, long AskedAtTick);
