using Trapeze.Store.Sweeping;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>What a sweep has met so far.</summary>
/// <param name="Repairs">Whether it does what is due, or only counts it.</param>
internal sealed record SweepTally(bool Repairs)
{
    internal long Facets { get; set; }

    internal int Superseded { get; set; }

    internal int Ended { get; set; }

    internal int Undelivered { get; set; }

    internal int Left { get; set; }

    internal int Due => Superseded + Ended + Undelivered + Left;

    internal SweepReport Report() => new(Facets, Superseded, Ended, Undelivered, Left, []);
}
