using System.Text.Json.Nodes;

namespace Trapeze.Tool.Tests.Deployments;

/// <summary>What deploy/export.sh would print of an account that has the deployment and, as accounts have, some others beside it.</summary>
internal static class DeployedExport
{
    public const string Package = "q83vEjRWeJA=";

    public static JsonObject Of(Deployed deployed)
    {
        var functions = deployed.OfType("AWS::Lambda::Function").Select(each => each.Properties).ToList();
        var tables = deployed.OfType("AWS::DynamoDB::Table").ToList();
        var queues = deployed.OfType("AWS::SQS::Queue").ToList();
        var groups = deployed.OfType("AWS::Logs::LogGroup").Select(each => each.Properties).ToList();
        var secrets = deployed.OfType("AWS::SecretsManager::Secret").ToList();
        var configurations = functions.Select(function => Configuration(deployed, function)).Append(Stranger()).ToList();
        return new JsonObject
        {
            ["name"] = deployed.Name,
            ["region"] = Deployed.Region,
            ["sts get-caller-identity"] = new JsonObject { ["UserId"] = "AROA:me", ["Account"] = Deployed.Account, ["Arn"] = $"arn:aws:sts::{Deployed.Account}:assumed-role/Deployer/me" },
            ["iam get-account-authorization-details"] = IdentityExport.Of(deployed),
            ["lambda list-functions"] = new JsonObject { ["Functions"] = new JsonArray([.. configurations]) },
            ["lambda list-event-source-mappings"] = new JsonObject { ["EventSourceMappings"] = Mappings(deployed) },
            ["lambda get-function"] = Each(functions, "FunctionName", function => new JsonObject { ["Configuration"] = Configuration(deployed, function), ["Code"] = new JsonObject { ["RepositoryType"] = "S3" } }),
            ["lambda get-policy"] = Each(functions, "FunctionName", function => Permissions(deployed, Text(function, "FunctionName"))),
            ["lambda list-function-url-configs"] = Each(functions, "FunctionName", _ => new JsonObject { ["FunctionUrlConfigs"] = new JsonArray() }),
            ["lambda list-versions-by-function"] = Each(functions, "FunctionName", _ => new JsonObject { ["Versions"] = new JsonArray(new JsonObject { ["Version"] = "$LATEST" }) }),
            ["lambda list-aliases"] = Each(functions, "FunctionName", _ => new JsonObject { ["Aliases"] = new JsonArray() }),
            ["lambda list-function-event-invoke-configs"] = Each(functions, "FunctionName", function => Invocations(deployed, Text(function, "FunctionName"))),
            ["apigatewayv2 get-apis"] = new JsonObject { ["Items"] = new JsonArray([.. deployed.OfType("AWS::ApiGatewayV2::Api").Select(api => (JsonNode)new JsonObject { ["ApiId"] = Deployed.ApiId, ["Name"] = Text(api.Properties, "Name"), ["ProtocolType"] = "HTTP" })]) },
            ["apigatewayv2 get-routes"] = Api(deployed, "AWS::ApiGatewayV2::Route", (_, route) => new JsonObject { ["RouteKey"] = Text(route, "RouteKey"), ["Target"] = Text(route, "Target"), ["AuthorizationType"] = "NONE", ["RouteId"] = Text(route, "RouteKey") }),
            ["apigatewayv2 get-integrations"] = Api(deployed, "AWS::ApiGatewayV2::Integration", (id, integration) => new JsonObject { ["IntegrationId"] = id.ToLowerInvariant(), ["IntegrationType"] = "AWS_PROXY", ["IntegrationUri"] = Text(integration, "IntegrationUri"), ["PayloadFormatVersion"] = "2.0" }),
            ["apigatewayv2 get-stages"] = Api(deployed, "AWS::ApiGatewayV2::Stage", (_, stage) => new JsonObject { ["StageName"] = Text(stage, "StageName"), ["AutoDeploy"] = true }),
            ["dynamodb describe-table"] = Tables(tables, table => new JsonObject { ["Table"] = Table(table) }),
            ["dynamodb get-resource-policy"] = Tables(tables, table => new JsonObject { ["Policy"] = table["ResourcePolicy"]!["PolicyDocument"]!.ToJsonString() }),
            ["dynamodb describe-continuous-backups"] = Tables(tables, table => new JsonObject { ["ContinuousBackupsDescription"] = new JsonObject { ["PointInTimeRecoveryDescription"] = new JsonObject { ["PointInTimeRecoveryStatus"] = table.ContainsKey("PointInTimeRecoverySpecification") ? "ENABLED" : "DISABLED" } } }),
            ["dynamodb describe-time-to-live"] = Tables(tables, TimeToLive),
            ["dynamodb describe-kinesis-streaming-destination"] = Tables(tables, table => new JsonObject { ["TableName"] = Text(table, "TableName"), ["KinesisDataStreamDestinations"] = new JsonArray() }),
            ["sqs list-queues"] = new JsonObject { ["QueueUrls"] = new JsonArray([.. queues.Select(queue => (JsonNode)$"https://sqs.{Deployed.Region}.amazonaws.com/{Deployed.Account}/{Text(queue.Properties, "QueueName")}")]) },
            ["sqs get-queue-attributes"] = Each([.. queues.Select(queue => queue.Properties)], "QueueName", queue => new JsonObject { ["Attributes"] = Attributes(deployed, queue) }),
            ["secretsmanager describe-secret"] = secrets.Select(secret => new JsonObject { ["ARN"] = deployed.Arn(secret.Id), ["Name"] = Text(secret.Properties, "Name") }).FirstOrDefault(),
            ["secretsmanager get-resource-policy"] = deployed.OfType("AWS::SecretsManager::ResourcePolicy").Select(policy => new JsonObject { ["ResourcePolicy"] = policy.Properties["ResourcePolicy"]!.ToJsonString() }).FirstOrDefault(),
            ["logs describe-log-groups"] = new JsonObject { ["logGroups"] = new JsonArray([.. groups.Select(group => (JsonNode)new JsonObject { ["logGroupName"] = Text(group, "LogGroupName"), ["retentionInDays"] = int.Parse(Text(group, "RetentionInDays"), System.Globalization.CultureInfo.InvariantCulture) })]) },
            ["logs describe-subscription-filters"] = Each(groups, "LogGroupName", _ => new JsonObject { ["subscriptionFilters"] = new JsonArray() }),
            ["logs describe-metric-filters"] = new JsonObject { ["metricFilters"] = new JsonArray() },
            ["logs describe-resource-policies"] = new JsonObject { ["resourcePolicies"] = new JsonArray() },
            ["logs describe-account-policies"] = new JsonObject { ["accountPolicies"] = new JsonArray() },
        };
    }

    private static JsonObject Configuration(Deployed deployed, JsonObject function) => new()
    {
        ["FunctionName"] = Text(function, "FunctionName"),
        ["FunctionArn"] = $"arn:aws:lambda:{Deployed.Region}:{Deployed.Account}:function:{Text(function, "FunctionName")}",
        ["Runtime"] = Text(function, "Runtime"),
        ["Role"] = Text(function, "Role"),
        ["Handler"] = Text(function, "Handler"),
        ["CodeSha256"] = Package,
        ["Timeout"] = int.Parse(Text(function, "Timeout"), System.Globalization.CultureInfo.InvariantCulture),
        ["MemorySize"] = 512,
        ["PackageType"] = "Zip",
        ["Environment"] = new JsonObject { ["Variables"] = new JsonObject(function["Environment"]!["Variables"]!.AsObject().Select(variable => KeyValuePair.Create(variable.Key, (JsonNode?)variable.Value!.ToString()))) },
        ["TracingConfig"] = new JsonObject { ["Mode"] = "PassThrough" },
        ["LoggingConfig"] = function["LoggingConfig"]!.DeepClone(),
        ["Architectures"] = function["Architectures"]!.DeepClone(),
    };

    private static JsonNode Stranger() => new JsonObject { ["FunctionName"] = "newsletter", ["FunctionArn"] = $"arn:aws:lambda:{Deployed.Region}:{Deployed.Account}:function:newsletter", ["Role"] = $"arn:aws:iam::{Deployed.Account}:role/newsletter" };

    private static JsonArray Mappings(Deployed deployed) =>
    [
        .. deployed.OfType("AWS::Lambda::EventSourceMapping").Select(mapping => new JsonObject
        {
            ["UUID"] = mapping.Id,
            ["FunctionArn"] = $"arn:aws:lambda:{Deployed.Region}:{Deployed.Account}:function:{Text(mapping.Properties, "FunctionName")}",
            ["EventSourceArn"] = Text(mapping.Properties, "EventSourceArn"),
            ["FunctionResponseTypes"] = mapping.Properties["FunctionResponseTypes"]!.DeepClone(),
            ["State"] = "Enabled",
        }),
    ];

    private static JsonObject? Permissions(Deployed deployed, string function)
    {
        var statements = deployed.OfType("AWS::Lambda::Permission").Where(permission => Text(permission.Properties, "FunctionName") == function).Select(permission => (JsonNode)new JsonObject
        {
            ["Sid"] = permission.Id,
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = Text(permission.Properties, "Principal") },
            ["Action"] = "lambda:InvokeFunction",
            ["Resource"] = $"arn:aws:lambda:{Deployed.Region}:{Deployed.Account}:function:{function}",
            ["Condition"] = new JsonObject { ["ArnLike"] = new JsonObject { ["AWS:SourceArn"] = Text(permission.Properties, "SourceArn") } },
        }).ToArray();
        return statements.Length == 0 ? null : new JsonObject { ["Policy"] = new JsonObject { ["Version"] = "2012-10-17", ["Id"] = "default", ["Statement"] = new JsonArray(statements) }.ToJsonString() };
    }

    private static JsonObject Invocations(Deployed deployed, string function) => new()
    {
        ["FunctionEventInvokeConfigs"] = new JsonArray([.. deployed.OfType("AWS::Lambda::EventInvokeConfig").Where(config => Text(config.Properties, "FunctionName") == function).Select(config =>
            (JsonNode)new JsonObject { ["MaximumRetryAttempts"] = 2, ["DestinationConfig"] = config.Properties["DestinationConfig"]!.DeepClone() })]),
    };

    private static JsonObject Table(JsonObject table) => new()
    {
        ["TableName"] = Text(table, "TableName"),
        ["AttributeDefinitions"] = table["AttributeDefinitions"]!.DeepClone(),
        ["KeySchema"] = table["KeySchema"]!.DeepClone(),
        ["SSEDescription"] = new JsonObject { ["Status"] = "ENABLED", ["SSEType"] = "KMS" },
        ["DeletionProtectionEnabled"] = true,
    };

    private static JsonObject TimeToLive(JsonObject table) => new()
    {
        ["TimeToLiveDescription"] = table["TimeToLiveSpecification"] is { } ends ? new JsonObject { ["TimeToLiveStatus"] = "ENABLED", ["AttributeName"] = Text(ends, "AttributeName") } : new JsonObject { ["TimeToLiveStatus"] = "DISABLED" },
    };

    private static JsonObject Attributes(Deployed deployed, JsonObject queue)
    {
        var name = Text(queue, "QueueName");
        var policy = deployed.OfType("AWS::SQS::QueuePolicy").Single(each => Text(each.Properties["Queues"]!.AsArray()[0]!) == $"https://sqs.{Deployed.Region}.amazonaws.com/{Deployed.Account}/{name}");
        var attributes = new JsonObject
        {
            ["QueueArn"] = $"arn:aws:sqs:{Deployed.Region}:{Deployed.Account}:{name}",
            ["SqsManagedSseEnabled"] = "true",
            ["Policy"] = policy.Properties["PolicyDocument"]!.ToJsonString(),
            ["VisibilityTimeout"] = queue["VisibilityTimeout"]?.ToString() ?? "30",
        };
        if (queue["RedrivePolicy"] is { } redrive)
        {
            attributes["RedrivePolicy"] = redrive.ToJsonString();
        }

        return attributes;
    }

    private static JsonObject Api(Deployed deployed, string type, Func<string, JsonObject, JsonObject> one)
    {
        var items = deployed.OfType(type).Select(each => (JsonNode)one(each.Id, each.Properties)).ToArray();
        return items.Length == 0 ? [] : new JsonObject { [Deployed.ApiId] = new JsonObject { ["Items"] = new JsonArray(items) } };
    }

    private static JsonObject Tables(IEnumerable<(string Id, JsonObject Properties)> tables, Func<JsonObject, JsonObject> one) => Each([.. tables.Select(table => table.Properties)], "TableName", one);

    private static JsonObject Each(IReadOnlyList<JsonObject> resources, string name, Func<JsonObject, JsonObject?> one) => new(resources.Select(each => KeyValuePair.Create(Text(each, name), (JsonNode?)one(each))));

    private static string Text(JsonNode node, string name) => node[name]!.ToString();

    private static string Text(JsonNode node) => node.ToString();
}
