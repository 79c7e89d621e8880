using FsCheck.Fluent;
using Trapeze.Store.Items;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.Items;

public sealed class ValueComparerTests
{
    [Fact]
    public void Equals_IsEqualityOfCanonicalText() => Law.Holds(
        from left in Values.Value
        from right in Gen.OneOf(Values.Value, Gen.Constant(ItemCopy.Of(left)))
        select (Left: left, Right: right),
        pair => ValueComparer.Instance.Equals(pair.Left, pair.Right) == (AttributeJson.Print(pair.Left) == AttributeJson.Print(pair.Right))
            && (!ValueComparer.Instance.Equals(pair.Left, pair.Right)
                || ValueComparer.Instance.GetHashCode(pair.Left) == ValueComparer.Instance.GetHashCode(pair.Right)),
        5_000);

    [Theory]
    [InlineData("{'N':'1'}", "{'N':'1.0'}", true)]
    [InlineData("{'N':'1'}", "{'S':'1'}", false)]
    [InlineData("{'SS':['a','b']}", "{'SS':['b','a']}", true)]
    [InlineData("{'NS':['1','2']}", "{'NS':['2.0','1']}", true)]
    [InlineData("{'NS':['1','2']}", "{'NS':['1','3']}", false)]
    [InlineData("{'L':[{'N':'1'},{'N':'2'}]}", "{'L':[{'N':'2'},{'N':'1'}]}", false)]
    [InlineData("{'M':{'a':{'N':'1'},'b':{'N':'2'}}}", "{'M':{'b':{'N':'2'},'a':{'N':'1.0'}}}", true)]
    [InlineData("{'M':{'a':{'N':'1'}}}", "{'M':{'b':{'N':'1'}}}", false)]
    [InlineData("{'SS':['a']}", "{'L':[{'S':'a'}]}", false)]
    [InlineData("{'BOOL':true}", "{'BOOL':false}", false)]
    public void Equals_IsDynamoDBs(string left, string right, bool equal) =>
        Assert.Equal(equal, ValueComparer.Instance.Equals(AttributeJson.Value(left), AttributeJson.Value(right)));

    [Theory]
    [InlineData("{'N':'9'}", "{'N':'10'}", -1)]
    [InlineData("{'S':'9'}", "{'S':'10'}", 1)]
    [InlineData("{'B':'AP8='}", "{'B':'AQ=='}", -1)]
    [InlineData("{'S':'1'}", "{'N':'1'}", null)]
    [InlineData("{'BOOL':true}", "{'BOOL':true}", null)]
    public void Order_IsDynamoDBs(string left, string right, int? order) =>
        Assert.Equal(order, ValueComparer.Order(AttributeJson.Value(left), AttributeJson.Value(right)) is { } actual ? Math.Sign(actual) : null);
}
