using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.Tests.DynamoDb;

public sealed class RecentCellsTests
{
    private readonly RecentCells _cells = new();

    [Fact]
    public void Of_WhatWasKeptLast_IsThatUntilItIsForgotten()
    {
        _cells.Keep(Cell(1), Facet(10));
        var last = Facet(10);
        _cells.Keep(Cell(1), last);

        Assert.Same(last, _cells.Of(Cell(1)));
        Assert.Null(_cells.Of(Cell(2)));
        _cells.Forget(Cell(1));
        Assert.Null(_cells.Of(Cell(1)));
    }

    [Fact]
    public void Keep_MoreThanItHolds_LosesTheOldest()
    {
        for (var cell = 0; cell < 100; cell++)
        {
            _cells.Keep(Cell(cell), Facet(10_000));
        }

        Assert.NotNull(_cells.Of(Cell(99)));
        Assert.InRange(Enumerable.Range(0, 100).Count(cell => _cells.Of(Cell(cell)) is not null), 12, 26);
        Assert.Null(_cells.Of(Cell(0)));
    }

    [Fact]
    public void Keep_WhatIsTooLarge_IsForgotten()
    {
        _cells.Keep(Cell(1), Facet(10));
        _cells.Keep(Cell(1), Facet(200_000));

        Assert.Null(_cells.Of(Cell(1)));
    }

    private static PhysicalKey Cell(int number) => new("cell", [(byte)number]);

    private static StoredFacet Facet(int bytes) => new() { Uid = Guid.NewGuid(), Label = "public", Origin = "cell", Number = 1, Basis = Basis.Empty, Item = new byte[bytes] };
}
