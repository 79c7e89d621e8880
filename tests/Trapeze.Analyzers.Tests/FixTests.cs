using Trapeze.Analyzers.Tests.Harness;

namespace Trapeze.Analyzers.Tests;

/// <summary>The fixes: what they make compiles, and where they would not be right they are not offered.</summary>
public sealed class FixTests
{
    [Theory]
    [InlineData("events.PublishAsync(\"note\", 1);", "await events.PublishAsync(\"note\", 1);")]
    [InlineData("_ = events.PublishAsync(\"note\", 1);", "await events.PublishAsync(\"note\", 1);")]
    [InlineData("Console.WriteLine(\"done\");", "log.LogInformation(\"done\");")]
    [InlineData("Console.WriteLine(message.Id);", "log.LogInformation(\"{Text}\", message.Id);")]
    [InlineData("System.Diagnostics.Trace.WriteLine($\"{message.Id}\");", "log.LogInformation(\"{Text}\", $\"{message.Id}\");")]
    [InlineData("Console.Error.WriteLine(\"{\");", "log.LogInformation(\"{Text}\", \"{\");")]
    [InlineData("await Task.Yield(); async void Later() => await Task.Yield(); Later();", "await Task.Yield(); async Task Later() => await Task.Yield(); Later();")]
    public async Task Fix_InAFunction_MakesTheLine(string wrong, string right) =>
        Assert.Equal(Case.InFunction(right + "\n"), await Mender.MendAsync(Case.InFunction(wrong + "\n")));

    [Theory]
    [InlineData("Action later = () => events.PublishAsync(\"note\", 1); later();")]
    [InlineData("void Later() { events.PublishAsync(\"note\", 1); } Later();")]
    [InlineData("Action later = async () => await Task.Yield(); later();")]
    [InlineData("Console.Write(\"{0}\", 2);")]
    [InlineData("Console.ReadLine();")]
    public async Task Fix_ThatWouldNotBeRight_IsNotOffered(string code)
    {
        var source = Case.InFunction(code + "\n");

        Assert.Equal(source, await Mender.MendAsync(source));
    }

    [Theory]
    [InlineData("private static string Table = \"notes\";", "private const string Table = \"notes\";")]
    [InlineData("private static TimeSpan Table = TimeSpan.Zero;", "private static readonly TimeSpan Table = TimeSpan.Zero;")]
    public async Task Fix_OfAStatic_ThatNothingWrites_MakesItReadOnly(string wrong, string right) =>
        Assert.Equal(WithStatic(right, ""), await Mender.MendAsync(WithStatic(wrong, "")));

    [Theory]
    [InlineData("private static int Table;", "Table++;")]
    [InlineData("private static int Table;", "Table = 1;")]
    [InlineData("private static int Table;", "(Table, _) = (1, 2);")]
    [InlineData("private static int Table;", "Interlocked.Increment(ref Table);")]
    [InlineData("private static int Table;", "ref var same = ref Table; same = 1;")]
    [InlineData("private static List<string> Table = [];", "")]
    [InlineData("[ThreadStatic] private static int Table;", "")]
    public async Task Fix_OfAStatic_ThatIsWritten_IsNotOffered(string member, string use) =>
        Assert.Equal(WithStatic(member, use), await Mender.MendAsync(WithStatic(member, use)));

    [Fact]
    public async Task Fix_OfAClientInALambda_TakesAParameter()
    {
        var wrong = Endpoint("async (string id) =>\n    {\n        using var client = new AmazonDynamoDBClient();\n        return (await client.GetItemAsync(\"notes\", new() { [\"id\"] = new(id) })).Item[\"text\"].S;\n    }");
        var right = Endpoint("async (string id, AmazonDynamoDBClient client) =>\n    {\n        return (await client.GetItemAsync(\"notes\", new() { [\"id\"] = new(id) })).Item[\"text\"].S;\n    }");

        Assert.Equal(right, await Mender.MendAsync(wrong));
    }

    [Fact]
    public async Task Fix_OfAClientInAnExpression_TakesAParameter() =>
        Assert.Equal(
            Endpoint("(string id, AmazonDynamoDBClient store) => Handlers.List(store, id)") + Handlers,
            await Mender.MendAsync(Endpoint("(string id) => Handlers.List(new AmazonDynamoDBClient(), id)") + Handlers));

    private const string Handlers = "public static class Handlers { public static string List(AmazonDynamoDBClient store, string id) => store + id; }\n";

    private static string Endpoint(string lambda) =>
        Case.InFile($"public static class Endpoints\n{{\n    public static void Map(WebApplication app) => app.MapGet(\"/notes/{{id}}\", {lambda});\n}}\n");

    private static string WithStatic(string member, string use) => Case.InFile(
        $"public sealed class Function : IEventFunction\n{{\n    {member}\n    public Task RunAsync(EventMessage message, CancellationToken cancellationToken)\n    {{\n        {use}\n        return Task.FromResult(Table);\n    }}\n}}\n");
}
