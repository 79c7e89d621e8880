namespace Trapeze.Evidence.Histories.Programs;

/// <summary>One step of a client's program.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Key">On which key; the first of a range or a batch.</param>
/// <param name="LastKey">The last key of a range or a batch.</param>
/// <param name="Test">What a conditional write asks.</param>
/// <param name="Limit">How many items a page has at most; 0 for no limit.</param>
/// <param name="Forward">A query's direction; of an update, whether it asks for the new item and not for the old.</param>
/// <param name="AsksMore">Whether it asks for what need not be told: the old item, the capacity; of an addition that is done once, whether a token stands for it.</param>
internal sealed record Act(ActKind Kind, int Key, int LastKey, TestKind Test, int Limit, bool Forward, bool AsksMore)
{
    /// <summary>The keys that clients share.</summary>
    public const int Keys = 3;

    // Out of a hundred.
    private static readonly (ActKind Kind, int Share)[] Shares =
    [
        (ActKind.Get, 15), (ActKind.Put, 12), (ActKind.Delete, 7), (ActKind.PutIf, 8), (ActKind.Add, 8), (ActKind.AddIf, 7), (ActKind.DeleteIf, 6), (ActKind.Query, 9),
        (ActKind.Watch, 5), (ActKind.BatchGet, 4), (ActKind.BatchWrite, 5), (ActKind.TransactGet, 4), (ActKind.TransactWrite, 4), (ActKind.AddOnce, 6),
    ];

    public static Act Of(Dice dice)
    {
        var at = dice.Next(100);
        var kind = Shares.First(share => (at -= share.Share) < 0).Kind;
        var (first, second) = kind == ActKind.Query && dice.Flip() ? (0, Keys - 1) : (dice.Next(Keys), dice.Next(Keys));
        return new Act(
            kind,
            Math.Min(first, second),
            Math.Max(first, second),
            (TestKind)(1 + dice.Next(3)),
            dice.Next(4),
            dice.Next(4) > 0,
            dice.Flip());
    }

    /// <summary>The keys of a range or a batch.</summary>
    public List<int> Range(bool forward)
    {
        var keys = Enumerable.Range(Key, LastKey - Key + 1).ToList();
        if (!forward)
        {
            keys.Reverse();
        }

        return keys;
    }

    public override string ToString() => Kind switch
    {
        ActKind.Query => $"query k{Key}..k{LastKey} limit {Limit}{(Forward ? "" : " backward")}",
        ActKind.BatchGet or ActKind.BatchWrite or ActKind.TransactGet => $"{Kind} k{Key}..k{LastKey}",
        ActKind.TransactWrite => $"{Kind} {Test} k{Key}..k{LastKey}",
        ActKind.AddOnce => $"{Kind}{(AsksMore ? " by token" : "")}",
        ActKind.PutIf or ActKind.AddIf or ActKind.DeleteIf => $"{Kind} {Test} k{Key}",
        _ => $"{Kind} k{Key}",
    };
}
