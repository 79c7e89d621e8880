using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Store.Tests.DynamoDb.Protocol;

/// <summary>Of copies at two places, the newest is the one that it is to those who see the cells: views agree, even if a writer died between its copies.</summary>
public sealed class ResolutionTests
{
    private const string Alice = "client(alice)";
    private const string Both = "client(alice) & client(bob)";

    private readonly Offices _offices = new();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void NewestOf_CopyOfALowerFacetThatTheUpperWriterDidNotFind_IsTheCopyWhateverClocksSay(int lowersInbox, int uppersInbox)
    {
        var lower = _offices.Facet(Alice, 10);
        var upper = _offices.Facet(Both, 20);
        var inboxes = _offices.InboxesOf(Alice, "board");

        Assert.Same(lower.Item, Newest(_offices.At(inboxes[lowersInbox], lower), _offices.At(inboxes[uppersInbox], upper)));
    }

    [Fact]
    public void NewestOf_CopyOfALowerFacetThatTheUpperWriterFoundInItsCell_IsTheUpper()
    {
        var lower = _offices.Facet(Alice, 10);
        var upper = _offices.Facet(Both, 20, _offices.Saw(lower));
        var inboxes = _offices.InboxesOf(Alice, "board");

        Assert.Same(upper.Item, Newest(_offices.At(inboxes[0], lower), _offices.At(inboxes[1], upper)));
    }

    private byte[]? Newest(params Seen[] seen) => Resolution.NewestOf(_offices.Sources, _offices.Table, [.. seen])!.Item;
}
