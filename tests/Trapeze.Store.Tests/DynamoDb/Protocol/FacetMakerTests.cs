using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Store.Tests.DynamoDb.Protocol;

/// <summary>A facet knows of what those that its writer read had seen: of what may still be on its way to its inbox, too, though it does not look where that is.</summary>
public sealed class FacetMakerTests
{
    private const string Alice = "client(alice)";
    private const string Both = "client(alice) & client(bob)";
    private const long Now = 10 * FacetMaker.OnTheWay;

    private readonly Offices _offices = new();

    [Fact]
    public void Make_AboveACopyWhoseWriterSawAnotherLately_KnowsOfThatOne() =>
        Assert.Equal(Now - 20, BasisAtDesk(Now - 20));

    [Fact]
    public void Make_AboveACopyWhoseWriterSawAnotherLongAgo_DoesNotGrowByIt() =>
        Assert.Equal(0, BasisAtDesk(Now - FacetMaker.OnTheWay));

    // How far a facet of the desk, made above the copy of one that had seen a client's, knows that client's cell.
    private long BasisAtDesk(long number)
    {
        var below = _offices.Facet(Alice, number);
        var copied = _offices.Facet(Both, Now - 10, _offices.Saw(below));
        return Make("desk", _offices.At(_offices.InboxesOf(Both, "desk")[0], copied)).Basis[below.Origin];
    }

    private Store.DynamoDb.Physical.StoredFacet Make(string label, Seen seen) => new FacetMaker(Guid.NewGuid)
        .Make(_offices.FilesOf(label), _offices.FilingOf(label), _offices.SightOf(label), new Found([seen], Own: null, seen.Facet), Now, item: []);
}
