using Amazon.DynamoDBv2.Model;
using FsCheck.Fluent;
using Trapeze.Store.Expressions;
using Trapeze.Store.Expressions.Syntax;
using Trapeze.Store.Items;
using Trapeze.Store.Tests.Items;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.Expressions;

public sealed class ConditionLaws
{
    private static readonly Dictionary<string, string> Names = new() { ["#a"] = "a", ["#b"] = "b", ["#c"] = "c", ["#d"] = "d" };

    [Fact]
    public void Evaluate_AgreesWithTheNaiveMeaning() => Law.Holds(
        from condition in ModelCondition.Any(3)
        from item in Values.Item
        select (Condition: condition, Item: item),
        sample => Parse(sample.Condition).Evaluate(sample.Item) == sample.Condition.Holds(sample.Item),
        3_000);

    [Fact]
    public void Parse_OfPrint_IsTheCondition() => Law.Holds(ModelCondition.Any(3), condition =>
        Parse(condition).ToString() == condition.Text
        && ConditionExpression.Parse(Parse(condition).ToString(), Placeholders(condition)).ToString() == condition.Text);

    [Fact]
    public void Parse_OtherSpacingAndCase_IsTheSame() => Law.Holds(ModelCondition.Any(2), condition =>
    {
        var respelled = $"\t{condition.Text.Replace(" AND ", "\nand ", StringComparison.Ordinal).Replace(" OR ", " oR\r\n", StringComparison.Ordinal).Replace("NOT ", "Not  ", StringComparison.Ordinal).Replace("(", " ( ", StringComparison.Ordinal)}  ";
        return ConditionExpression.Parse(respelled, Placeholders(condition)).ToString() == condition.Text;
    });

    [Fact]
    public void Parse_WithoutParentheses_AndBindsTighter() => Assert.Equal(
        "(a = b AND (NOT c = d)) OR (e = f AND g = h)",
        ConditionExpression.Parse("a = b AND NOT c = d OR e = f AND g = h", new Placeholders(null, null)).ToString());

    [Fact]
    public void Parse_AnyTokens_ParsesOrIsRefused() => Law.Holds(
        Gen.Elements("a", "#a", ":v", "(", ")", "[", "]", "0", ".", ",", "=", "<", ">", "AND", "OR", "NOT", "BETWEEN", "IN", "size", "contains", "attribute_exists", "+", "?", " ", "SET", "REMOVE")
            .ListOf().Select(tokens => string.Join(' ', tokens)),
        text => Survives(() => ConditionExpression.Parse(text, Some()))
            && Survives(() => ProjectionExpression.Parse(text, Some()))
            && Survives(() => UpdateExpression.Parse(text, Some()))
            && Survives(() => UpdateExpression.Parse($"SET a = {text}", Some()))
            && Survives(() => KeyConditionExpression.Parse($"pk = :v AND {text}", Some())),
        5_000);

    [Fact]
    public void SyntaxCheck_WhatAParserTakes_IsTakenToo() => Law.Holds(
        Gen.Elements("a", "#a", ":v", "(", ")", "a.b[0]", ",", "=", "<", "AND", "OR", "NOT", "BETWEEN", "IN (", "size(", "contains(a, :v)", "attribute_exists(a)", ")", "a = :v", "a", ":v")
            .ListOf().Select(tokens => string.Join(' ', tokens)),
        text => Taken(() => ConditionExpression.Parse(text, Some()), () => SyntaxCheck.Condition(Reader(text)))
            && Taken(() => ProjectionExpression.Parse(text, Some()), () => SyntaxCheck.Projection(Reader(text)))
            && Taken(() => UpdateExpression.Parse($"SET c = {text}", Some()), () => SyntaxCheck.Update(Reader($"SET c = {text}"))),
        20_000);

    private static bool Taken(Action parse, Action check) => Record.Exception(parse) is not null || Record.Exception(check) is null;

    private static TokenReader Reader(string text) => new(text, "ConditionExpression", Some());

    private static Placeholders Some() => new(Names, new() { [":v"] = new AttributeValue("x") });

    private static ConditionExpression Parse(ModelCondition condition) => ConditionExpression.Parse(condition.Text, Placeholders(condition));

    private static Placeholders Placeholders(ModelCondition condition) => new(Names, condition.Literals.Count == 0 ? null : condition.Literals);

    private static bool Survives(Action act) => Record.Exception(act) is null or ValidationException;
}
