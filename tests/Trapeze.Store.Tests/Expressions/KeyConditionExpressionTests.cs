using Amazon.DynamoDBv2.Model;
using FsCheck.Fluent;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;
using Trapeze.Store.Tests.Items;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.Expressions;

public sealed class KeyConditionExpressionTests
{
    private const string Values3 = "{':p':{'S':'a'},':n':{'N':'1'},':m':{'N':'5'}}";

    [Theory]
    [InlineData("pk = :p", "0 1 3 5 7")]
    [InlineData(":p = pk", "0 1 3 5 7")]
    [InlineData("pk = :p AND sk = :n", "1")]
    [InlineData("sk = :n AND pk = :p", "1")]
    [InlineData("pk = :p AND :n < sk", "3 5 7")]
    [InlineData("(pk = :p) AND (sk > :n)", "3 5 7")]
    [InlineData("((pk = :p) AND (sk >= :n))", "1 3 5 7")]
    [InlineData("pk = :p AND sk < :n", "0")]
    [InlineData("pk = :p AND sk <= :n", "0 1")]
    [InlineData("pk = :p AND :n >= sk", "0 1")]
    [InlineData("pk = :p AND sk BETWEEN :n AND :m", "1 3 5")]
    public void Parse_KeyCondition_HasItsRange(string text, string found)
    {
        var condition = Parse(text);
        Assert.Equal("a", condition.Hash.S);
        Assert.Equal(found, string.Join(' ', ((string[])["0", "1", "3", "5", "7"]).Where(key => condition.Sort.Contains(KeyEncoding.Encode(new() { N = key })))));
    }

    [Theory]
    [InlineData("pk = :p AND begins_with(sk, :n)", "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N")]
    [InlineData("pk = :p AND begins_with(sk, :p)", "One or more parameter values were invalid: Condition parameter type does not match schema type")]
    [InlineData("pk = :p OR sk = :n", "Invalid operator used in KeyConditionExpression: OR")]
    [InlineData("NOT pk = :p", "Invalid operator used in KeyConditionExpression: NOT")]
    [InlineData("pk > :p", "Query key condition not supported")]
    [InlineData("begins_with(pk, :p)", "Query key condition not supported")]
    [InlineData("pk > :n", "One or more parameter values were invalid: Condition parameter type does not match schema type")]
    [InlineData("pk > :p AND sk = :p", "Query key condition not supported")]
    [InlineData("sk = :n", "Query condition missed key schema element: pk")]
    [InlineData("pk = :n", "One or more parameter values were invalid: Condition parameter type does not match schema type")]
    [InlineData("pk = :p AND sk = :p", "One or more parameter values were invalid: Condition parameter type does not match schema type")]
    [InlineData("pk = :p AND x = :n", "Query condition missed key schema element: sk")]
    [InlineData("pk = :p AND sk <> :n", "Invalid operator used in KeyConditionExpression: <>")]
    [InlineData("pk = :p AND sk IN (:n)", "Invalid operator used in KeyConditionExpression: IN")]
    [InlineData("pk = :p AND attribute_exists(sk)", "Invalid operator used in KeyConditionExpression: attribute_exists")]
    [InlineData("pk = :p AND contains(sk, :n)", "Invalid operator used in KeyConditionExpression: contains")]
    [InlineData("pk = :p AND sk > :n AND sk < :m", "KeyConditionExpressions must only contain one condition per key")]
    [InlineData("pk = :p AND sk = :n AND x = :m", "Conditions can be of length 1 or 2 only")]
    [InlineData("pk = :p AND sk BETWEEN :m AND :n", "Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:1}")]
    [InlineData("pk = sk", "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition")]
    [InlineData("pk = :p AND size(sk) = :n", "KeyConditionExpressions cannot contain nested operations")]
    [InlineData("pk.a = :p", "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk")]
    [InlineData("pk", "Invalid KeyConditionExpression: Syntax error; token: \"<EOF>\", near: \"pk\"")]
    public void Parse_OtherThanAKeyCondition_IsRefused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ValidationException>(() => Parse(text)).Message);

    [Fact]
    public void Parse_SortConditionOnASimpleKey_IsRefused() => Assert.Equal(
        "Query key condition not supported",
        Assert.Throws<ValidationException>(() => Parse("pk = :p AND sk = :n", Some(), new(new("pk", AttributeKind.S), null))).Message);

    [Fact]
    public void Parse_LongSortKeyOfAnotherType_IsRefusedForItsLength() => Assert.Equal(
        "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
        Assert.Throws<ValidationException>(() => Parse(
            "pk = :p AND sk = :l", new Placeholders(null, new() { [":p"] = new("a"), [":l"] = new() { L = [new(new string('x', 1025))] } }), Values.Schema)).Message);

    [Fact]
    public void Parse_EmptyKeyValue_IsRefused() => Assert.EndsWith(
        "cannot contain an empty string value. Key: pk",
        Assert.Throws<ValidationException>(() => Parse("pk = :p", new Placeholders(null, AttributeJson.Item("{':p':{'S':''}}")), Values.Schema)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void BeginsWith_Range_HoldsExactlyWhatBegins()
    {
        var keys = Gen.OneOf(
            Gen.Elements<byte>(0, 1, 0xFE, 0xFF).NonEmptyListOf().Select(bytes => new AttributeValue { B = new MemoryStream([.. bytes]) }),
            Gen.Elements("a", "b", "é", "😀", "\uFFFF").NonEmptyListOf().Select(parts => new AttributeValue { S = string.Concat(parts) }));
        Law.Holds(
            from key in keys
            from prefix in keys.Where(prefix => prefix.S is null == key.S is null)
            select (Key: key, Prefix: prefix),
            pair =>
            {
                var schema = new KeySchema(new("pk", AttributeKind.S), new("sk", AttributeKinds.Known(pair.Key)));
                var values = new Dictionary<string, AttributeValue> { [":p"] = new("p"), [":v"] = pair.Prefix };
                var condition = Parse("pk = :p AND begins_with(sk, :v)", new Placeholders(null, values), schema);
                return condition.Sort.Contains(KeyEncoding.Encode(pair.Key)) == KeyEncoding.Encode(pair.Key).AsSpan().StartsWith(KeyEncoding.Encode(pair.Prefix));
            },
            2_000);
    }

    [Fact]
    public void Range_IsEmpty_IffBoundsCross()
    {
        Assert.True(new KeyRange([2], true, [1], true).IsEmpty);
        Assert.True(new KeyRange([1], true, [1], false).IsEmpty);
        Assert.False(new KeyRange([1], true, [1], true).IsEmpty);
        Assert.False(KeyRange.All.IsEmpty);
    }

    private static KeyConditionExpression Parse(string text) => Parse(text, Some(), Values.Schema);

    private static KeyConditionExpression Parse(string text, Placeholders placeholders, KeySchema schema) =>
        KeyConditionExpression.Of(KeyConditionExpression.Parse(text, placeholders), schema);

    private static Placeholders Some() => new(null, AttributeJson.Item(Values3));
}
