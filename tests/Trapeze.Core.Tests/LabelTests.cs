using Trapeze.Core.Labels;

namespace Trapeze.Core.Tests;

public sealed class LabelTests
{
    [Fact]
    public void FlowsTo_RetailOrder_FollowsTheDeclaration()
    {
        var order = LabelOrder.CreateBuilder()
            .Declare("public").Declare("client", "id").Declare("card", "id").Declare("owner").Declare("cardCompany")
            .Below("public", "client").Below("client", "owner").Below("client", "card", KindRelation.SameParameter).Below("card", "cardCompany")
            .Build();

        Assert.True(order.Label("public").FlowsTo(order.Label("cardCompany")));
        Assert.True(order.Label("client", "a").FlowsTo(order.Label("card", "a")));
        Assert.False(order.Label("client", "a").FlowsTo(order.Label("card", "b")));
        Assert.False(order.Label("card", "a").FlowsTo(order.Label("owner")));
        Assert.Equal("client(\"a\\u0022) & owner\") & client(b)", order.Label("client", "a\") & owner").Join(order.Label("client", "b")).ToString());
    }
}
