using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Trapeze.Store.Provisioning;
using Trapeze.Tool.Deployments.Plans;
using Trapeze.Tool.Deployments.Templates;

namespace Trapeze.Tool.Tests.Deployments;

/// <summary>The template is the policy's: every function, route and queue of it, and no right that it does not need.</summary>
public sealed partial class DeploymentTemplateTests
{
    private static readonly string CheckedIn = Path.Combine(Deployed.Root, "samples", "HelloRetail", "deploy", "template.yaml");
    private static readonly JsonObject Template = DeploymentTemplate.Of(Deployed.Retail);
    private static readonly Deployed Shop = new(Deployed.Retail);

    private static JsonObject EveryKind => DeploymentTemplate.Of(Deployed.PlanOf(PlanTests.EveryKind, "shop", "SHOP_ISSUER"));

    [Fact]
    public async Task Verb_ForTheSample_PrintsWhatIsCheckedIn()
    {
        var (code, output, errors) = await CommandLineTests.RunAsync("stack", Path.Combine(Deployed.Root, "samples", "HelloRetail", "retail.yaml"), "--name", "hello-retail");

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(await File.ReadAllTextAsync(CheckedIn), output);
    }

    [Fact]
    public void Text_ReadAgain_IsTheSame()
    {
        Assert.True(JsonNode.DeepEquals(Plain(Template), Plain(TemplateReader.Read(DeploymentTemplate.Text(Deployed.Retail, "retail.yaml")))));
        Assert.True(JsonNode.DeepEquals(Plain(EveryKind), Plain(TemplateReader.Read(YamlText.Of(EveryKind, "two\nlines")))));
    }

    [CfnLintFact]
    public Task Lint_Sample_SaysNothing() => LintAsync(CheckedIn);

    [CfnLintFact]
    public async Task Lint_EveryKindOfSourceAndChannel_SaysNothing()
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder.At("template.yaml"), YamlText.Of(EveryKind, "lint"));

        await LintAsync(folder.At("template.yaml"));
    }

    [CfnLintFact]
    public async Task Lint_WhatIsNoTemplate_Says()
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder.At("template.yaml"), (await File.ReadAllTextAsync(CheckedIn)).Replace("!GetAtt RoleCatalog.Arn", "!GetAtt RoleCatalogue.Arn", StringComparison.Ordinal));

        Assert.Contains("RoleCatalogue", (await RunLintAsync(folder.At("template.yaml"))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void References_LeadSomewhere()
    {
        foreach (var template in new[] { Template, EveryKind })
        {
            var known = template["Resources"]!.AsObject().Select(each => each.Key).Concat(template["Parameters"]!.AsObject().Select(each => each.Key)).ToHashSet(StringComparer.Ordinal);
            var used = All(template).SelectMany(Named).Where(name => !name.StartsWith("AWS::", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

            Assert.Empty(used.Except(known, StringComparer.Ordinal));
            Assert.Empty(template["Parameters"]!.AsObject().Select(each => each.Key).Except(used, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Functions_AreThoseOfThePolicy_EachNamedToItself()
    {
        var functions = Shop.OfType("AWS::Lambda::Function").ToList();

        Assert.Equal(Deployed.Retail.Functions.Select(function => function.Name), functions.Select(function => function.Properties["Environment"]!["Variables"]!["TRAPEZE_FUNCTION"]!.ToString()));
        Assert.Equal(functions.Count, functions.Select(function => function.Properties["Role"]!.ToString()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(functions, function => Assert.Equal(("provided.al2023", "bootstrap"), (function.Properties["Runtime"]!.ToString(), function.Properties["Handler"]!.ToString())));
    }

    [Fact]
    public void Routes_AreThoseOfThePolicy_AndNoOther()
    {
        var routes = Shop.OfType("AWS::ApiGatewayV2::Route").Select(route => route.Properties["RouteKey"]!.ToString()).ToList();

        Assert.Equal(Deployed.Retail.Functions.SelectMany(function => function.Routes).Select(route => route.Key), routes);
        Assert.Contains("GET /pictures/{id}", routes);
        Assert.DoesNotContain("$default", routes);
    }

    [Fact]
    public void Permissions_AreForTheRoutesOfTheApi_Alone()
    {
        var permissions = Shop.OfType("AWS::Lambda::Permission").ToList();

        Assert.Equal(Deployed.Retail.Functions.Sum(function => function.Routes.Length), permissions.Count);
        Assert.All(permissions, permission => Assert.Matches($"^arn:aws:execute-api:{Deployed.Region}:{Deployed.Account}:{Deployed.ApiId}/\\*/(GET|POST|DELETE)/[a-z*/]+$", permission.Properties["SourceArn"]!.ToString()));
        Assert.Empty(Shop.OfType("AWS::Lambda::Url"));
    }

    [Fact]
    public void Queues_HideARecordSixTimesAsLongAsItsFunctionMayTake()
    {
        Assert.All(Template["Mappings"]!["Hidden"]!.AsObject(), each => Assert.Equal(6 * int.Parse(each.Key, System.Globalization.CultureInfo.InvariantCulture), each.Value!["Seconds"]!.GetValue<int>()));
        Assert.Equal(Template["Parameters"]!["Timeout"]!["AllowedValues"]!.AsArray().Select(each => each!.ToString()), Template["Mappings"]!["Hidden"]!.AsObject().Select(each => each.Key));
        Assert.Equal(2 * Deployed.Retail.Functions.Count(function => function.TakesEvents), Shop.OfType("AWS::SQS::Queue").Count());
        Assert.All(Shop.OfType("AWS::Lambda::EventSourceMapping"), mapping => Assert.Equal("ReportBatchItemFailures", Assert.Single(mapping.Properties["FunctionResponseTypes"]!.AsArray())!.ToString()));
    }

    [Fact]
    public void Facets_AreTheTableOfTheStoresOwnTemplate()
    {
        var own = TemplateReader.Read(TableTemplate.Of("hello-retail-facets"))["Resources"]!["Facets"]!["Properties"]!.AsObject();
        var table = Shop.Properties("Facets");
        table.Remove("ResourcePolicy");

        Assert.True(JsonNode.DeepEquals(Plain(own), Plain(table)));
    }

    [Fact]
    public void Stores_OutliveTheStack()
    {
        string[] kept = ["AWS::DynamoDB::Table", "AWS::SecretsManager::Secret", "AWS::Logs::LogGroup", "AWS::SQS::Queue"];

        Assert.All(
            Template["Resources"]!.AsObject().Where(each => kept.Contains(each.Value!["Type"]!.ToString(), StringComparer.Ordinal)),
            each => Assert.Equal(("Retain", "Retain"), (each.Value!["DeletionPolicy"]?.ToString(), each.Value["UpdateReplacePolicy"]?.ToString())));
    }

    [Fact]
    public void Roles_MayNothingByAPattern_AndNothingOnEverything()
    {
        foreach (var statement in new[] { Template, EveryKind }.SelectMany(Allowed))
        {
            Assert.All(Texts(statement["Action"]!), action => Assert.DoesNotContain('*', action));
            Assert.All(statement["Resource"] is JsonArray many ? [.. many] : new[] { statement["Resource"] }, resource => Assert.NotEqual("*", resource!.ToString()));
        }
    }

    [Fact]
    public void Actions_AreListedInTheGuide_WithTheReason()
    {
        var guide = File.ReadAllText(Path.Combine(Deployed.Root, "docs", "deployment.md"));
        var plan = Deployed.PlanOf(PlanTests.EveryKind);
        var rows = from function in plan.Functions.OrderByDescending(function => function.Sources.Length)
                   from grant in GrantList.Of(plan, function)
                   from action in grant.Actions
                   select $"| `{action.Name}` | {grant.On} | {action.Reason} |";

        Assert.Contains(string.Join('\n', rows.Distinct(StringComparer.Ordinal)), guide, StringComparison.Ordinal);
        Assert.All(new[] { Template, EveryKind }.SelectMany(Allowed).SelectMany(statement => Texts(statement["Action"]!)), action => Assert.Contains($"| `{action}`", guide, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_MoreThanAStackHolds_IsRefused()
    {
        var many = string.Join(", ", Enumerable.Range(0, 60).Select(number => $"f{number}: {{ on: event e{number} }}"));

        Assert.Contains("resources", Assert.Throws<CommandException>(() => DeploymentTemplate.Of(Deployed.PlanOf($"trapeze: 1\nlabels: {{ public: }}\nfunctions: {{ {many} }}"))).Message, StringComparison.Ordinal);
    }

    // Numbers and texts are one to CloudFormation.
    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject entries => new JsonObject(entries.Where(entry => entry.Value is not JsonObject { Count: 0 }).Select(entry => KeyValuePair.Create(entry.Key, Plain(entry.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Plain)]),
        _ => JsonValue.Create(node?.ToString()),
    };

    private static IEnumerable<JsonObject> Allowed(JsonObject template) =>
        All(template).Where(node => node["Effect"]?.ToString() is "Allow" && node["Resource"] is not null);

    private static IEnumerable<JsonObject> All(JsonNode? node) => node switch
    {
        JsonObject entries => entries.SelectMany(entry => All(entry.Value)).Prepend(entries),
        JsonArray items => items.SelectMany(All),
        _ => [],
    };

    private static IEnumerable<string> Named(JsonObject node) => node switch
    {
        { Count: 1 } when node["Ref"] is { } name => [name.ToString()],
        { Count: 1 } when node["Fn::GetAtt"] is { } attribute => [attribute[0]!.ToString()],
        { Count: 1 } when node["Fn::Sub"] is { } text => Placeholder().Matches(text.ToString()).Select(match => match.Groups["id"].Value),
        _ when node["DependsOn"] is { } behind => [behind.ToString()],
        _ => [],
    };

    private static IEnumerable<string> Texts(JsonNode node) => node is JsonArray many ? many.Select(each => each!.ToString()) : [node.ToString()];

    private static async Task LintAsync(string file) => Assert.Equal((0, ""), await RunLintAsync(file));

    // Warnings count as errors do.
    private static async Task<(int Code, string Output)> RunLintAsync(string file)
    {
        using var lint = Process.Start(new ProcessStartInfo("cfn-lint", ["--non-zero-exit-code", "informational", "--", file]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = lint.StandardOutput.ReadToEndAsync();
        var errors = await lint.StandardError.ReadToEndAsync();
        await lint.WaitForExitAsync();
        return (lint.ExitCode, (await output + errors).Trim());
    }

    [GeneratedRegex(@"\$\{(?<id>[A-Za-z0-9:]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
