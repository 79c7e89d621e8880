using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Transfer;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Transfer;

/// <summary>Which label an item gets: whatever its values are, they are a parameter and nothing else.</summary>
public sealed class LabelRuleTests
{
    [Theory]
    [InlineData("alice")]
    [InlineData("x) | owner")]
    [InlineData("\" & owner & client(\"")]
    [InlineData("$id")]
    [InlineData("\\u0061")]
    [InlineData("\0")]
    public void Of_AnyValue_IsTheParameter(string value) =>
        Assert.Same(Retail.Label("client", value), Of(["client($customer)"], ("customer", S(value))));

    [Fact]
    public void Of_ANumber_IsTheParameter() => Assert.Same(Retail.Label("client", "12"), Of(["client($customer)"], ("customer", N(12))));

    [Fact]
    public void Of_AnItemWithoutTheAttribute_IsTheNextThatFits()
    {
        string[] labels = ["client($customer) & client($other)", "client($customer)", "owner"];

        Assert.Same(Retail.Parse("client(a) & client(b)"), Of(labels, ("customer", S("a")), ("other", S("b"))));
        Assert.Same(Retail.Label("client", "a"), Of(labels, ("customer", S("a"))));
        Assert.Same(Retail.Label("owner"), Of(labels));
        Assert.Null(Of(labels[..2], ("other", S("b"))));
    }

    [Fact]
    public void Of_AValueThatNoParameterCanHave_IsNone()
    {
        Assert.Null(Of(["client($customer)"], ("customer", S(new string('a', 1_025)))));
        Assert.Null(Of(["client($customer)"], ("customer", new AttributeValue { BOOL = true })));
        Assert.Null(Of(["client($customer)", "owner"], ("customer", S(new string('a', 1_025)))));
    }

    [Fact]
    public void Of_AnEmptyValue_IsAsIfItWereNotThere() => Assert.Same(Retail.Label("owner"), Of(["client($customer)", "owner"], ("customer", S(""))));

    [Fact]
    public void Parse_WhatIsNoLabel_IsRefused()
    {
        Assert.Contains("`clint($customer)` is no label of the policy", Assert.Throws<ArgumentException>(() => LabelRule.Parse(Retail, ["clint($customer)"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LabelRule.Parse(Retail, []));
    }

    private static Trapeze.Core.Labels.Label? Of(string[] labels, params (string Name, AttributeValue Value)[] item) =>
        LabelRule.Parse(Retail, labels).Of(item.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal));
}
