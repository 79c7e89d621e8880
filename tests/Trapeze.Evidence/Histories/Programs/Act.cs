namespace Trapeze.Evidence.Histories.Programs;

/// <summary>One step of a client's program.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Key">On which key; the first of a range or a batch.</param>
/// <param name="LastKey">The last key of a range or a batch.</param>
/// <param name="Test">What a conditional write asks.</param>
/// <param name="Limit">How many items a page has at most; 0 for no limit.</param>
/// <param name="Forward">A query's direction; of an update, whether it asks for the new item and not for the old.</param>
/// <param name="AsksMore">Whether it asks for what need not be told: the old item, the capacity.</param>
internal sealed record Act(ActKind Kind, int Key, int LastKey, TestKind Test, int Limit, bool Forward, bool AsksMore)
{
    /// <summary>The keys that clients share.</summary>
    public const int Keys = 3;

    // Out of a hundred.
    private static readonly (ActKind Kind, int Share)[] Shares =
    [
        (ActKind.Get, 17), (ActKind.Put, 14), (ActKind.Delete, 8), (ActKind.PutIf, 9), (ActKind.Add, 9), (ActKind.AddIf, 7),
        (ActKind.DeleteIf, 6), (ActKind.Query, 9), (ActKind.Watch, 5), (ActKind.BatchGet, 5), (ActKind.BatchWrite, 6), (ActKind.AddOnce, 5),
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

    public override string ToString() => Kind switch
    {
        ActKind.Query => $"query k{Key}..k{LastKey} limit {Limit}{(Forward ? "" : " backward")}",
        ActKind.BatchGet or ActKind.BatchWrite => $"{Kind} k{Key}..k{LastKey}",
        ActKind.PutIf or ActKind.AddIf or ActKind.DeleteIf => $"{Kind} {Test} k{Key}",
        _ => $"{Kind} k{Key}",
    };
}
