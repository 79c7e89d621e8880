using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;
using Trapeze.Store.Tests.Items;

namespace Trapeze.Store.Tests.Expressions;

/// <summary>Texts and truths were taken from DynamoDB Local 1.25.1.</summary>
public sealed class ConditionExpressionTests
{
    private static readonly Dictionary<string, AttributeValue> Item = AttributeJson.Item(
        "{'pk':{'S':'a'},'n':{'N':'5'},'s':{'S':'xyz'},'l':{'L':[{'N':'1'},{'S':'q'},{'L':[{'N':'1'}]}]},'m':{'M':{'x':{'N':'1'}}},'ss':{'SS':['a','b']},'ns':{'NS':['1','2']},'nul':{'NULL':true},'b':{'B':'AAEC'},'bo':{'BOOL':true},'bs':{'BS':['AA==']}}");

    [Theory]
    [InlineData("x <> :v", "{':v':{'N':'1'}}", true)]
    [InlineData("x <> y", "{}", true)]
    [InlineData("x = y", "{}", false)]
    [InlineData("NOT x = y", "{}", true)]
    [InlineData("size(x) <> :v", "{':v':{'N':'1'}}", true)]
    [InlineData("size(n) <> :v", "{':v':{'N':'1'}}", true)]
    [InlineData("size(n) = :v", "{':v':{'N':'1'}}", false)]
    [InlineData("size(bo) = :v", "{':v':{'N':'1'}}", false)]
    [InlineData("size(nul) = :v", "{':v':{'N':'0'}}", false)]
    [InlineData("size(s) = :v", "{':v':{'N':'3'}}", true)]
    [InlineData("size(b) = :v", "{':v':{'N':'3'}}", true)]
    [InlineData("size(l) = :v", "{':v':{'N':'3'}}", true)]
    [InlineData("size(m) = :v", "{':v':{'N':'1'}}", true)]
    [InlineData("size(ss) = :v", "{':v':{'N':'2'}}", true)]
    [InlineData("size(:v) = :w", "{':v':{'S':'é'},':w':{'N':'1'}}", true)]
    [InlineData("size(:v) = :w", "{':v':{'S':'é'},':w':{'N':'2'}}", false)]
    [InlineData("size(:v) = :w", "{':v':{'S':'😀'},':w':{'N':'4'}}", false)]
    [InlineData("contains(s,:v)", "{':v':{'S':'y'}}", true)]
    [InlineData("contains(s,:v)", "{':v':{'S':''}}", true)]
    [InlineData("contains(s,:v)", "{':v':{'N':'1'}}", false)]
    [InlineData("contains(b,:v)", "{':v':{'B':'AQ=='}}", true)]
    [InlineData("contains(ss,:v)", "{':v':{'S':'a'}}", true)]
    [InlineData("contains(ns,:v)", "{':v':{'N':'1.0'}}", true)]
    [InlineData("contains(l,:v)", "{':v':{'N':'1'}}", true)]
    [InlineData("contains(l,:v)", "{':v':{'L':[{'N':'1'}]}}", true)]
    [InlineData("contains(m,:v)", "{':v':{'S':'x'}}", false)]
    [InlineData("contains(n,:v)", "{':v':{'N':'5'}}", false)]
    [InlineData("contains(ss,:v)", "{':v':{'SS':['a']}}", false)]
    [InlineData("contains(bs,:v)", "{':v':{'B':'AA=='}}", true)]
    [InlineData("contains(s,s2)", "{}", false)]
    [InlineData("contains(:v,s)", "{':v':{'S':'axyzb'}}", true)]
    [InlineData("contains(:v, pk)", "{':v':{'SS':['a']}}", true)]
    [InlineData("contains(l,size(s))", "{}", false)]
    [InlineData("contains(size(s),:v)", "{':v':{'N':'1'}}", false)]
    [InlineData("contains(:v,:w)", "{':v':{'N':'1'},':w':{'N':'1'}}", false)]
    [InlineData("begins_with(s,:v)", "{':v':{'S':'xy'}}", true)]
    [InlineData("begins_with(b,:v)", "{':v':{'B':'AAE='}}", true)]
    [InlineData("begins_with(n,:v)", "{':v':{'S':'5'}}", false)]
    [InlineData("begins_with(:v,s)", "{':v':{'S':'xyzz'}}", true)]
    [InlineData("begins_with(s,n)", "{}", false)]
    [InlineData("attribute_type(n,:v)", "{':v':{'S':'N'}}", true)]
    [InlineData("attribute_type(nul,:v)", "{':v':{'S':'NULL'}}", true)]
    [InlineData("attribute_type(x,:v)", "{':v':{'S':'N'}}", false)]
    [InlineData("attribute_type(:w,:v)", "{':v':{'S':'N'},':w':{'N':'1'}}", true)]
    [InlineData("n IN (:v,s)", "{':v':{'N':'5.0'}}", true)]
    [InlineData("n BETWEEN :v AND :w", "{':v':{'N':'1'},':w':{'N':'5'}}", true)]
    [InlineData("n BETWEEN s AND b", "{}", false)]
    [InlineData("s < n", "{}", false)]
    [InlineData("n < s", "{}", false)]
    [InlineData("x < n", "{}", false)]
    [InlineData("n < x", "{}", false)]
    [InlineData("NOT n < x", "{}", true)]
    [InlineData("n BETWEEN :v AND x", "{':v':{'N':'1'}}", false)]
    [InlineData("l = :v", "{':v':{'L':[{'N':'1'},{'S':'q'},{'L':[{'N':'1'}]}]}}", true)]
    [InlineData("m = :v", "{':v':{'M':{'x':{'N':'1'}}}}", true)]
    [InlineData("ss = :v", "{':v':{'SS':['b','a']}}", true)]
    [InlineData("nul = :v", "{':v':{'NULL':true}}", true)]
    [InlineData("bo = :v", "{':v':{'BOOL':true}}", true)]
    [InlineData("bo <> :v", "{':v':{'N':'1'}}", true)]
    [InlineData("bo < bo2", "{}", false)]
    [InlineData("bo < n", "{}", false)]
    [InlineData("x IN (y)", "{}", false)]
    [InlineData("m.x = l[0]", "{}", true)]
    [InlineData("l[2][0] = m.x", "{}", true)]
    [InlineData("attribute_exists(l[3])", "{}", false)]
    [InlineData("attribute_exists(l[2][0])", "{}", true)]
    [InlineData("attribute_exists(m.x)", "{}", true)]
    [InlineData("attribute_exists(s.x)", "{}", false)]
    [InlineData("attribute_exists(nul)", "{}", true)]
    [InlineData(":v < :w", "{':v':{'N':'1'},':w':{'S':'a'}}", false)]
    [InlineData(":v = :w", "{':v':{'N':'1'},':w':{'S':'a'}}", false)]
    [InlineData("s > :v", "{':v':{'S':'xy'}}", true)]
    [InlineData("size(s) BETWEEN :v AND :w", "{':v':{'N':'1'},':w':{'N':'5'}}", true)]
    [InlineData("size(s) IN (:v)", "{':v':{'N':'3'}}", true)]
    [InlineData("n = :v AND s = :w OR x = :v", "{':v':{'N':'5'},':w':{'S':'xyz'}}", true)]
    [InlineData("attribute_exists(n) AND NOT attribute_exists(s) OR attribute_exists(m)", "{}", true)]
    [InlineData("NOT attribute_exists(n) OR attribute_exists(n)", "{}", true)]
    [InlineData("NOT (attribute_exists(n) OR attribute_exists(n))", "{}", false)]
    [InlineData("n BETWEEN :v AND :w AND s = s3", "{':v':{'N':'1'},':w':{'N':'5'}}", false)]
    [InlineData("size(s) = size(s)", "{}", true)]
    [InlineData("n between n2 and n2", "{}", false)]
    [InlineData("contains(s,(s2))", "{}", false)]
    [InlineData("contains(s,:v)", "{':v':{'L':[]}}", false)]
    [InlineData("size(:v) < :v", "{':v':{'S':'a'}}", false)]
    public void Evaluate_AgainstAnItem_IsDynamoDBs(string text, string values, bool holds) =>
        Assert.Equal(holds, Parse(text, values).Evaluate(Item));

    [Theory]
    [InlineData("a = = :v", "{':v':{'N':'1'}}", "Syntax error; token: \"=\", near: \"= = :v\"")]
    [InlineData("a = :x", "{':v':{'N':'1'}}", "An expression attribute value used in expression is not defined; attribute value: :x")]
    [InlineData("a = :v", "{}", "An expression attribute value used in expression is not defined; attribute value: :v")]
    [InlineData("#a = :v", "{':v':{'N':'1'}}", "An expression attribute name used in the document path is not defined; attribute name: #a")]
    [InlineData("", "{}", "The expression can not be empty;")]
    [InlineData("   ", "{}", "Syntax error; token: \"<EOF>\", near: \"   \"")]
    [InlineData("name = :v", "{':v':{'N':'1'}}", "Attribute name is a reserved keyword; reserved keyword: name")]
    [InlineData("a.Name = :v", "{':v':{'N':'1'}}", "Attribute name is a reserved keyword; reserved keyword: Name")]
    [InlineData("a ? :v", "{':v':{'N':'1'}}", "Syntax error; token: \"?\", near: \"a ? :v\"")]
    [InlineData("a = :v)", "{':v':{'N':'1'}}", "Syntax error; token: \")\", near: \":v)\"")]
    [InlineData("(a = :v", "{':v':{'N':'1'}}", "Syntax error; token: \"<EOF>\", near: \":v\"")]
    [InlineData("((a = :v))", "{':v':{'N':'1'}}", "The expression has redundant parentheses;")]
    [InlineData("a = a", "{}", "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]")]
    [InlineData("a", "{}", "Syntax error; token: \"<EOF>\", near: \"a\"")]
    [InlineData("size(a)", "{}", "The function is not allowed to be used this way in an expression; function: size")]
    [InlineData("attribute_exists(:v)", "{':v':{'N':'1'}}", "Operator or function requires a document path; operator or function: attribute_exists")]
    [InlineData("attribute_exists(a,b)", "{}", "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2")]
    [InlineData("foo(a)", "{}", "Invalid function name; function: foo")]
    [InlineData("attribute_type(a,:v)", "{':v':{'S':'10'}}", "Invalid attribute type name found; type: 10, valid types: {B,BOOL,BS,L,M,N,NS,NULL,S,SS}")]
    [InlineData("attribute_type(a,:v)", "{':v':{'N':'1'}}", "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N")]
    [InlineData("begins_with(a,:v)", "{':v':{'N':'1'}}", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N")]
    [InlineData("contains(a,a)", "{}", "The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [a]")]
    [InlineData("a BETWEEN :v AND :w", "{':v':{'N':'2'},':w':{'N':'1'}}", "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}")]
    [InlineData("a < :v", "{':v':{'BOOL':true}}", "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL")]
    [InlineData("a IN ()", "{':v':{'N':'1'}}", "Syntax error; token: \")\", near: \"()\"")]
    [InlineData("a = :v AND", "{':v':{'N':'1'}}", "Syntax error; token: \"<EOF>\", near: \"AND\"")]
    [InlineData("a = :v a = :v", "{':v':{'N':'1'}}", "Syntax error; token: \"a\", near: \":v a =\"")]
    [InlineData("attribute_exists(a) = :v", "{':v':{'N':'1'}}", "The function is not allowed to be used this way in an expression; function: attribute_exists")]
    [InlineData("size(size(a)) = :v", "{':v':{'N':'1'}}", "Incorrect operand type for operator or function; operator or function: size, operand type: N")]
    [InlineData("a[-1] = :v", "{':v':{'N':'1'}}", "Syntax error; token: \"-\", near: \"[-1\"")]
    [InlineData("a[01] = :v", "{':v':{'N':'1'}}", "Syntax error; token: \"1\", near: \"01]\"")]
    [InlineData("a[99999999999] = :v", "{':v':{'N':'1'}}", "List index is not within the allowable range; index: [99999999999]")]
    [InlineData("a[b] = :v", "{':v':{'N':'1'}}", "Syntax error; token: \"b\", near: \"[b]\"")]
    [InlineData("a..b = :v", "{':v':{'N':'1'}}", "Syntax error; token: \".\", near: \"..b\"")]
    [InlineData("1a = :v", "{':v':{'N':'1'}}", "Syntax error; token: \"1\", near: \"1a\"")]
    [InlineData("_a = :v", "{':v':{'N':'1'}}", "Syntax error; token: \"_\", near: \"_a\"")]
    [InlineData("a-b = :v", "{':v':{'N':'1'}}", "Syntax error; token: \"-\", near: \"a-b\"")]
    [InlineData("a.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b = :v", "{':v':{'N':'1'}}", "The document path has too many nesting levels; nesting levels: 41")]
    [InlineData("a = 'x'", "{}", "Syntax error; token: \"'\", near: \"= 'x\"")]
    [InlineData("a = 1", "{}", "Syntax error; token: \"1\", near: \"= 1\"")]
    [InlineData("a = \"x\"", "{}", "Syntax error; token: \"\"\", near: \"= \"x\"")]
    [InlineData("a == :v", "{':v':{'N':'1'}}", "Syntax error; token: \"=\", near: \"== :v\"")]
    [InlineData("a != :v", "{':v':{'N':'1'}}", "Syntax error; token: \"!\", near: \"a !=\"")]
    [InlineData("a IN :v", "{':v':{'N':'1'}}", "Syntax error; token: \":v\", near: \"IN :v\"")]
    [InlineData("a BETWEEN :v :v", "{':v':{'N':'1'}}", "Syntax error; token: \":v\", near: \":v :v\"")]
    [InlineData("attribute_exists(size(a))", "{}", "Operator or function requires a document path; operator or function: attribute_exists")]
    [InlineData("Attribute_exists(a)", "{}", "Invalid function name; function: Attribute_exists")]
    [InlineData("begins_with(a,size(b))", "{}", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N")]
    [InlineData("begins_with(a,a)", "{}", "The first operand must be distinct from the remaining operands for this operator or function; operator: begins_with, first operand: [a]")]
    [InlineData("a and b", "{}", "Syntax error; token: \"and\", near: \"a and b\"")]
    [InlineData("((a)) = :v", "{':v':{'N':'1'}}", "The expression has redundant parentheses;")]
    [InlineData("a = :v + :v", "{':v':{'N':'1'}}", "Syntax error; token: \"+\", near: \":v + :v\"")]
    [InlineData("Zé = :v", "{':v':{'N':'1'}}", "Syntax error; token: \"é\", near: \"Zé =\"")]
    [InlineData("(a = :v) = :v", "{':v':{'N':'1'}}", "Syntax error; token: \"=\", near: \") = :v\"")]
    [InlineData("a = :v = :v", "{':v':{'N':'1'}}", "Syntax error; token: \"=\", near: \":v = :v\"")]
    [InlineData("attribute_exists()", "{}", "Syntax error; token: \")\", near: \"()\"")]
    [InlineData("begins_with(a)", "{}", "Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1")]
    [InlineData("size(:v) = :w", "{':v':{'N':'5'},':w':{'N':'2'}}", "Incorrect operand type for operator or function; operator or function: size, operand type: N")]
    [InlineData("begins_with(:v,s)", "{':v':{'N':'1'}}", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N")]
    [InlineData("attribute_type(n,n)", "{}", "The first operand must be distinct from the remaining operands for this operator or function; operator: attribute_type, first operand: [n]")]
    [InlineData("ss < :v", "{':v':{'SS':['a']}}", "Incorrect operand type for operator or function; operator or function: <, operand type: SS")]
    [InlineData("x IN (x)", "{}", "The first operand must be distinct from the remaining operands for this operator or function; operator: IN, first operand: [x]")]
    [InlineData("x = x", "{}", "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [x]")]
    [InlineData("n BETWEEN :v AND :w", "{':v':{'BOOL':true},':w':{'BOOL':true}}", "Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: BOOL")]
    [InlineData(":v BETWEEN :w AND :w", "{':v':{'BOOL':true},':w':{'N':'1'}}", "Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: BOOL")]
    [InlineData("n = :v OR n < :w", "{':v':{'N':'5'},':w':{'L':[]}}", "Incorrect operand type for operator or function; operator or function: <, operand type: L")]
    [InlineData("n = n2 AND", "{}", "Syntax error; token: \"<EOF>\", near: \"AND\"")]
    [InlineData("n < n", "{}", "The first operand must be distinct from the remaining operands for this operator or function; operator: <, first operand: [n]")]
    [InlineData("n in (n)", "{}", "The first operand must be distinct from the remaining operands for this operator or function; operator: IN, first operand: [n]")]
    [InlineData("n between n and n2", "{}", "The first operand must be distinct from the remaining operands for this operator or function; operator: BETWEEN, first operand: [n]")]
    [InlineData("attribute_type(s,s)", "{}", "The first operand must be distinct from the remaining operands for this operator or function; operator: attribute_type, first operand: [s]")]
    [InlineData("size(size(s)) = :v", "{':v':{'N':'1'}}", "Incorrect operand type for operator or function; operator or function: size, operand type: N")]
    [InlineData("begins_with(s,:v)", "{':v':{'L':[]}}", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: L")]
    public void Parse_Malformed_IsRefused(string text, string values, string message) =>
        Assert.Equal($"Invalid ConditionExpression: {message}", Assert.Throws<ValidationException>(() => Parse(text, values)).Message);

    [Theory]
    [InlineData("attribute_not_exists(pk)", true)]
    [InlineData("attribute_exists(pk)", false)]
    [InlineData("NOT attribute_exists(pk)", true)]
    [InlineData("pk <> another", true)]
    [InlineData("size(pk) < size(another)", false)]
    public void Evaluate_AbsentItem_HasNoAttributes(string text, bool holds) => Assert.Equal(holds, Parse(text).Evaluate(null));

    [Theory]
    [InlineData("((a = b))")]
    [InlineData("NOT ((a = b))")]
    [InlineData("(((a))) = b")]
    [InlineData("((attribute_exists(a)))")]
    [InlineData("((a)) IN ((b))")]
    [InlineData("((a = a))")]
    [InlineData("((a = :undefined))")]
    [InlineData("((name = b))")]
    [InlineData("((a = b)) AND nothing(a)")]
    [InlineData("nothing(a) AND ((a = b))")]
    [InlineData("((a = b)) AND")]
    [InlineData("((a = b)) )")]
    [InlineData("((a)) = = b")]
    [InlineData("((size(a))) )")]
    [InlineData("a = ((b)) ) )")]
    [InlineData("a IN (((b)), , )")]
    public void Parse_RedundantParentheses_AreRefused(string text) => Assert.Equal(
        "Invalid ConditionExpression: The expression has redundant parentheses;", Assert.Throws<ValidationException>(() => Parse(text)).Message);

    [Theory]
    [InlineData("(a = b) AND ((a = b) OR (c = b))")]
    [InlineData("((a) = b)")]
    [InlineData("size((a)) = size((b))")]
    [InlineData("a IN ((b))")]
    [InlineData("((a = b) AND (c = b))")]
    [InlineData("(size(a) = b)")]
    public void Parse_ParenthesesAroundMore_AreTaken(string text) => Assert.NotNull(Parse(text));

    // In the order of the text, and before what the operands are.
    [Theory]
    [InlineData("a <> a AND size(b)", "The function is not allowed to be used this way in an expression; function: size")]
    [InlineData("a <> a AND (size(b))", "The function is not allowed to be used this way in an expression; function: size")]
    [InlineData("a <> a AND attribute_exists(b) = a", "The function is not allowed to be used this way in an expression; function: attribute_exists")]
    [InlineData("a <> a AND (attribute_exists(b)) = a", "The function is not allowed to be used this way in an expression; function: attribute_exists")]
    [InlineData("a <> a AND b IN (contains(b, a))", "The function is not allowed to be used this way in an expression; function: contains")]
    [InlineData("size(b) AND nothing(c)", "The function is not allowed to be used this way in an expression; function: size")]
    [InlineData("nothing(c) AND size(b)", "Invalid function name; function: nothing")]
    [InlineData("size(a, b) = c AND size(a)", "The function is not allowed to be used this way in an expression; function: size")]
    [InlineData("a <> a AND size(size(b)) = c", "The first operand must be distinct from the remaining operands for this operator or function; operator: <>, first operand: [a]")]
    public void Parse_FunctionWhereItMayNotStand_IsToldOfBeforeOperands(string text, string reason) => Assert.Equal(
        $"Invalid ConditionExpression: {reason}", Assert.Throws<ValidationException>(() => Parse(text)).Message);

    // What goes wrong before they have been read, or before they are known for redundant: around an operand, that is when it is compared.
    [Theory]
    [InlineData("a = = b AND ((a = b))", "=")]
    [InlineData("((a = b", "<EOF>")]
    [InlineData("((a = b) AND", "<EOF>")]
    [InlineData("((a)) AND b = c", "AND")]
    [InlineData("((a)) )", ")")]
    [InlineData("size((a)) = b )", ")")]
    [InlineData("a = ((b) c", "c")]
    public void Parse_NoSyntaxBeforeRedundantParentheses_IsRefusedForTheSyntax(string text, string token) => Assert.StartsWith(
        $"Invalid ConditionExpression: Syntax error; token: \"{token}\"", Assert.Throws<ValidationException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_DeepParentheses_AreRefusedNotOverflown()
    {
        foreach (var text in (string[])[new string('(', 4096), new string('(', 4000) + "a", string.Concat(Enumerable.Repeat("NOT ", 1000)) + "a = b", string.Concat(Enumerable.Repeat("size(", 800))])
        {
            Assert.Throws<ValidationException>(() => Parse(text));
        }
    }

    [Fact]
    public void Parse_AtTheLimits_Holds()
    {
        Assert.NotNull(Parse(string.Join(" OR ", Enumerable.Repeat("a = b", 150))));
        Assert.NotNull(Parse(string.Concat(Enumerable.Repeat("NOT (", 150)) + "a = b" + new string(')', 150)));
        Assert.NotNull(Parse("a = b" + new string(' ', 4091)));
        Assert.NotNull(Parse($"a IN ({string.Join(',', Enumerable.Range(0, 100).Select(index => $"b{index}"))})"));
        Assert.NotNull(Parse("a" + string.Concat(Enumerable.Repeat(".b", 31)) + " = c"));
    }

    [Theory]
    [InlineData("The expression contains too many operators; operator count: 301", "a = b", " OR ", 151)]
    [InlineData("Expression size has exceeded the maximum allowed size; expression size: 4097", "a = b ", "", 683)]
    public void Parse_AboveTheLimits_IsRefused(string message, string part, string separator, int count)
    {
        var text = string.Join(separator, Enumerable.Repeat(part, count));
        Assert.Equal($"Invalid ConditionExpression: {message}", Assert.Throws<ValidationException>(() => Parse(separator.Length == 0 ? text[..4097].PadRight(4097) : text)).Message);
    }

    [Theory]
    [InlineData("pk = :v", "Filter Expression can only contain non-primary key attributes: Primary key attribute: pk")]
    [InlineData("a = :v AND attribute_exists(sk)", "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk")]
    [InlineData("pk.a = :v", "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk")]
    public void EnsureNoKeys_FilterOnKeys_IsRefused(string text, string message) => Assert.Equal(
        message,
        Assert.Throws<ValidationException>(() => Refuse(Parse(text.Replace(":v", "v1", StringComparison.Ordinal)))).Message);

    [Fact]
    public void Parse_Filter_IsNamedInRefusals() => Assert.Equal(
        "Invalid FilterExpression: Syntax error; token: \"=\", near: \"= = \"",
        Assert.Throws<ValidationException>(() => ConditionExpression.Parse("a = = ", new Placeholders(null, null), "FilterExpression")).Message);

    [Theory]
    [InlineData("ABORT")]
    [InlineData("zone")]
    [InlineData("Status")]
    [InlineData("TTL")]
    public void Parse_ReservedWord_IsRefusedAnywhereInAPath(string word)
    {
        var message = $"Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: {word}";
        Assert.Equal(message, Assert.Throws<ValidationException>(() => Parse($"attribute_exists({word})")).Message);
        Assert.Equal(message, Assert.Throws<ValidationException>(() => Parse($"attribute_exists(a.{word})")).Message);
        Assert.True(ConditionExpression.Parse("attribute_exists(#w)", new Placeholders(new() { ["#w"] = word }, null)).Evaluate(new() { [word] = new("x") }));
    }

    private static void Refuse(ConditionExpression filter)
    {
        filter.EnsureKeysAreScalars(Values.Schema);
        filter.EnsureNoKeys(Values.Schema);
    }

    private static ConditionExpression Parse(string text, string values = "{}") =>
        ConditionExpression.Parse(text, new Placeholders(null, AttributeJson.Item(values) is { Count: > 0 } some ? some : null));
}
