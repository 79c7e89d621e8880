using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;
using Trapeze.Store.Tests.Items;

namespace Trapeze.Store.Tests.Expressions;

/// <summary>Texts and results were taken from DynamoDB Local 1.25.1.</summary>
public sealed class UpdateExpressionTests
{
    private const string Text =
        "{'pk':{'S':'a'},'n':{'N':'5'},'s':{'S':'x'},'l':{'L':[{'N':'1'},{'N':'2'},{'N':'3'}]},'m':{'M':{'x':{'N':'1'},'y':{'L':[{'N':'1'}]}}},'ss':{'SS':['a','b']},'ns':{'NS':['1','2']},'nul':{'NULL':true},'b':{'B':'AAE='}}";

    private static readonly KeySchema Schema = new(new("pk", AttributeKind.S), null);
    private static readonly Dictionary<string, AttributeValue> Item = AttributeJson.Item(Text);
    private static readonly Dictionary<string, AttributeValue> Key = AttributeJson.Item("{'pk':{'S':'a'}}");

    [Theory]
    [InlineData("SET a = :v", "{':v':{'N':'1'}}", "{'a':{'N':'1'}}", "")]
    [InlineData("SET a = n + :v", "{':v':{'N':'1'}}", "{'a':{'N':'6'}}", "")]
    [InlineData("SET a = if_not_exists(n,:v)", "{':v':{'N':'1'}}", "{'a':{'N':'5'}}", "")]
    [InlineData("SET a = if_not_exists(zz,:v)+:v", "{':v':{'N':'1'}}", "{'a':{'N':'2'}}", "")]
    [InlineData("SET a = list_append(l,:v)", "{':v':{'L':[{'N':'9'}]}}", "{'a':{'L':[{'N':'1'},{'N':'2'},{'N':'3'},{'N':'9'}]}}", "")]
    [InlineData("SET a = list_append(:v,l)", "{':v':{'L':[{'N':'9'}]}}", "{'a':{'L':[{'N':'9'},{'N':'1'},{'N':'2'},{'N':'3'}]}}", "")]
    [InlineData("SET a = list_append(if_not_exists(zz,:v),:v)", "{':v':{'L':[{'N':'9'}]}}", "{'a':{'L':[{'N':'9'},{'N':'9'}]}}", "")]
    [InlineData("SET m.z = :v", "{':v':{'N':'1'}}", "{'m':{'M':{'x':{'N':'1'},'y':{'L':[{'N':'1'}]},'z':{'N':'1'}}}}", "")]
    [InlineData("SET m.y[0] = :v", "{':v':{'N':'1'}}", "{}", "")]
    [InlineData("SET m.y[5] = :v", "{':v':{'N':'1'}}", "{'m':{'M':{'x':{'N':'1'},'y':{'L':[{'N':'1'},{'N':'1'}]}}}}", "")]
    [InlineData("SET l[1] = :v, l[7] = :v, l[5] = :w", "{':v':{'N':'1'},':w':{'N':'2'}}", "{'l':{'L':[{'N':'1'},{'N':'1'},{'N':'3'},{'N':'2'},{'N':'1'}]}}", "")]
    [InlineData("REMOVE l[0], l[1]", "{}", "{'l':{'L':[{'N':'3'}]}}", "")]
    [InlineData("REMOVE l[0] SET l[2] = :v", "{':v':{'N':'1'}}", "{'l':{'L':[{'N':'2'},{'N':'1'}]}}", "")]
    [InlineData("REMOVE l[9]", "{}", "{}", "")]
    [InlineData("REMOVE zz", "{}", "{}", "")]
    [InlineData("REMOVE m.q", "{}", "{}", "")]
    [InlineData("ADD n :v", "{':v':{'N':'1'}}", "{'n':{'N':'6'}}", "")]
    [InlineData("ADD zz :v", "{':v':{'N':'1'}}", "{'zz':{'N':'1'}}", "")]
    [InlineData("ADD ss :v", "{':v':{'SS':['a']}}", "{}", "")]
    [InlineData("ADD ss :v", "{':v':{'SS':['b','c']}}", "{'ss':{'SS':['a','b','c']}}", "")]
    [InlineData("ADD m.x :v", "{':v':{'N':'1'}}", "{'m':{'M':{'x':{'N':'2'},'y':{'L':[{'N':'1'}]}}}}", "")]
    [InlineData("ADD m.zz :v", "{':v':{'N':'1'}}", "{'m':{'M':{'zz':{'N':'1'},'x':{'N':'1'},'y':{'L':[{'N':'1'}]}}}}", "")]
    [InlineData("DELETE ss :v", "{':v':{'SS':['a']}}", "{'ss':{'SS':['b']}}", "")]
    [InlineData("DELETE ss :v", "{':v':{'SS':['a','b']}}", "{}", "ss")]
    [InlineData("DELETE zz :v", "{':v':{'SS':['a']}}", "{}", "")]
    [InlineData("SET a = :v + :w", "{':v':{'N':'1'},':w':{'N':'2'}}", "{'a':{'N':'3'}}", "")]
    [InlineData("SET a = (:v + :v)", "{':v':{'N':'1'}}", "{'a':{'N':'2'}}", "")]
    [InlineData("SET a = (:v)", "{':v':{'N':'1'}}", "{'a':{'N':'1'}}", "")]
    [InlineData("SET a = (:v) + :v", "{':v':{'N':'1'}}", "{'a':{'N':'2'}}", "")]
    [InlineData("SET a = :v - n", "{':v':{'N':'1'}}", "{'a':{'N':'-4'}}", "")]
    [InlineData("SET a = if_not_exists(n, if_not_exists(s,:v))", "{':v':{'N':'1'}}", "{'a':{'N':'5'}}", "")]
    [InlineData("set a = :v remove b add c :v", "{':v':{'N':'1'}}", "{'a':{'N':'1'},'c':{'N':'1'}}", "b")]
    [InlineData("SET n = n - :v, k = n", "{':v':{'N':'1'}}", "{'k':{'N':'5'},'n':{'N':'4'}}", "")]
    [InlineData("SET a=:v REMOVE n ADD m.x :v DELETE ss :w", "{':v':{'N':'1'},':w':{'SS':['a']}}", "{'a':{'N':'1'},'m':{'M':{'x':{'N':'2'},'y':{'L':[{'N':'1'}]}}},'ss':{'SS':['b']}}", "n")]
    [InlineData("SET l[1] = l[0], l[0] = l[1]", "{}", "{'l':{'L':[{'N':'2'},{'N':'1'},{'N':'3'}]}}", "")]
    [InlineData("SET a = :v", "{':v':{'M':{'x':{'S':''}}}}", "{'a':{'M':{'x':{'S':''}}}}", "")]
    [InlineData("SET a = :v", "{':v':{'N':'1.50'}}", "{'a':{'N':'1.5'}}", "")]
    [InlineData("SET n = n + :v", "{':v':{'N':'1e-37'}}", "{'n':{'N':'5.0000000000000000000000000000000000001'}}", "")]
    [InlineData("SET l[5]=:v REMOVE l[0]", "{':v':{'N':'1'}}", "{'l':{'L':[{'N':'2'},{'N':'3'},{'N':'1'}]}}", "")]
    [InlineData("REMOVE m.y[0] SET m.x=:v", "{':v':{'N':'1'}}", "{'m':{'M':{'x':{'N':'1'},'y':{'L':[]}}}}", "")]
    [InlineData("SET a = if_not_exists(zz, :v) - if_not_exists(n, :v)", "{':v':{'N':'1'}}", "{'a':{'N':'-4'}}", "")]
    [InlineData("SET a = list_append(l, l)", "{}", "{'a':{'L':[{'N':'1'},{'N':'2'},{'N':'3'},{'N':'1'},{'N':'2'},{'N':'3'}]}}", "")]
    [InlineData("SET a = n + n", "{}", "{'a':{'N':'10'}}", "")]
    [InlineData("ADD a :v", "{':v':{'SS':['a']}}", "{'a':{'SS':['a']}}", "")]
    [InlineData("DELETE a :v", "{':v':{'NS':['1']}}", "{}", "")]
    [InlineData("ADD l[0] :v", "{':v':{'N':'1'}}", "{'l':{'L':[{'N':'2'},{'N':'2'},{'N':'3'}]}}", "")]
    [InlineData("ADD l[9] :v", "{':v':{'N':'1'}}", "{'l':{'L':[{'N':'1'},{'N':'2'},{'N':'3'},{'N':'1'}]}}", "")]
    [InlineData("SET a = (n - :v)", "{':v':{'N':'1'}}", "{'a':{'N':'4'}}", "")]
    [InlineData("SET a = pk", "{}", "{'a':{'S':'a'}}", "")]
    [InlineData("SET a = list_append(if_not_exists(l,s),l)", "{}", "{'a':{'L':[{'N':'1'},{'N':'2'},{'N':'3'},{'N':'1'},{'N':'2'},{'N':'3'}]}}", "")]
    [InlineData("REMOVE m.y[0], m.y[1]", "{}", "{'m':{'M':{'x':{'N':'1'},'y':{'L':[]}}}}", "")]
    [InlineData("ADD n :v, zz :v DELETE ss :w REMOVE s", "{':v':{'N':'2'},':w':{'SS':['b']}}", "{'n':{'N':'7'},'ss':{'SS':['a']},'zz':{'N':'2'}}", "s")]
    public void Apply_ToAnItem_IsDynamoDBs(string text, string values, string changed, string removed)
    {
        var result = Parse(text, values).Apply(Item, Key).Item;
        var expected = AttributeJson.Item(Text);
        foreach (var (name, value) in AttributeJson.Item(changed))
        {
            expected[name] = value;
        }

        foreach (var name in removed.Split(' '))
        {
            expected.Remove(name);
        }

        Assert.Equal(AttributeJson.Print(expected), AttributeJson.Print(result));
        Assert.Equal(AttributeJson.Print(AttributeJson.Item(Text)), AttributeJson.Print(Item));
    }

    [Theory]
    [InlineData("SET a = s + :v", "{':v':{'N':'1'}}", "An operand in the update expression has an incorrect data type")]
    [InlineData("SET a = zz + :v", "{':v':{'N':'1'}}", "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData("SET a = zz", "{}", "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData("SET a = list_append(l,:v)", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: list_append, operand type: N")]
    [InlineData("SET a = list_append(s,:v)", "{':v':{'L':[{'N':'9'}]}}", "An operand in the update expression has an incorrect data type")]
    [InlineData("SET a = list_append(zz,:v)", "{':v':{'L':[{'N':'9'}]}}", "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData("SET a.b = :v", "{':v':{'N':'1'}}", "The document path provided in the update expression is invalid for update")]
    [InlineData("SET s.x = :v", "{':v':{'N':'1'}}", "The document path provided in the update expression is invalid for update")]
    [InlineData("SET l.x = :v", "{':v':{'N':'1'}}", "The document path provided in the update expression is invalid for update")]
    [InlineData("SET m[0] = :v", "{':v':{'N':'1'}}", "The document path provided in the update expression is invalid for update")]
    [InlineData("SET zz[0] = :v", "{':v':{'N':'1'}}", "The document path provided in the update expression is invalid for update")]
    [InlineData("SET pk = :v", "{':v':{'N':'1'}}", "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key")]
    [InlineData("SET pk = :v", "{':v':{'S':'q'}}", "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key")]
    [InlineData("REMOVE pk", "{}", "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key")]
    [InlineData("ADD pk :v", "{':v':{'N':'1'}}", "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key")]
    [InlineData("DELETE pk :v", "{':v':{'SS':['a']}}", "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key")]
    [InlineData("SET a = pk.b", "{}", "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk")]
    [InlineData("SET pk.a = :v", "{':v':{'N':'1'}}", "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key")]
    [InlineData("REMOVE l[0] SET l[0] = :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [l, [0]], path two: [l, [0]]")]
    [InlineData("REMOVE zz.a", "{}", "The document path provided in the update expression is invalid for update")]
    [InlineData("REMOVE zz.a.b", "{}", "The document path provided in the update expression is invalid for update")]
    [InlineData("REMOVE m.zz.b", "{}", "The document path provided in the update expression is invalid for update")]
    [InlineData("REMOVE s.b", "{}", "The document path provided in the update expression is invalid for update")]
    [InlineData("REMOVE l.x", "{}", "The document path provided in the update expression is invalid for update")]
    [InlineData("SET a = :v SET b = :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: The \"SET\" section can only be used once in an update expression;")]
    [InlineData("SET a = :v, a = :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]")]
    [InlineData("SET m = :v, m.x = :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m], path two: [m, x]")]
    [InlineData("SET m.x = :v REMOVE m", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m]")]
    [InlineData("SET m.x=:v, m[0]=:v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m, [0]]")]
    [InlineData("ADD s :v", "{':v':{'N':'1'}}", "An operand in the update expression has an incorrect data type")]
    [InlineData("ADD n :v", "{':v':{'S':'q'}}", "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND")]
    [InlineData("ADD n :v", "{':v':{'SS':['a']}}", "An operand in the update expression has an incorrect data type")]
    [InlineData("ADD ns :v", "{':v':{'SS':['a']}}", "An operand in the update expression has an incorrect data type")]
    [InlineData("ADD l :v", "{':v':{'L':[{'N':'9'}]}}", "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: LIST, typeSet: ALLOWED_FOR_ADD_OPERAND")]
    [InlineData("ADD zz :v", "{':v':{'L':[{'N':'9'}]}}", "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: LIST, typeSet: ALLOWED_FOR_ADD_OPERAND")]
    [InlineData("ADD n n", "{}", "Invalid UpdateExpression: Syntax error; token: \"n\", near: \"n n\"")]
    [InlineData("ADD a.b :v", "{':v':{'N':'1'}}", "The document path provided in the update expression is invalid for update")]
    [InlineData("ADD nul :v", "{':v':{'N':'1'}}", "An operand in the update expression has an incorrect data type")]
    [InlineData("DELETE ss :v", "{':v':{'S':'q'}}", "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, operand type: STRING, typeSet: ALLOWED_FOR_DELETE_OPERAND")]
    [InlineData("DELETE ns :v", "{':v':{'SS':['a']}}", "An operand in the update expression has an incorrect data type")]
    [InlineData("DELETE s :v", "{':v':{'SS':['a']}}", "An operand in the update expression has an incorrect data type")]
    [InlineData("DELETE n :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND")]
    [InlineData("DELETE ss ss", "{}", "Invalid UpdateExpression: Syntax error; token: \"ss\", near: \"ss ss\"")]
    [InlineData("SET a = :v + :v + :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \"+\", near: \":v + :v\"")]
    [InlineData("SET a = size(n)", "{}", "Invalid UpdateExpression: The function is not allowed in an update expression; function: size")]
    [InlineData("SET a = attribute_exists(n)", "{}", "Invalid UpdateExpression: The function is not allowed in an update expression; function: attribute_exists")]
    [InlineData("SET a = if_not_exists(:v,:v)", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Operator or function requires a document path; operator or function: if_not_exists")]
    [InlineData("SET a = if_not_exists(n)", "{}", "Invalid UpdateExpression: Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1")]
    [InlineData("SET a = foo(n)", "{}", "Invalid UpdateExpression: Invalid function name; function: foo")]
    [InlineData("SET a = list_append(n)", "{}", "Invalid UpdateExpression: Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1")]
    [InlineData("SET a = :v + :v", "{':v':{'S':'q'}}", "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S")]
    [InlineData("SET a = list_append(l,l) + :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: The function is not allowed to be used this way in an expression; function: list_append")]
    [InlineData("SET a = if_not_exists(n, n + :v)", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \"+\", near: \"n + :v\"")]
    [InlineData("SET a = list_append(list_append(l,:v),:v)", "{':v':{'L':[{'N':'9'}]}}", "Invalid UpdateExpression: The function is not allowed to be used this way in an expression; function: list_append")]
    [InlineData("SET a = if_not_exists(zz,yy)", "{}", "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData("SET a", "{}", "Invalid UpdateExpression: Syntax error; token: \"<EOF>\", near: \"a\"")]
    [InlineData("SET", "{}", "Invalid UpdateExpression: Syntax error; token: \"<EOF>\", near: \"SET\"")]
    [InlineData("FOO a", "{}", "Invalid UpdateExpression: Syntax error; token: \"FOO\", near: \"FOO a\"")]
    [InlineData("SET a = ", "{}", "Invalid UpdateExpression: Syntax error; token: \"<EOF>\", near: \"= \"")]
    [InlineData("REMOVE a b", "{}", "Invalid UpdateExpression: Syntax error; token: \"b\", near: \"a b\"")]
    [InlineData("SET a = :v,", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \"<EOF>\", near: \",\"")]
    [InlineData("a = :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \"a\", near: \"a =\"")]
    [InlineData("", "{}", "Invalid UpdateExpression: The expression can not be empty;")]
    [InlineData("SET a = :v REMOVE", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \"<EOF>\", near: \"REMOVE\"")]
    [InlineData("SET :v = :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \":v\", near: \"SET :v =\"")]
    [InlineData("SET size(a) = :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \"(\", near: \"size(a\"")]
    [InlineData("REMOVE size(a)", "{}", "Invalid UpdateExpression: Syntax error; token: \"(\", near: \"size(a\"")]
    [InlineData("REMOVE :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \":v\", near: \"REMOVE :v\"")]
    [InlineData("SET a = b = :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \"=\", near: \"b = :v\"")]
    [InlineData("SET a = NOT :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \"NOT\", near: \"= NOT :v\"")]
    [InlineData("SET a > :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \">\", near: \"a > :v\"")]
    [InlineData("SET name = :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: name")]
    [InlineData("SET a = n, n = a", "{}", "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData("SET n = n + :v", "{':v':{'N':'1e-38'}}", "Attempting to store more than 38 significant digits in a Number")]
    [InlineData("SET n = n + :v", "{':v':{'N':'1e126'}}", "ExpressionAttributeValues contains invalid value: Number overflow. Attempting to store a number with magnitude larger than supported range for key :v")]
    [InlineData("SET n = :v + :w", "{':v':{'N':'9.9e125'},':w':{'N':'9e124'}}", "Number overflow. Attempting to store a number with magnitude larger than supported range")]
    [InlineData("SET n = :v + :w", "{':v':{'N':'9.9e125'},':w':{'N':'1'}}", "Attempting to store more than 38 significant digits in a Number")]
    [InlineData("SET n = :v - :w", "{':v':{'N':'1.1e-130'},':w':{'N':'1e-130'}}", "Number underflow. Attempting to store a number with magnitude smaller than supported range")]
    [InlineData("SET l[0] = :v REMOVE l[2], l[0]", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [l, [0]], path two: [l, [0]]")]
    [InlineData("SET a = n + :v - :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \"-\", near: \":v - :v\"")]
    [InlineData("SET a = +:v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \"+\", near: \"= +:v\"")]
    [InlineData("SET a = -n", "{}", "Invalid UpdateExpression: Syntax error; token: \"-\", near: \"= -n\"")]
    [InlineData("SET a = l[9]", "{}", "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData("SET a = m.zz", "{}", "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData("ADD a :v", "{':v':{'BOOL':true}}", "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: BOOLEAN, typeSet: ALLOWED_FOR_ADD_OPERAND")]
    [InlineData("DELETE a :v", "{':v':{'BOOL':true}}", "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, operand type: BOOLEAN, typeSet: ALLOWED_FOR_DELETE_OPERAND")]
    [InlineData("DELETE l[0] :v", "{':v':{'SS':['a']}}", "An operand in the update expression has an incorrect data type")]
    [InlineData("DELETE m.x :v", "{':v':{'SS':['a']}}", "An operand in the update expression has an incorrect data type")]
    [InlineData("SET a = (:v + :v) + :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: Syntax error; token: \"+\", near: \") + :v\"")]
    [InlineData("SET a = ((:v))", "{':v':{'N':'1'}}", "Invalid UpdateExpression: The expression has redundant parentheses;")]
    [InlineData("SET a = ((:v)), a = :v", "{':v':{'N':'1'}}", "Invalid UpdateExpression: The expression has redundant parentheses;")]
    [InlineData("SET n.a = :v", "{':v':{'N':'1'}}", "The document path provided in the update expression is invalid for update")]
    [InlineData("DELETE zz.a :v", "{':v':{'SS':['a']}}", "The document path provided in the update expression is invalid for update")]
    [InlineData("ADD zz[0] :v", "{':v':{'N':'1'}}", "The document path provided in the update expression is invalid for update")]
    [InlineData("DELETE zz[0] :v", "{':v':{'SS':['a']}}", "The document path provided in the update expression is invalid for update")]
    [InlineData("SET a = if_not_exists(zz, list_append(l,l))", "{}", "Invalid UpdateExpression: The function is not allowed to be used this way in an expression; function: list_append")]
    [InlineData("SET a = if_not_exists(n,zz)", "{}", "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData("SET a = if_not_exists(n,n)", "{}", "Invalid UpdateExpression: The first operand must be distinct from the remaining operands for this operator or function; operator: if_not_exists, first operand: [n]")]
    public void ParseOrApply_Wrong_IsRefused(string text, string values, string message) =>
        Assert.Equal(message, Assert.Throws<ValidationException>(() => Parse(text, values).Apply(Item, Key)).Message);

    [Theory]
    [InlineData("SET n = :v", "{'n':{'N':'5'}}", "{'n':{'N':'1'}}")]
    [InlineData("SET zz = :v", "{}", "{'zz':{'N':'1'}}")]
    [InlineData("SET m.x = :v", "{'m':{'M':{'x':{'N':'1'}}}}", "{'m':{'M':{'x':{'N':'1'}}}}")]
    [InlineData("SET l[1] = :v", "{'l':{'L':[{'N':'2'}]}}", "{'l':{'L':[{'N':'1'}]}}")]
    [InlineData("SET l[9] = :v", "{}", "{}")]
    [InlineData("REMOVE n SET zz = :v", "{'n':{'N':'5'}}", "{'zz':{'N':'1'}}")]
    [InlineData("ADD n :v", "{'n':{'N':'5'}}", "{'n':{'N':'6'}}")]
    public void Apply_ReturnsTheTouchedPaths(string text, string old, string updated)
    {
        var result = Parse(text, text.Contains(":v", StringComparison.Ordinal) ? "{':v':{'N':'1'}}" : "{}").Apply(Item, Key);
        Assert.Equal(old, AttributeJson.Print(result.UpdatedOld));
        Assert.Equal(updated, AttributeJson.Print(result.UpdatedNew));
    }

    [Theory]
    [InlineData("REMOVE a", "{'pk':{'S':'a'}}")]
    [InlineData("SET a = if_not_exists(a, pk)", "{'a':{'S':'a'},'pk':{'S':'a'}}")]
    public void Apply_ToAnAbsentItem_StartsFromTheKey(string text, string item)
    {
        var result = Parse(text, "{}").Apply(null, Key);
        Assert.Equal(item, AttributeJson.Print(result.Item));
        Assert.Empty(result.UpdatedOld);
    }

    [Fact]
    public void Apply_None_KeepsOrCreates()
    {
        Assert.Equal(AttributeJson.Print(Item), AttributeJson.Print(UpdateExpression.None.Apply(Item, Key).Item));
        Assert.Equal("{'pk':{'S':'a'}}", AttributeJson.Print(UpdateExpression.None.Apply(null, Key).Item));
    }

    [Theory]
    [InlineData("SET a = :v", 409_600)]
    [InlineData("SET a = :v, b = :v", 250_000)]
    public void Apply_TooLargeAResult_IsRefused(string text, int length)
    {
        var values = new Dictionary<string, AttributeValue> { [":v"] = new(new string('x', length)) };
        var update = UpdateExpression.Parse(text, new Placeholders(null, values));
        Assert.Equal("Item size to update has exceeded the maximum allowed size", Assert.Throws<ValidationException>(() => update.Apply(Item, Key)).Message);
    }

    [Fact]
    public void Apply_TooDeepAResult_IsRefused()
    {
        var value = new AttributeValue("x");
        for (var depth = 0; depth < ValueValidation.MaxDepth; depth++)
        {
            value = new() { L = [value] };
        }

        var values = new Dictionary<string, AttributeValue> { [":v"] = value };
        var update = UpdateExpression.Parse("SET m.z = :v", new Placeholders(null, values));
        Assert.Equal("Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit", Assert.Throws<ValidationException>(() => update.Apply(Item, Key)).Message);
    }

    [Fact]
    public void Apply_ListsAppendedToThemselves_StayBounded()
    {
        var item = new Dictionary<string, AttributeValue>(Key) { ["l"] = new() { L = [.. Enumerable.Range(0, 50_000).Select(_ => new AttributeValue("x"))] } };
        var text = "SET " + string.Join(',', Enumerable.Range(0, 150).Select(index => $"a{index}=list_append(l,l)"));
        var update = UpdateExpression.Parse(text, new Placeholders(null, null));
        Assert.Equal("Item size to update has exceeded the maximum allowed size", Assert.Throws<ValidationException>(() => update.Apply(item, Key)).Message);
    }

    [Fact]
    public void Apply_Result_SharesNothing()
    {
        var update = Parse("SET a = l, c = :v", "{':v':{'L':[{'N':'1'}]}}");
        var first = update.Apply(Item, Key);
        first.Item["a"].L.Clear();
        first.Item["c"].L[0].N = "2";
        first.Item["m"].M.Clear();
        first.UpdatedNew["a"].L.Clear();
        Assert.Equal(AttributeJson.Print(AttributeJson.Item(Text)), AttributeJson.Print(Item));
        Assert.Equal("{'L':[{'N':'1'}]}", AttributeJson.Print(update.Apply(Item, Key).Item["c"]));
    }

    private static UpdateExpression Parse(string text, string values)
    {
        var update = UpdateExpression.Parse(text, new Placeholders(null, AttributeJson.Item(values) is { Count: > 0 } some ? some : null));
        update.EnsureKeysAreKept(Schema);
        return update;
    }
}
