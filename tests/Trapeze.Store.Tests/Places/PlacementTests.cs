using Trapeze.Core.Labels;
using Trapeze.Store.Places;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.Places;

public sealed class PlacementTests
{
    private static readonly LabelOrder Retail = LabelOrder.CreateBuilder()
        .Declare("public").Declare("client", "id").Declare("card", "id").Declare("owner").Declare("board")
        .Below("public", "client").Below("client", "owner").Below("owner", "board")
        .Below("client", "card", KindRelation.SameParameter)
        .Build();

    [Fact]
    public void Places_AnyTwoLabels_MeetExactlyWhenTheOneFlowsToTheOther()
    {
        int met = 0, apart = 0, refused = 0;
        Law.Holds(LabelCases.Tapes(80), tape =>
        {
            var cases = new LabelCases(tape);
            var order = cases.Order();
            var placement = new Placement(order);
            var facet = cases.Label(order);
            var reader = cases.Below(2) == 0 ? cases.Label(order).Join(facet) : cases.Label(order);
            try
            {
                if (placement.SightOf(reader).Places is not { } sight)
                {
                    return;
                }

                var meets = placement.FilingOf(facet).Places.Texts.Intersect(sight.Texts).Any();
                var flows = facet.FlowsTo(reader);
                met += flows ? 1 : 0;
                apart += flows ? 0 : 1;
                Assert.True(meets == flows, $"{facet} and {reader}: meet {meets}, flow {flows}");
            }
            catch (TooManyPlacesException)
            {
                refused++;
            }
        }, 20_000);
        Assert.True(Math.Min(met, apart) > (met + apart) / 10, $"the cases are vacuous: {met} met, {apart} apart");
        Assert.True(refused * 20 < met + apart, $"{refused} of {met + apart} are refused");
    }

    [Fact]
    public void FilingOf_AnyLabel_IncludesItsOwnPlace() =>
        Law.Holds(LabelCases.Tapes(60), tape =>
        {
            var cases = new LabelCases(tape);
            var order = cases.Order();
            var label = cases.Label(order);
            try
            {
                return new Placement(order).FilingOf(label).Places.Texts.Contains(Placement.OwnPlace(label));
            }
            catch (TooManyPlacesException)
            {
                return true;
            }
        });

    [Theory]
    [InlineData("public", 1)]
    [InlineData("client(a)", 2)]
    [InlineData("client(a) & client(b)", 2)]
    [InlineData("owner", 1)]
    public void FilingOf_LabelsOfTheRetailPolicy_IsSmall(string label, int most) =>
        Assert.InRange(new Placement(Retail).FilingOf(Retail.Parse(label)).Places.Texts.Length, 1, most);

    [Theory]
    [InlineData("public", 2)]
    [InlineData("client(a)", 3)]
    [InlineData("card(a)", 4)]
    [InlineData("owner", 3)]
    [InlineData("board", 4)]
    public void SightOf_LabelsOfTheRetailPolicy_IsSmall(string label, int most) =>
        Assert.InRange(new Placement(Retail).SightOf(Retail.Parse(label)).Places!.Texts.Length, 1, most);

    [Fact]
    public void SightOf_Parameters_AreQuotedApartFromCollectors()
    {
        var filed = new Placement(Retail).FilingOf(Retail.Label("client", "*")).Places.Texts;
        Assert.Contains("client(\"*\") ! bottom", filed);
        Assert.DoesNotContain("client(*) ! bottom", filed);
    }

    [Fact]
    public void FilingOf_AJoinOfTooManyClients_IsRefused()
    {
        var label = Enumerable.Range(0, 9).Select(i => Retail.Label("client", $"c{i}")).Aggregate((x, y) => x.Join(y));
        Assert.Throws<TooManyPlacesException>(() => new Placement(Retail).FilingOf(label));
    }

    [Fact]
    public void Shows_TextOfAnotherPolicy_IsInvisible() =>
        Assert.False(new Placement(Retail).SightOf(Retail.Label("owner")).Shows("auditor"));
}
