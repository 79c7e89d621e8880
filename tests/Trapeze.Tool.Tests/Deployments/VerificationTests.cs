using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Plans;
using Trapeze.Tool.Deployments.Verification;

namespace Trapeze.Tool.Tests.Deployments;

/// <summary>A deployment as the template says is clean, and each thing that an administrator may get wrong is found and named.</summary>
public sealed class VerificationTests
{
    private static readonly string Clean = DeployedExport.Of(new Deployed(Deployed.Retail)).ToJsonString();

    public static TheoryData<string> Ways { get; } = [.. Breakages.All.Keys];

    [Fact]
    public void Run_AsTheTemplateSays_FindsNothing() => Assert.Empty(Run(Clean));

    [Fact]
    public void Run_SourcesAndChannels_AsTheTemplateSays_FindsNothing()
    {
        var plan = Deployed.PlanOf(PlanTests.EveryKind, "shop", "SHOP_ISSUER");

        Assert.Empty(Run(DeployedExport.Of(new Deployed(plan)).ToJsonString(), plan));
    }

    [Fact]
    public void Run_PolicyWithoutEventsOrRoutes_AsTheTemplateSays_FindsNothing()
    {
        var routes = Deployed.PlanOf("trapeze: 1\nlabels: { public: }\ncallers: [{ anonymous: public }]\nchannels: { reply: caller }\nfunctions: { read: { on: GET /notes } }");
        var events = Deployed.PlanOf("trapeze: 1\nlabels: { public: }\nfunctions: { take: { on: event order.placed } }");

        Assert.Empty(Run(DeployedExport.Of(new Deployed(routes)).ToJsonString(), routes));
        Assert.Empty(Run(DeployedExport.Of(new Deployed(events)).ToJsonString(), events));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Run_OneThingBroken_FindsItAndNamesIt(string way)
    {
        var (breaks, resource, wrong) = Breakages.All[way];
        var export = JsonNode.Parse(Clean)!.AsObject();
        breaks(export);

        var findings = Run(export.ToJsonString());

        Assert.All(wrong.Split('|'), part => Assert.Contains(findings, finding => finding.Resource.StartsWith(resource, StringComparison.Ordinal) && finding.Wrong.Contains(part, StringComparison.Ordinal)));
        Assert.All(findings, finding => Assert.NotEmpty(finding.Instead));
    }

    [Fact]
    public void Run_SeveralThingsBroken_FindsAllAtOnce()
    {
        var export = JsonNode.Parse(Clean)!.AsObject();
        foreach (var way in new[] { "a function URL", "a layer", "a table with a stream", "a queue for everybody" })
        {
            Breakages.All[way].Break(export);
        }

        Assert.Equal(4, Run(export.ToJsonString()).Length);
    }

    [Theory]
    [InlineData("logs:GetLogEvents", "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/*")]
    [InlineData("logs:PutLogEvents", "*")]
    [InlineData("dynamodb:*", "arn:aws:dynamodb:eu-west-1:111122223333:table/orders")]
    [InlineData("dynamodb:GetItem", "*")]
    [InlineData("sqs:*", "*")]
    [InlineData("secretsmanager:GetSecretValue", "*")]
    [InlineData("lambda:GetFunction", "*")]
    [InlineData("iam:PassRole", "arn:aws:iam::111122223333:role/newsletter")]
    [InlineData("s3:*", "*")]
    public void Run_OthersThatCannotReachTheStores_FindsNothing(string action, string resource)
    {
        var export = JsonNode.Parse(Clean)!.AsObject();
        AddRole(export, IdentityExport.Policy("p", "Allow", action, resource));

        Assert.Empty(Run(export.ToJsonString()));
    }

    [Fact]
    public void Run_WhatIsAllowedAndDenied_FindsNothing()
    {
        var export = JsonNode.Parse(Clean)!.AsObject();
        AddRole(export, IdentityExport.Policy("may", "Allow", "logs:*", "*"), IdentityExport.Policy("not", "Deny", "*", "arn:aws:logs:*:*:log-group:/trapeze/*"));

        Assert.Empty(Run(export.ToJsonString()));
    }

    [Fact]
    public void Run_WhatABoundaryDoesNotAllow_FindsNothing()
    {
        const string Boundary = $"arn:aws:iam::{Deployed.Account}:policy/boundary";
        var export = JsonNode.Parse(Clean)!.AsObject();
        var identities = export["iam get-account-authorization-details"]!;
        identities["Policies"]!.AsArray().Add(IdentityExport.Managed(Boundary, "boundary", IdentityExport.Policy("b", "Allow", "s3:*", "*")["PolicyDocument"]!.DeepClone()));
        AddRole(export, IdentityExport.Policy("may", "Allow", "*", "*"));
        identities["RoleDetailList"]!.AsArray()[^1]!["PermissionsBoundary"] = new JsonObject { ["PermissionsBoundaryArn"] = Boundary };

        Assert.Empty(Run(export.ToJsonString()));
    }

    [Fact]
    public void Run_AdministratorWhoIsNotNamed_IsFoundEverywhere()
    {
        var findings = Run(Clean, administrators: []);

        Assert.Contains(findings, finding => finding.Resource == "role Deployer" && finding.Wrong.Contains("log group", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Resource == "table hello-retail-facets" && finding.Wrong.Contains(Deployed.Administrator, StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Instead.Contains($"--administrator {Deployed.Administrator}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"name": "a", "name": "b"}""")]
    public void Parse_WhatIsNoExport_IsRefused(string text) => Assert.Throws<CommandException>(() => AccountExport.Parse(text));

    [Fact]
    public void Run_AnExportOfNothing_SaysSoOfEverything()
    {
        var findings = Run("""{"name": "hello-retail", "region": "eu-west-1"}""");

        Assert.Equal(AccountExport.Commands.Length + AccountExport.CommandsForEach.Length, findings.Count(finding => finding.Resource == "export"));
        Assert.Equal(Deployed.Retail.Functions.Length, findings.Count(finding => finding.Resource.StartsWith("function ", StringComparison.Ordinal) && finding.Wrong == "it is not there"));
    }

    [Fact]
    public void Script_AsksForAllThatIsJudged()
    {
        var script = File.ReadAllText(Path.Combine(Deployed.Root, "deploy", "export.sh"));

        Assert.All(AccountExport.Commands.Concat(AccountExport.CommandsForEach).Select(command => command.Split(' ')), words =>
        {
            Assert.Contains(words[0], script, StringComparison.Ordinal);
            Assert.Contains(words[1], script, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Verb_SaysWhatItFinds_AndEndsWithOne()
    {
        using var folder = new Folder();
        var export = JsonNode.Parse(Clean)!.AsObject();
        await File.WriteAllTextAsync(folder.At("export.json"), export.ToJsonString());
        await File.WriteAllBytesAsync(folder.At("package.zip"), [1, 2, 3]);
        var policy = Path.Combine(Deployed.Root, "samples", "HelloRetail", "retail.yaml");

        var (code, output, errors) = await CommandLineTests.RunAsync("verify-stack", policy, folder.At("export.json"), folder.At("package.zip"), "--administrator", Deployed.Administrator);

        Assert.Equal((1, ""), (code, errors));
        Assert.Contains("function hello-retail-wallet: runs another package than the one that was checked", output, StringComparison.Ordinal);
        Assert.EndsWith("25 findings\n", output, StringComparison.Ordinal);
    }

    private static void AddRole(JsonObject export, params JsonNode[] policies) =>
        export["iam get-account-authorization-details"]!["RoleDetailList"]!.AsArray().Add(IdentityExport.Role("other", "/", "ec2.amazonaws.com", policies));

    private static ImmutableArray<Finding> Run(string export, DeploymentPlan? plan = null, ImmutableArray<string>? administrators = null) =>
        DeploymentVerification.Run(plan ?? Deployed.Retail, AccountExport.Parse(export), DeployedExport.Package, administrators ?? [Deployed.Administrator]);
}
