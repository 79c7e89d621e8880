using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;
using Trapeze.Store.Tests.Items;

namespace Trapeze.Store.Tests.Expressions;

public sealed class PlaceholdersTests
{
    [Theory]
    [InlineData("#a-b", "ExpressionAttributeNames contains invalid key: Syntax error; key: \"#a-b\"")]
    [InlineData("#", "ExpressionAttributeNames contains invalid key: Syntax error; key: \"#\"")]
    [InlineData("b", "ExpressionAttributeNames contains invalid key: Syntax error; key: \"b\"")]
    [InlineData("", "ExpressionAttributeNames contains invalid key: The expression attribute map contains an empty key;")]
    [InlineData("#é", "ExpressionAttributeNames contains invalid key: Syntax error; key: \"#é\"")]
    [InlineData(":b", "ExpressionAttributeNames contains invalid key: Syntax error; key: \":b\"")]
    public void Create_BadName_IsRefused(string key, string message) =>
        Assert.Equal(message, Refused(() => new Placeholders(new() { [key] = "x" }, null)));

    [Fact]
    public void Create_EmptyName_IsRefused() => Assert.Equal(
        "ExpressionAttributeNames contains invalid value: Empty attribute name for key #b", Refused(() => new Placeholders(new() { ["#b"] = "" }, null)));

    [Theory]
    [InlineData("{}", "ExpressionAttributeValues must not be empty")]
    [InlineData("{':':{'N':'1'}}", "ExpressionAttributeValues contains invalid key: Syntax error; key: \":\"")]
    [InlineData("{'v':{'N':'1'}}", "ExpressionAttributeValues contains invalid key: Syntax error; key: \"v\"")]
    [InlineData("{':v':{}}", "ExpressionAttributeValues contains invalid value: Supplied AttributeValue is empty, must contain exactly one of the supported datatypes for key :v")]
    [InlineData("{':v':{'SS':[]}}", "ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: An string set  may not be empty for key :v")]
    [InlineData("{':v':{'N':'1e126'}}", "ExpressionAttributeValues contains invalid value: Number overflow. Attempting to store a number with magnitude larger than supported range for key :v")]
    public void Create_BadValue_IsRefused(string values, string message) => Assert.Equal(message, Refused(() => new Placeholders(null, AttributeJson.Item(values))));

    [Fact]
    public void Create_NoNames_IsRefused() => Assert.Equal("ExpressionAttributeNames must not be empty", Refused(() => new Placeholders([], null)));

    [Fact]
    public void EnsureUsed_AcrossExpressions_CountsEach()
    {
        var placeholders = new Placeholders(new() { ["#a"] = "x", ["#b"] = "y" }, AttributeJson.Item("{':v':{'N':'1'}}"));
        ProjectionExpression.Parse("#a", placeholders);
        Assert.Equal("Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}", Refusal(placeholders.EnsureUsed));
        ProjectionExpression.Parse("c.#b", placeholders);
        Assert.Equal("Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}", Refusal(placeholders.EnsureUsed));
        ConditionExpression.Parse("d = :v", placeholders);
        placeholders.EnsureUsed();
    }

    [Fact]
    public void Values_ChangedByTheCaller_StayAsTheyWere()
    {
        var value = new AttributeValue { SS = ["a"] };
        var condition = ConditionExpression.Parse("a = :v", new Placeholders(null, new() { [":v"] = value }));
        value.SS.Add("b");
        Assert.True(condition.Evaluate(AttributeJson.Item("{'a':{'SS':['a']}}")));
    }

    private static string Refused(Func<Placeholders> act) => Assert.Throws<ValidationException>(act).Message;

    private static string Refusal(Action act) => Assert.Throws<ValidationException>(act).Message;
}
