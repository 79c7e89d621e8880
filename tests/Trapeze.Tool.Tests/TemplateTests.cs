using System.Text.RegularExpressions;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Core.Labels;
using Trapeze.Store;
using Trapeze.Store.Provisioning;
using Trapeze.Testing;
using YamlDotNet.RepresentationModel;

namespace Trapeze.Tool.Tests;

/// <summary>A store works on the table of its template, and does there what its policy allows and nothing else.</summary>
public sealed partial class TemplateTests(LocalServer local) : IClassFixture<LocalServer>
{
    // What each request of the SDK needs to be allowed; what is not named here needs the action of its own name.
    private static readonly Dictionary<string, string[]> Needed = new(StringComparer.Ordinal)
    {
        ["TransactWriteItems"] = ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
        ["TransactGetItems"] = ["GetItem"],
    };

    private static YamlMappingNode Template { get; } = Read(TableTemplate.Of("made-by-template"));

    private static YamlMappingNode Table => At(Template, "Resources", "Facets", "Properties");

    [DynamoDbLocalFact]
    public async Task Table_MadeAsTheTemplateSays_HoldsAStore()
    {
        using var client = local.Server.CreateClient();
        await client.CreateTableAsync(new CreateTableRequest
        {
            TableName = Text(Table, "TableName"),
            BillingMode = Text(Table, "BillingMode"),
            DeletionProtectionEnabled = bool.Parse(Text(Table, "DeletionProtectionEnabled")),
            AttributeDefinitions = [.. List(Table, "AttributeDefinitions").Select(each => new AttributeDefinition(Text(each, "AttributeName"), Text(each, "AttributeType")))],
            KeySchema = [.. List(Table, "KeySchema").Select(each => new KeySchemaElement(Text(each, "AttributeName"), Text(each, "KeyType")))],
        });
        var order = LabelOrder.CreateBuilder().Declare("public").Build();
        using var store = FacetedStore.Open(new FacetedStoreOptions
        {
            Tables = [new TableDefinition("Plain", new KeyDefinition("id", ScalarAttributeType.S))],
            Backend = new DynamoDbBackend
            {
                TableName = "made-by-template",
                ServiceUrl = local.Server.Address,
                Credentials = new BasicAWSCredentials("local", "local"),
                PlaceLease = TimeSpan.Zero,
                RequestTimeout = TimeSpan.FromSeconds(30),
            },
        });
        using var view = store.ClientAt(order.Label("public"));
        await view.PutItemAsync("Plain", new() { ["id"] = new("k"), ["text"] = new("there") });

        Assert.Equal("there", (await view.GetItemAsync("Plain", new() { ["id"] = new("k") })).Item["text"].S);
    }

    [Fact]
    public async Task Template_IsPrinted() =>
        Assert.Equal((0, TableTemplate.Of("made-by-template"), ""), await CommandLineTests.RunAsync("template", "made-by-template"));

    [Fact]
    public void Table_IsHardToLose_AndEncrypted()
    {
        Assert.Equal("true", Text(Table, "DeletionProtectionEnabled"));
        Assert.Equal("true", Text(At(Table, "PointInTimeRecoverySpecification"), "PointInTimeRecoveryEnabled"));
        Assert.Equal("true", Text(At(Table, "SSESpecification"), "SSEEnabled"));
        Assert.Equal(("AWS::DynamoDB::Table", "Retain", "Retain"), (
            Text(At(Template, "Resources", "Facets"), "Type"), Text(At(Template, "Resources", "Facets"), "DeletionPolicy"), Text(At(Template, "Resources", "Facets"), "UpdateReplacePolicy")));
    }

    [Fact]
    public void Policy_AllowsWhatTheBackendDoes_OnThisTableOnly()
    {
        var statement = Assert.Single(List(At(Template, "Resources", "Access", "Properties", "PolicyDocument"), "Statement"));
        var allowed = ((YamlSequenceNode)statement["Action"]).Select(action => ((YamlScalarNode)action).Value!).ToList();

        Assert.Equal(TableTemplate.Actions, allowed);
        Assert.Equal("Allow", Text(statement, "Effect"));
        Assert.Equal(["Facets", "Arn"], ((YamlSequenceNode)At(statement, "Resource")["Fn::GetAtt"]).Select(part => ((YamlScalarNode)part).Value));

        // Requests in the source of the backend; creating a table is for development alone.
        var requests = Sources().SelectMany(source => Request().Matches(source)).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).Except(["CreateTable"], StringComparer.Ordinal).ToList();
        var needed = requests.SelectMany(request => Needed.GetValueOrDefault(request, [request])).Select(action => $"dynamodb:{action}").ToHashSet(StringComparer.Ordinal);
        Assert.Contains("dynamodb:PutItem", needed);
        Assert.Empty(needed.Except(allowed, StringComparer.Ordinal));

        // What transactions and sweeps need.
        Assert.Empty(allowed.Except(needed, StringComparer.Ordinal).Except(["dynamodb:ConditionCheckItem", "dynamodb:DeleteItem"], StringComparer.Ordinal));
    }

    private static IEnumerable<string> Sources([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Trapeze.Store", "DynamoDb"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);

    private static YamlMappingNode Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    private static YamlMappingNode At(YamlMappingNode node, params string[] path) => path.Aggregate(node, (each, name) => (YamlMappingNode)each[name]);

    private static string Text(YamlMappingNode node, string name) => ((YamlScalarNode)node[name]).Value!;

    private static IEnumerable<YamlMappingNode> List(YamlMappingNode node, string name) => ((YamlSequenceNode)node[name]).Cast<YamlMappingNode>();

    [GeneratedRegex(@"\bclient\.(?<name>\w+)Async\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Request();
}
