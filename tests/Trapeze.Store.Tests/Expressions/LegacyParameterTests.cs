using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;
using Trapeze.Store.Tests.Items;

namespace Trapeze.Store.Tests.Expressions;

/// <summary>Texts and results were taken from DynamoDB Local 1.25.1.</summary>
public sealed class LegacyParameterTests
{
    private const string Text = "{'pk':{'S':'a'},'n':{'N':'5'},'s':{'S':'xyz'},'l':{'L':[{'N':'1'}]},'m':{'M':{'x':{'N':'1'}}},'ss':{'SS':['a','b']},'nul':{'NULL':true},'b':{'B':'AAEC'}}";

    private static readonly Dictionary<string, AttributeValue> Item = AttributeJson.Item(Text);

    [Theory]
    [InlineData("n", "NULL", "[]", false)]
    [InlineData("zz", "NULL", "[]", true)]
    [InlineData("n", "NOT_NULL", "[]", true)]
    [InlineData("nul", "NOT_NULL", "[]", true)]
    [InlineData("s", "CONTAINS", "[{'S':'y'}]", true)]
    [InlineData("s", "NOT_CONTAINS", "[{'S':'y'}]", false)]
    [InlineData("zz", "NOT_CONTAINS", "[{'S':'y'}]", false)]
    [InlineData("n", "NOT_CONTAINS", "[{'S':'y'}]", true)]
    [InlineData("ss", "CONTAINS", "[{'S':'a'}]", true)]
    [InlineData("l", "CONTAINS", "[{'N':'1.0'}]", true)]
    [InlineData("b", "CONTAINS", "[{'B':'AQ=='}]", true)]
    [InlineData("n", "CONTAINS", "[{'N':'5'}]", false)]
    [InlineData("zz", "NE", "[{'S':'y'}]", true)]
    [InlineData("m", "NE", "[{'M':{'x':{'N':'1.0'}}}]", false)]
    [InlineData("m", "EQ", "[{'M':{'x':{'N':'1.0'}}}]", true)]
    [InlineData("ss", "EQ", "[{'SS':['b','a']}]", true)]
    [InlineData("s", "BEGINS_WITH", "[{'S':'x'}]", true)]
    [InlineData("n", "IN", "[{'N':'1'},{'N':'5'}]", true)]
    [InlineData("n", "BETWEEN", "[{'N':'1'},{'N':'5'}]", true)]
    [InlineData("n", "BETWEEN", "[{'N':'6'},{'N':'7'}]", false)]
    [InlineData("n", "LT", "[{'N':'5'}]", false)]
    [InlineData("n", "LE", "[{'N':'5'}]", true)]
    [InlineData("n", "GE", "[{'N':'5'}]", true)]
    [InlineData("n", "GT", "[{'N':'5'}]", false)]
    [InlineData("n", "GT", "[{'S':'x'}]", false)]
    public void FromFilter_Operator_IsDynamoDBs(string attribute, string comparison, string values, bool holds)
    {
        var condition = Condition(comparison, values);
        Assert.Equal(holds, ConditionExpression.FromFilter(new() { [attribute] = condition }, null)!.Evaluate(Item));
        var expected = new ExpectedAttributeValue { ComparisonOperator = condition.ComparisonOperator, AttributeValueList = condition.AttributeValueList };
        Assert.Equal(holds, ConditionExpression.FromExpected(new() { [attribute] = expected }, null)!.Evaluate(Item));
    }

    [Theory]
    [InlineData("NULL", "[{'N':'1'}]", "One or more parameter values were invalid: Invalid number of argument(s) for the NULL ComparisonOperator")]
    [InlineData("IN", "[]", "One or more parameter values were invalid: Invalid number of argument(s) for the IN ComparisonOperator")]
    [InlineData("BETWEEN", "[{'N':'1'}]", "One or more parameter values were invalid: Invalid number of argument(s) for the BETWEEN ComparisonOperator")]
    [InlineData("EQ", "[{'N':'1'},{'N':'2'}]", "One or more parameter values were invalid: Invalid number of argument(s) for the EQ ComparisonOperator")]
    [InlineData("IN", "[{'N':'1'},{'S':'x'}]", "One or more parameter values were invalid: AttributeValues inside AttributeValueList must be of same type")]
    [InlineData("BETWEEN", "[{'N':'5'},{'N':'1'}]", "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound")]
    [InlineData("GT", "[{'SS':['a']}]", "One or more parameter values were invalid: ComparisonOperator GT is not valid for SS AttributeValue type")]
    [InlineData("BEGINS_WITH", "[{'N':'1'}]", "One or more parameter values were invalid: ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type")]
    [InlineData("CONTAINS", "[{'SS':['a']}]", "One or more parameter values were invalid: ComparisonOperator CONTAINS is not valid for SS AttributeValue type")]
    [InlineData("BETWEEN", "[{'N':'1'},{'L':[]}]", "One or more parameter values were invalid: ComparisonOperator BETWEEN is not valid for L AttributeValue type")]
    [InlineData("IN", "[{'N':'1'},{'S':'x'},{'L':[]}]", "One or more parameter values were invalid: AttributeValues inside AttributeValueList must be of same type")]
    [InlineData("IN", "[{'L':[]}]", "One or more parameter values were invalid: ComparisonOperator IN is not valid for L AttributeValue type")]
    public void FromFilter_WrongValues_AreRefused(string comparison, string values, string message) => Assert.Equal(
        message, Refusal(() => ConditionExpression.FromFilter(new() { ["n"] = Condition(comparison, values) }, null)));

    [Fact]
    public void FromFilter_UnknownOperator_IsRefused() => Assert.Contains(
        "at 'comparisonOperator'", Refusal(() => ConditionExpression.FromFilter(new() { ["n"] = Condition("FOO", "[]") }, null)), StringComparison.Ordinal);

    [Theory]
    [InlineData("n", false, null, false)]
    [InlineData("zz", false, null, true)]
    [InlineData("n", true, "{'N':'5.0'}", true)]
    [InlineData("n", null, "{'N':'5'}", true)]
    [InlineData("n", null, "{'N':'6'}", false)]
    public void FromExpected_ValueOrExistence_IsDynamoDBs(string attribute, bool? exists, string? value, bool holds)
    {
        var expected = new ExpectedAttributeValue { Exists = exists, Value = value is null ? null : AttributeJson.Value(value) };
        Assert.Equal(holds, ConditionExpression.FromExpected(new() { [attribute] = expected }, null)!.Evaluate(Item));
    }

    [Fact]
    public void FromExpected_Contradictions_AreRefused()
    {
        const string Prefix = "One or more parameter values were invalid: ";
        var five = new AttributeValue { N = "5" };
        foreach (var (expected, message) in new (ExpectedAttributeValue, string)[]
        {
            (new() { Exists = true }, "Value must be provided when Exists is true for Attribute: n"),
            (new(), "Value must be provided when Exists is null for Attribute: n"),
            (new() { Exists = false, Value = five }, "Value cannot be used when Exists is false for Attribute: n"),
            (new() { Exists = true, ComparisonOperator = ComparisonOperator.EQ, AttributeValueList = [five] }, "Exists and ComparisonOperator cannot be used together for Attribute: n"),
            (new() { ComparisonOperator = ComparisonOperator.EQ }, "Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: n"),
            (new() { AttributeValueList = [five] }, "AttributeValueList can only be used with a ComparisonOperator for Attribute: n"),
            (new() { Value = five, AttributeValueList = [five] }, "Value and AttributeValueList cannot be used together for Attribute: n"),
        })
        {
            Assert.Equal(Prefix + message, Refusal(() => ConditionExpression.FromExpected(new() { ["n"] = expected }, null)));
        }
    }

    [Fact]
    public void FromFilter_ConditionalOperator_JoinsTwoOrMore()
    {
        Dictionary<string, Condition> both = new() { ["n"] = Condition("EQ", "[{'N':'5'}]"), ["s"] = Condition("EQ", "[{'S':'no'}]") };
        Assert.False(ConditionExpression.FromFilter(both, null)!.Evaluate(Item));
        Assert.False(ConditionExpression.FromFilter(both, "AND")!.Evaluate(Item));
        Assert.True(ConditionExpression.FromFilter(both, "OR")!.Evaluate(Item));
        Assert.Null(ConditionExpression.FromFilter(null, null));
        Assert.Equal("ConditionalOperator cannot be used without Filter or Expected", Refusal(() => ConditionExpression.FromFilter(null, "OR")));
        Assert.Equal("ConditionalOperator can only be used when Filter or Expected has two or more elements",
            Refusal(() => ConditionExpression.FromFilter(new() { ["n"] = both["n"] }, "OR")));
        Assert.Throws<ValidationException>(() => ConditionExpression.FromFilter(both, "XOR"));
    }

    [Fact]
    public void EnsureNoKeys_FilterOnKeys_IsRefused() => Assert.Equal(
        "QueryFilter can only contain non-primary key attributes: Primary key attribute: pk",
        Refusal(() => ConditionExpression.FromFilter(new() { ["pk"] = Condition("EQ", "[{'S':'x'}]") }, null)!.EnsureNoKeys(Values.Schema)));

    [Theory]
    [InlineData("EQ", "[{'N':'1'}]", "1")]
    [InlineData("LT", "[{'N':'1'}]", "0")]
    [InlineData("LE", "[{'N':'1'}]", "0 1")]
    [InlineData("GT", "[{'N':'1'}]", "2 3")]
    [InlineData("GE", "[{'N':'1'}]", "1 2 3")]
    [InlineData("BETWEEN", "[{'N':'1'},{'N':'2'}]", "1 2")]
    public void FromConditions_Operator_HasItsRange(string comparison, string values, string found)
    {
        var condition = KeyConditionExpression.FromConditions(new() { ["sk"] = Condition(comparison, values), ["pk"] = Condition("EQ", "[{'S':'a'}]") }, Values.Schema);
        Assert.Equal(found, string.Join(' ', Enumerable.Range(0, 4).Where(key => condition.Sort.Contains(KeyEncoding.Encode(new() { N = $"{key}" })))));
    }

    [Theory]
    [InlineData("NE", "[{'N':'1'}]", "Attempted conditional constraint is not an indexable operation")]
    [InlineData("IN", "[{'N':'1'}]", "Attempted conditional constraint is not an indexable operation")]
    [InlineData("CONTAINS", "[{'N':'1'}]", "Attempted conditional constraint is not an indexable operation")]
    [InlineData("BEGINS_WITH", "[{'S':'1'}]", "One or more parameter values were invalid: Condition parameter type does not match schema type")]
    [InlineData("EQ", "[{'S':'1'}]", "One or more parameter values were invalid: Condition parameter type does not match schema type")]
    public void FromConditions_Other_IsRefused(string comparison, string values, string message) => Assert.Equal(message, Refusal(() =>
        KeyConditionExpression.FromConditions(new() { ["sk"] = Condition(comparison, values), ["pk"] = Condition("EQ", "[{'S':'a'}]") }, Values.Schema)));

    [Theory]
    [InlineData("q", "PUT", "{'N':'1.0'}", "{'N':'1'}")]
    [InlineData("q", null, "{'N':'1'}", "{'N':'1'}")]
    [InlineData("a.b", "PUT", "{'N':'1'}", "{'N':'1'}")]
    [InlineData("n", "ADD", "{'N':'1'}", "{'N':'6'}")]
    [InlineData("q", "ADD", "{'N':'1'}", "{'N':'1'}")]
    [InlineData("n", "DELETE", null, null)]
    [InlineData("q", "DELETE", null, null)]
    [InlineData("ss", "DELETE", "{'SS':['a']}", "{'SS':['b']}")]
    [InlineData("ss", "DELETE", "{'SS':['a','b']}", null)]
    [InlineData("ss", "ADD", "{'SS':['z']}", "{'SS':['a','b','z']}")]
    [InlineData("l", "ADD", "{'L':[{'N':'7'}]}", "{'L':[{'N':'1'},{'N':'7'}]}")]
    public void FromUpdates_Action_IsDynamoDBs(string attribute, string? action, string? value, string? updated)
    {
        var result = Update(attribute, action, value).Apply(Item, Item);
        Assert.Equal(updated, result.Item.TryGetValue(attribute, out var after) ? AttributeJson.Print(after) : null);
        Assert.Equal(updated, result.UpdatedNew.TryGetValue(attribute, out after) ? AttributeJson.Print(after) : null);
        Assert.Equal(Item.ContainsKey(attribute), result.UpdatedOld.ContainsKey(attribute));
    }

    [Theory]
    [InlineData("n", "DELETE", "{'N':'5'}", "One or more parameter values were invalid: DELETE action with value is not supported for the type N")]
    [InlineData("q", "ADD", "{'S':'a'}", "One or more parameter values were invalid: ADD action is not supported for the type S")]
    [InlineData("s", "ADD", "{'N':'1'}", "Type mismatch for attribute to update")]
    [InlineData("ss", "ADD", "{'NS':['1']}", "Type mismatch for attribute to update")]
    [InlineData("ss", "DELETE", "{'NS':['1']}", "Type mismatch for attribute to update")]
    [InlineData("q", "PUT", null, "One or more parameter values were invalid: Only DELETE action is allowed when no attribute value is specified")]
    [InlineData("q", "ADD", null, "One or more parameter values were invalid: Only DELETE action is allowed when no attribute value is specified")]
    [InlineData("pk", "PUT", "{'N':'1'}", "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key")]
    public void FromUpdates_Wrong_IsRefused(string attribute, string action, string? value, string message) =>
        Assert.Equal(message, Refusal(() => Update(attribute, action, value).Apply(Item, Item)));

    private static UpdateExpression Update(string attribute, string? action, string? value)
    {
        var update = UpdateExpression.FromUpdates(
            new() { [attribute] = new() { Action = action is null ? null : new AttributeAction(action), Value = value is null ? null : AttributeJson.Value(value) } });
        update.EnsureKeysAreKept(new(new("pk", AttributeKind.S), null));
        return update;
    }

    private static Condition Condition(string comparison, string values) => new()
    {
        ComparisonOperator = new ComparisonOperator(comparison),
        AttributeValueList = AttributeJson.Value($"{{'L':{values}}}").L,
    };

    private static string Refusal(Action act) => Assert.Throws<ValidationException>(act).Message;
}
