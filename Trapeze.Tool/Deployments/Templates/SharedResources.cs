using System.Text.Json.Nodes;
using Trapeze.Store.Provisioning;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Templates;

/// <summary>What the functions have in common: the tables, the keys, and what each of their roles may do.</summary>
internal static class SharedResources
{
    internal static void Add(JsonObject resources, DeploymentPlan plan)
    {
        resources[LogicalIds.Facets] = FacetsTable(plan);
        resources[LogicalIds.StoreAccess] = ManagedPolicy("For the roles of this deployment's functions and nobody else: facets of every label lie in the table in the clear", [GrantList.Facets]);
        if (plan.HasEvents)
        {
            resources[LogicalIds.Claims] = ClaimsTable(plan);
            resources[LogicalIds.Keys] = Secret();
            resources["KeysPolicy"] = new JsonObject
            {
                ["Type"] = "AWS::SecretsManager::ResourcePolicy",
                ["Properties"] = new JsonObject
                {
                    ["SecretId"] = Intrinsic.Ref(LogicalIds.Keys),
                    ["BlockPublicPolicy"] = true,
                    ["ResourcePolicy"] = AccessDocument.ForNobodyBut(plan.Functions, "secretsmanager", "*"),
                },
            };
            resources[LogicalIds.EventAccess] = ManagedPolicy("For the roles of this deployment's functions and nobody else: who has the keys can send any event at any label", GrantList.Publishing(plan));
        }

        if (!plan.Channels.IsEmpty)
        {
            resources[LogicalIds.ChannelAccess] = ManagedPolicy("For the roles of this deployment's functions and nobody else: what they send is decided by the guard", plan.Channels);
        }
    }

    /// <summary>The managed policies that every function's role has.</summary>
    internal static IEnumerable<string> Policies(DeploymentPlan plan) =>
        [LogicalIds.StoreAccess, .. plan.HasEvents ? [LogicalIds.EventAccess] : Array.Empty<string>(), .. plan.Channels.IsEmpty ? Array.Empty<string>() : [LogicalIds.ChannelAccess]];

    // The table is the one that the store's own template says.
    private static JsonObject FacetsTable(DeploymentPlan plan)
    {
        var table = TemplateReader.Read(TableTemplate.Of("facets"))["Resources"]![LogicalIds.Facets]!.DeepClone().AsObject();
        var properties = table["Properties"]!.AsObject();
        properties["TableName"] = Intrinsic.Text(DeploymentNames.InTemplate.Facets);
        properties["ResourcePolicy"] = new JsonObject { ["PolicyDocument"] = AccessDocument.ForNobodyBut(plan.Functions, "dynamodb", "*") };
        return table;
    }

    private static JsonObject ClaimsTable(DeploymentPlan plan) => new()
    {
        ["Type"] = "AWS::DynamoDB::Table",
        ["DeletionPolicy"] = "Retain",
        ["UpdateReplacePolicy"] = "Retain",
        ["Properties"] = new JsonObject
        {
            ["TableName"] = Intrinsic.Text(DeploymentNames.InTemplate.Claims),
            ["BillingMode"] = "PAY_PER_REQUEST",
            ["AttributeDefinitions"] = new JsonArray(new JsonObject { ["AttributeName"] = "id", ["AttributeType"] = "S" }),
            ["KeySchema"] = new JsonArray(new JsonObject { ["AttributeName"] = "id", ["KeyType"] = "HASH" }),
            ["TimeToLiveSpecification"] = new JsonObject { ["AttributeName"] = "expires", ["Enabled"] = true },
            ["DeletionProtectionEnabled"] = true,
            ["SSESpecification"] = new JsonObject { ["SSEEnabled"] = true },
            ["ResourcePolicy"] = new JsonObject { ["PolicyDocument"] = AccessDocument.ForNobodyBut(plan.Functions, "dynamodb", "*") },
        },
    };

    private static JsonObject Secret() => new()
    {
        ["Type"] = "AWS::SecretsManager::Secret",
        ["DeletionPolicy"] = "Retain",
        ["UpdateReplacePolicy"] = "Retain",
        ["Properties"] = new JsonObject
        {
            ["Name"] = Intrinsic.Text(DeploymentNames.InTemplate.Keys),
            ["Description"] = "The keys of events' envelopes: `signs` names the one that signs, each of the others opens",
            ["GenerateSecretString"] = new JsonObject
            {
                ["SecretStringTemplate"] = """{"signs":"k1"}""",
                ["GenerateStringKey"] = "k1",
                ["PasswordLength"] = 64,
                ["ExcludePunctuation"] = true,
            },
        },
    };

    private static JsonObject ManagedPolicy(string description, IEnumerable<Grant> grants) => new()
    {
        ["Type"] = "AWS::IAM::ManagedPolicy",
        ["Properties"] = new JsonObject { ["Description"] = description, ["PolicyDocument"] = AccessDocument.Of(grants) },
    };
}
