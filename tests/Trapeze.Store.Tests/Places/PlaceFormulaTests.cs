using Trapeze.Core.Labels;
using Trapeze.Store.Places;

namespace Trapeze.Store.Tests.Places;

public sealed class PlaceFormulaTests
{
    private static readonly LabelOrder Order = LabelOrder.CreateBuilder().Declare("low").Declare("left").Declare("right").Below("low", "left").Build();

    private static readonly PlaceFormula Left = Of("left");
    private static readonly PlaceFormula Both = Left.With(ClauseOf("right"));

    [Fact]
    public void FlowsTo_AskedOfAJoin_HoldsForEveryClause()
    {
        Assert.True(Left.FlowsTo(Both));
        Assert.False(Both.FlowsTo(Left));
        Assert.False(Both.FlowsTo(PlaceFormula.Bottom));
        Assert.True(PlaceFormula.Bottom.FlowsTo(Left));
        Assert.True(Of("low").FlowsTo(Both));
    }

    private static PlaceFormula Of(string kind) => PlaceFormula.Bottom.With(ClauseOf(kind));

    private static PlaceClause ClauseOf(string kind) => PlaceClause.Of([PlaceAtom.Of(Order.FormulaOf(kind, parameter: null).Clauses[0].Atoms[0])]);
}
