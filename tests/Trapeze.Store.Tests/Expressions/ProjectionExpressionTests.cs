using Trapeze.Store.Expressions;
using Trapeze.Store.Items;
using Trapeze.Store.Tests.Items;

namespace Trapeze.Store.Tests.Expressions;

/// <summary>Texts and results were taken from DynamoDB Local 1.25.1.</summary>
public sealed class ProjectionExpressionTests
{
    private const string Item = "{'pk':{'S':'p'},'n':{'N':'1'},'l':{'L':[{'N':'1'},{'N':'2'},{'L':[{'N':'3'},{'N':'4'}]},{'M':{'a':{'N':'1'},'b':{'N':'2'}}}]},"
        + "'m':{'M':{'a':{'N':'1'},'b':{'M':{'c':{'N':'1'},'d':{'N':'2'}}}}}}";

    [Theory]
    [InlineData("n", "{'n':{'N':'1'}}")]
    [InlineData("pk, n", "{'n':{'N':'1'},'pk':{'S':'p'}}")]
    [InlineData("l[1]", "{'l':{'L':[{'N':'2'}]}}")]
    [InlineData("l[2], l[0]", "{'l':{'L':[{'N':'1'},{'L':[{'N':'3'},{'N':'4'}]}]}}")]
    [InlineData("l[2][1]", "{'l':{'L':[{'L':[{'N':'4'}]}]}}")]
    [InlineData("l[0], l[2][0], l[2][1], l[3].b", "{'l':{'L':[{'N':'1'},{'L':[{'N':'3'},{'N':'4'}]},{'M':{'b':{'N':'2'}}}]}}")]
    [InlineData("m.b", "{'m':{'M':{'b':{'M':{'c':{'N':'1'},'d':{'N':'2'}}}}}}")]
    [InlineData("m.a, m.b.d", "{'m':{'M':{'a':{'N':'1'},'b':{'M':{'d':{'N':'2'}}}}}}")]
    [InlineData("m.b.zz, m.a", "{'m':{'M':{'a':{'N':'1'}}}}")]
    [InlineData("l[9]", "{}")]
    [InlineData("zz.a", "{}")]
    [InlineData("n.a", "{}")]
    [InlineData("n[0]", "{}")]
    [InlineData("m[0]", "{}")]
    [InlineData("l.a", "{}")]
    [InlineData("m.zz", "{}")]
    [InlineData("l[3].zz", "{}")]
    public void Apply_Paths_TakesTheirParts(string text, string part) =>
        Assert.Equal(part, AttributeJson.Print(Parse(text).Apply(AttributeJson.Item(Item))));

    [Theory]
    [InlineData("n, n", "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [n], path two: [n]")]
    [InlineData("m, m.a", "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m], path two: [m, a]")]
    [InlineData("m.a, m", "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, a], path two: [m]")]
    [InlineData("m.a, m[0]", "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, a], path two: [m, [0]]")]
    [InlineData("", "The expression can not be empty;")]
    [InlineData("n,", "Syntax error; token: \"<EOF>\", near: \",\"")]
    [InlineData("n n", "Syntax error; token: \"n\", near: \"n n\"")]
    [InlineData("size(n)", "Syntax error; token: \"(\", near: \"size(n\"")]
    [InlineData(":v", "Syntax error; token: \":v\", near: \":v\"")]
    [InlineData("(n)", "Syntax error; token: \"(\", near: \"(n\"")]
    [InlineData("name", "Attribute name is a reserved keyword; reserved keyword: name")]
    [InlineData("#q", "An expression attribute name used in the document path is not defined; attribute name: #q")]
    public void Parse_Malformed_IsRefused(string text, string message) =>
        Assert.Equal($"Invalid ProjectionExpression: {message}", Assert.Throws<ValidationException>(() => Parse(text)).Message);

    [Fact]
    public void Apply_Result_SharesNothing()
    {
        var item = AttributeJson.Item(Item);
        Parse("m").Apply(item)["m"].M.Clear();
        Assert.Equal(2, item["m"].M.Count);
    }

    [Fact]
    public void FromAttributes_Names_AreNotPaths() => Assert.Equal(
        "{'a.b':{'S':'x'}}",
        AttributeJson.Print(ProjectionExpression.FromAttributes(["a.b", "zz"]).Apply(AttributeJson.Item("{'a.b':{'S':'x'},'c':{'S':'y'}}"))));

    [Fact]
    public void FromAttributes_TwiceOrEmpty_IsRefused()
    {
        Assert.Throws<ValidationException>(() => ProjectionExpression.FromAttributes(["a", "a"]));
        Assert.Throws<ValidationException>(() => ProjectionExpression.FromAttributes([""]));
    }

    private static ProjectionExpression Parse(string text) => ProjectionExpression.Parse(text, new Placeholders(null, null));
}
