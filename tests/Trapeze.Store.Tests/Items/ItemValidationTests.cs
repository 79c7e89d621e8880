using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.Items;

public sealed class ItemValidationTests
{
    private static readonly KeySchema Simple = new(new("pk", AttributeKind.S), null);

    [Theory]
    [InlineData("{}", "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")]
    [InlineData("{'N':''}", "The parameter cannot be converted to a numeric value")]
    [InlineData("{'N':'x'}", "The parameter cannot be converted to a numeric value: x")]
    [InlineData("{'SS':[]}", "One or more parameter values were invalid: An string set  may not be empty")]
    [InlineData("{'SS':['a','a']}", "One or more parameter values were invalid: Input collection [a, a] contains duplicates.")]
    [InlineData("{'NS':[]}", "One or more parameter values were invalid: An number set  may not be empty")]
    [InlineData("{'NS':['1','1.0']}", "Input collection contains duplicates")]
    [InlineData("{'NS':['x']}", "The parameter cannot be converted to a numeric value: x")]
    [InlineData("{'BS':[]}", "One or more parameter values were invalid: Binary sets should not be empty")]
    [InlineData("{'BS':['AA==','AA==']}", "One or more parameter values were invalid: Input collection of type BS contains duplicates.")]
    [InlineData("{'NULL':false}", "One or more parameter values were invalid: Null attribute value types must have the value of true")]
    [InlineData("{'S':'x','N':'1'}", "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes")]
    [InlineData("{'L':[{}]}", "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")]
    [InlineData("{'M':{'a':{'S':'a','N':'1'}}}", "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes")]
    [InlineData("{'M':{'':{'S':'x'}}}", "One or more parameter values were invalid: Empty attribute name")]
    [InlineData("{'S':'\\ud800'}", "One or more parameter values were invalid: Strings must be valid Unicode")]
    public void Item_BadValue_IsRefused(string value, string message)
    {
        // JSON cannot spell half a character, so that one is put in by hand.
        var bad = value.Contains("ud800", StringComparison.Ordinal) ? new AttributeValue { S = "\ud800" } : AttributeJson.Value(value);
        Assert.Equal(message, Refusal(() => ItemValidation.Item(new() { ["pk"] = new("p"), ["v"] = bad }, Simple)));
    }

    [Theory]
    [InlineData("{'SS':['']}")]
    [InlineData("{'BS':['']}")]
    [InlineData("{'S':''}")]
    [InlineData("{'B':''}")]
    [InlineData("{'M':{}}")]
    [InlineData("{'L':[]}")]
    [InlineData("{'BOOL':false}")]
    [InlineData("{'NULL':true}")]
    public void Item_EmptyButLegalValue_IsKept(string value) =>
        Assert.Equal(value, AttributeJson.Print(ItemValidation.Item(new() { ["pk"] = new("p"), ["v"] = AttributeJson.Value(value) }, Simple)["v"]));

    [Theory]
    [InlineData("{}", "One or more parameter values were invalid: Missing the key pk in the item")]
    [InlineData("{'pk':{'S':'p'}}", "One or more parameter values were invalid: Missing the key sk in the item")]
    [InlineData("{'pk':{'S':'p'},'sk':{'S':'x'}}", "One or more parameter values were invalid: Type mismatch for key sk expected: N actual: S")]
    [InlineData("{'pk':{'S':''},'sk':{'N':'1'}}",
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk")]
    public void Item_BadKey_IsRefused(string item, string message) =>
        Assert.Equal(message, Refusal(() => ItemValidation.Item(AttributeJson.Item(item), Values.Schema)));

    [Theory]
    [InlineData("{}")]
    [InlineData("{'pk':{'S':'p'}}")]
    [InlineData("{'pk':{'S':'p'},'sk':{'S':'x'}}")]
    [InlineData("{'pk':{'S':'p'},'x':{'N':'1'}}")]
    [InlineData("{'pk':{'S':'p'},'sk':{'N':'1'},'x':{'N':'1'}}")]
    public void Key_OtherThanTheSchema_IsRefused(string key) =>
        Assert.Equal("The provided key element does not match the schema", Refusal(() => ItemValidation.Key(AttributeJson.Item(key), Values.Schema)));

    [Fact]
    public void Key_OfTheSchema_IsCanonical() => Assert.Equal(
        "{'pk':{'S':'p'},'sk':{'N':'1'}}",
        AttributeJson.Print(ItemValidation.Key(AttributeJson.Item("{'pk':{'S':'p'},'sk':{'N':'1.0'}}"), Values.Schema)));

    [Fact]
    public void Key_TooLong_IsRefused()
    {
        var binary = new KeySchema(new("pk", AttributeKind.S), new("sk", AttributeKind.B));
        AttributeValue Bytes(int length) => new() { B = new MemoryStream(new byte[length]) };
        Assert.NotNull(ItemValidation.Key(new() { ["pk"] = new(new string('x', 2048)), ["sk"] = Bytes(1024) }, binary));
        Assert.Equal("One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
            Refusal(() => ItemValidation.Key(new() { ["pk"] = new(new string('x', 2049)), ["sk"] = Bytes(1) }, binary)));
        Assert.Equal("One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
            Refusal(() => ItemValidation.Key(new() { ["pk"] = new("x"), ["sk"] = Bytes(1025) }, binary)));
        Assert.EndsWith("cannot contain an empty binary value. Key: sk",
            Refusal(() => ItemValidation.Key(new() { ["pk"] = new("x"), ["sk"] = Bytes(0) }, binary)), StringComparison.Ordinal);
    }

    [Fact]
    public void Item_AboveTheLimit_IsRefused()
    {
        // pk + p + v = 4 bytes.
        Assert.NotNull(ItemValidation.Item(new() { ["pk"] = new("p"), ["v"] = new(new string('x', ItemSize.Limit - 4)) }, Simple));
        Assert.Equal("Item size has exceeded the maximum allowed size",
            Refusal(() => ItemValidation.Item(new() { ["pk"] = new("p"), ["v"] = new(new string('x', ItemSize.Limit - 3)) }, Simple)));
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(32, false)]
    [InlineData(100_000, false)]
    public void Item_Depth_IsLimited(int depth, bool accepted)
    {
        var value = new AttributeValue("x");
        for (; depth > 0; depth--)
        {
            value = new() { L = [value] };
        }

        var failure = Record.Exception(() => ItemValidation.Item(new() { ["pk"] = new("p"), ["v"] = value }, Simple));
        Assert.Equal(accepted, failure is null);
        Assert.True(failure is null or ValidationException);
    }

    [Fact]
    public void Item_LaterChangesByTheCaller_DoNotReachTheCopy() => Law.Holds(Values.Value, value =>
    {
        var given = ItemCopy.Of(value);
        var kept = ItemValidation.Item(new() { ["pk"] = new("p"), ["v"] = given }, Simple)["v"];
        given.SS?.Add("more");
        given.NS?.Add("99");
        given.L?.Add(new("more"));
        given.M?.Add("more", new("more"));
        if (given.B is { } binary && binary.TryGetBuffer(out var buffer) && buffer.Count > 0)
        {
            buffer.AsSpan()[0] ^= 1;
        }

        return ValueComparer.Instance.Equals(kept, value);
    });

    [Theory]
    [InlineData("{'a':{'S':'é'}}", 3)]
    [InlineData("{'a':{'N':'1'}}", 3)]
    [InlineData("{'a':{'N':'-12345'}}", 6)]
    [InlineData("{'a':{'N':'1000'}}", 3)]
    [InlineData("{'a':{'N':'0.001'}}", 3)]
    [InlineData("{'a':{'N':'1001'}}", 4)]
    [InlineData("{'a':{'N':'0'}}", 2)]
    [InlineData("{'a':{'N':'120'}}", 4)]
    [InlineData("{'a':{'N':'12000'}}", 4)]
    [InlineData("{'a':{'N':'-1.5'}}", 5)]
    [InlineData("{'a':{'N':'0.012'}}", 4)]
    [InlineData("{'a':{'N':'0.12'}}", 3)]
    [InlineData("{'a':{'N':'123456.7'}}", 6)]
    [InlineData("{'a':{'N':'12345678901234567890123456789012345678'}}", 21)]
    [InlineData("{'a':{'BOOL':true},'b':{'NULL':true}}", 4)]
    [InlineData("{'a':{'L':[]}}", 4)]
    [InlineData("{'a':{'L':[{'S':'x'}]}}", 6)]
    [InlineData("{'a':{'M':{'k':{'S':'x'}}}}", 7)]
    [InlineData("{'a':{'SS':['x','yz']}}", 4)]
    [InlineData("{'a':{'B':'AAE='}}", 3)]
    public void Size_IsDynamoDBs(string item, int size) => Assert.Equal(size, ItemSize.Of(AttributeJson.Item(item)));

    private static string Refusal(Action act) => Assert.Throws<ValidationException>(act).Message;
}
