using System.Text.Json.Nodes;

namespace Trapeze.Tool.Tests.Deployments;

/// <summary>Ways to break a deployment, one at a time, and what of the finding has to name each.</summary>
internal static class Breakages
{
    private const string Arn = $"arn:aws:iam::{Deployed.Account}";
    private const string Lambda = $"arn:aws:lambda:{Deployed.Region}:{Deployed.Account}:function:";

    public static IReadOnlyDictionary<string, (Action<JsonObject> Break, string Resource, string Wrong)> All { get; } = new Dictionary<string, (Action<JsonObject>, string, string)>(StringComparer.Ordinal)
    {
        // Who reaches the stores.
        ["a role that may do anything with backups of tables"] = (export => AddRole(export, Role("analyst", "dynamodb:*", "*")), "role analyst", "may dynamodb:* on table hello-retail-facets"),
        ["a role that may restore backups"] = (export => AddRole(export, Role("analyst", "dynamodb:RestoreTableFromBackup", "*")), "role analyst", "RestoreTableFromBackup"),
        ["a managed policy of everything"] = (AddManagedAdministrator, "role helpdesk", "may dynamodb:* on table"),
        ["a user's group that may read log groups"] = (export => First(Identities(export), "GroupDetailList")["GroupPolicyList"]!.AsArray().Add(Policy("logs:Filter*", "*")), "user bookkeeper", "may logs:Filter* on log group /trapeze/hello-retail/top/assignPhotographer and 24 others"),
        ["a role that may all but something"] = (export => AddRole(export, IdentityExport.Role("most", "/", "ec2.amazonaws.com", [IdentityExport.Policy("most", "Allow", "iam:*", "*", actionKey: "NotAction")])), "role most", "may dynamodb:* on table hello-retail-facets|may logs:* on log group"),
        ["a role that may everything but with some resource"] = (export => AddRole(export, IdentityExport.Role("but", "/", "ec2.amazonaws.com", [IdentityExport.Policy("but", "Allow", "logs:GetLogEvents", "arn:aws:s3:::x", resourceKey: "NotResource")])), "role but", "may logs:GetLogEvents on log group"),
        ["a role that may read logs at some condition"] = (export => AddRole(export, IdentityExport.Role("night", "/", "ec2.amazonaws.com", [IdentityExport.Policy("night", "Allow", "logs:GetLogEvents", "*", new JsonObject { ["Bool"] = new JsonObject { ["aws:MultiFactorAuthPresent"] = "true" } })])), "role night", "may logs:GetLogEvents"),
        ["a role whose denial has a condition"] = (AddHalfDenied, "role half", "may logs:* on log group"),
        ["a role that may give a function's role away"] = (export => AddRole(export, Role("builder", "iam:PassRole", "*")), "role builder", "may iam:PassRole on role"),
        ["a role that may change the functions"] = (export => AddRole(export, Role("builder", "lambda:UpdateFunctionCode", $"{Lambda}hello-*")), "role builder", "may lambda:UpdateFunctionCode on function"),
        ["a role that may call a function"] = (export => AddRole(export, Role("caller", "lambda:InvokeFunction", $"{Lambda}*-release")), "role caller", "may lambda:InvokeFunction on function hello-retail-release"),
        ["a role that may change the API"] = (export => AddRole(export, Role("web", "apigateway:*", "*")), "role web", "may apigateway:* on API hello-retail"),
        ["a role that may widen what the functions' roles may"] = (export => AddRole(export, Role("access", "iam:CreatePolicyVersion", $"{Arn}:policy/*")), "role access", "may iam:CreatePolicyVersion on policy"),
        ["a role with a policy that is not exported"] = (export => AddRole(export, IdentityExport.Role("odd", "/", "ec2.amazonaws.com", [], "arn:aws:iam::aws:policy/Odd")), "account", "cannot be judged: the policy arn:aws:iam::aws:policy/Odd of role odd is not in the export"),
        ["a role with a statement of no known form"] = (export => AddRole(export, IdentityExport.Role("odd", "/", "ec2.amazonaws.com", [new JsonObject { ["PolicyName"] = "odd", ["PolicyDocument"] = new JsonObject { ["Statement"] = new JsonArray(new JsonObject { ["Effect"] = "Allow", ["Action"] = "*", ["Resource"] = "*", ["Unless"] = "never" }) } }])), "account", "cannot be judged: a statement of policy odd of role odd"),

        // The stores' own policies.
        ["a table without a policy"] = (export => export["dynamodb get-resource-policy"]!["hello-retail-facets"] = null, "table hello-retail-facets", "its own policy keeps nobody out"),
        ["a table's policy that leaves out too many"] = (export => EditTablePolicy(export, statement => Left(statement).Add($"{Arn}:role/newsletter")), "table hello-retail-facets", $"does not keep {Arn}:role/newsletter out"),
        ["a table's policy that leaves out a pattern"] = (export => EditTablePolicy(export, statement => statement["Condition"] = new JsonObject { ["ArnNotLike"] = new JsonObject { ["aws:PrincipalArn"] = $"{Arn}:role/*" } }), "table hello-retail-facets", "its own policy keeps nobody out"),
        ["a table's policy that forbids reading alone"] = (export => EditTablePolicy(export, statement => statement["Action"] = "dynamodb:GetItem"), "table hello-retail-facets", "its own policy keeps nobody out"),
        ["a table's policy that holds at some condition"] = (export => EditTablePolicy(export, statement => statement["Condition"]!["Bool"] = new JsonObject { ["aws:SecureTransport"] = "false" }), "table hello-retail-facets", "its own policy keeps nobody out"),
        ["a queue for everybody"] = (export => EditQueuePolicy(export, "hello-retail-storeCard", policy => policy["Statement"]!.AsArray().Add(new JsonObject { ["Effect"] = "Allow", ["Principal"] = "*", ["Action"] = "sqs:SendMessage", ["Resource"] = "*" })), "queue hello-retail-storeCard", "lets * in by its own policy"),
        ["a queue for another account"] = (export => EditQueuePolicy(export, "hello-retail-storeCard-aside", policy => policy["Statement"]!.AsArray().Add(new JsonObject { ["Effect"] = "Allow", ["Principal"] = new JsonObject { ["AWS"] = "arn:aws:iam::999999999999:root" }, ["Action"] = "sqs:*", ["Resource"] = "*" })), "queue hello-retail-storeCard-aside", "lets arn:aws:iam::999999999999:root in"),
        ["a queue without a policy"] = (export => Queue(export, "hello-retail-storeCard").Remove("Policy"), "queue hello-retail-storeCard", "its own policy keeps nobody out"),
        ["a secret without a policy"] = (export => export["secretsmanager get-resource-policy"]!.AsObject().Remove("ResourcePolicy"), "secret hello-retail-keys", "its own policy keeps nobody out"),
        ["a secret that a function rotates"] = (export => export["secretsmanager describe-secret"]!["RotationLambdaARN"] = $"{Lambda}rotator", "secret hello-retail-keys", "is rotated by"),
        ["a table with a stream"] = (export => Table(export)["StreamSpecification"] = new JsonObject { ["StreamEnabled"] = true }, "table hello-retail-facets", "has a stream"),
        ["a table with a replica"] = (export => Table(export)["Replicas"] = new JsonArray(new JsonObject { ["RegionName"] = "us-east-1" }), "table hello-retail-facets", "has replicas"),
        ["a table that sends its changes on"] = (export => export["dynamodb describe-kinesis-streaming-destination"]!["hello-retail-facets"]!["KinesisDataStreamDestinations"]!.AsArray().Add(new JsonObject { ["DestinationStatus"] = "ACTIVE" }), "table hello-retail-facets", "sends every change"),
        ["a table that can be deleted"] = (export => Table(export)["DeletionProtectionEnabled"] = false, "table hello-retail-facets", "can be deleted"),
        ["a table that cannot be put back"] = (export => export["dynamodb describe-continuous-backups"]!["hello-retail-facets"]!["ContinuousBackupsDescription"]!["PointInTimeRecoveryDescription"]!["PointInTimeRecoveryStatus"] = "DISABLED", "table hello-retail-facets", "cannot be put back"),
        ["facets that end by themselves"] = (export => export["dynamodb describe-time-to-live"]!["hello-retail-facets"]!["TimeToLiveDescription"] = new JsonObject { ["TimeToLiveStatus"] = "ENABLED", ["AttributeName"] = "n" }, "table hello-retail-facets", "removes items by their attribute n"),
        ["a queue that is not encrypted"] = (export => Queue(export, "hello-retail-storeCard")["SqsManagedSseEnabled"] = "false", "queue hello-retail-storeCard", "is not encrypted"),
        ["a queue that puts aside elsewhere"] = (export => Queue(export, "hello-retail-storeCard")["RedrivePolicy"] = """{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:all"}""", "queue hello-retail-storeCard", "does not put aside"),
        ["a queue that shows records too soon"] = (export => Queue(export, "hello-retail-storeCard")["VisibilityTimeout"] = "179", "queue hello-retail-storeCard", "shows a record again after 179 s"),
        ["a log group that is sent on"] = (export => export["logs describe-subscription-filters"]!["/trapeze/hello-retail/top/wallet"]!["subscriptionFilters"]!.AsArray().Add(new JsonObject { ["destinationArn"] = "arn:aws:firehose:x" }), "log group /trapeze/hello-retail/top/wallet", "sends its lines to arn:aws:firehose:x"),
        ["a log group that is counted"] = (export => export["logs describe-metric-filters"]!["metricFilters"]!.AsArray().Add(new JsonObject { ["filterName"] = "cards", ["logGroupName"] = "/trapeze/hello-retail/top/wallet" }), "log group /trapeze/hello-retail/top/wallet", "is counted by the metric filter cards"),
        ["log groups of the whole account that are sent on"] = (export => export["logs describe-account-policies"]!["accountPolicies"]!.AsArray().Add(new JsonObject { ["policyName"] = "siem" }), "account policy siem", "sends the lines"),
        ["a log policy for everybody"] = (export => export["logs describe-resource-policies"]!["resourcePolicies"]!.AsArray().Add(new JsonObject { ["policyName"] = "open", ["policyDocument"] = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"logs:*","Resource":"*"}]}""" }), "log policy open", "lets * logs:*"),

        // Every function is guarded.
        ["a function that is not there"] = (export => export["lambda get-function"]!["hello-retail-wallet"] = null, "function hello-retail-wallet", "it is not there"),
        ["a function without TRAPEZE_FUNCTION"] = (export => Variables(export).Remove("TRAPEZE_FUNCTION"), "function hello-retail-wallet", "has no TRAPEZE_FUNCTION"),
        ["a function that serves another"] = (export => Variables(export)["TRAPEZE_FUNCTION"] = "release", "function hello-retail-wallet", "TRAPEZE_FUNCTION is `release`"),
        ["a function on other facets"] = (export => Variables(export)["TRAPEZE_FACETS"] = "other", "function hello-retail-wallet", "TRAPEZE_FACETS is `other`"),
        ["a function with a start-up hook"] = (export => Variables(export)["DOTNET_STARTUP_HOOKS"] = "/opt/x.dll", "function hello-retail-wallet", "has a variable DOTNET_STARTUP_HOOKS"),
        ["another package"] = (export => Configuration(export)["CodeSha256"] = "AAAA", "function hello-retail-wallet", "runs another package"),
        ["a layer"] = (export => Configuration(export)["Layers"] = new JsonArray(new JsonObject { ["Arn"] = "x" }), "function hello-retail-wallet", "has layers"),
        ["a file system"] = (export => Configuration(export)["FileSystemConfigs"] = new JsonArray(new JsonObject { ["Arn"] = "x" }), "function hello-retail-wallet", "has a file system"),
        ["traces"] = (export => Configuration(export)["TracingConfig"]!["Mode"] = "Active", "function hello-retail-wallet", "sends traces"),
        ["another runtime"] = (export => Configuration(export)["Runtime"] = "dotnet8", "function hello-retail-wallet", "has another runtime"),
        ["another log group"] = (export => Configuration(export)["LoggingConfig"]!["LogGroup"] = "/aws/lambda/x", "function hello-retail-wallet", "logs to `/aws/lambda/x`"),
        ["an older version"] = (export => export["lambda list-versions-by-function"]!["hello-retail-wallet"]!["Versions"]!.AsArray().Add(new JsonObject { ["Version"] = "3" }), "function hello-retail-wallet", "has a version 3"),
        ["an alias"] = (export => export["lambda list-aliases"]!["hello-retail-wallet"]!["Aliases"]!.AsArray().Add(new JsonObject { ["Name"] = "live" }), "function hello-retail-wallet", "has an alias live"),
        ["another function with a function's role"] = (export => Functions(export).Add(new JsonObject { ["FunctionName"] = "sly", ["Role"] = Configuration(export)["Role"]!.ToString() }), "function sly", "no function of the policy guards it"),
        ["another function of the deployment's name"] = (export => Functions(export).Add(new JsonObject { ["FunctionName"] = "hello-retail-more", ["Role"] = "x" }), "function hello-retail-more", "is no function of the policy"),
        ["one role for two functions"] = (export => Configuration(export)["Role"] = export["lambda get-function"]!["hello-retail-release"]!["Configuration"]!["Role"]!.ToString(), "role arn:", "is the role of hello-retail-release and hello-retail-wallet"),

        // What a function's role may do, and who has it.
        ["a function's role that may more"] = (export => FunctionRole(export)["RolePolicyList"]!.AsArray().Add(Policy("s3:PutObject", "*")), "role hello-retail-RoleWallet", "may s3:PutObject on *"),
        ["a function's role with a wildcard"] = (export => Statement(export)["Action"] = "logs:*", "role hello-retail-RoleWallet", "may logs:* on"),
        ["a function's role on all log groups"] = (export => Statement(export)["Resource"] = "*", "role hello-retail-RoleWallet", "may logs:CreateLogStream on *"),
        ["a function's role that others take on"] = (export => FunctionRole(export)["AssumeRolePolicyDocument"]!["Statement"]![0]!["Principal"] = new JsonObject { ["AWS"] = $"{Arn}:root", ["Service"] = "lambda.amazonaws.com" }, "role hello-retail-RoleWallet", "may be taken on by"),
        ["a function's role on a machine"] = (export => FunctionRole(export)["InstanceProfileList"]!.AsArray().Add(new JsonObject()), "role hello-retail-RoleWallet", "is in an instance profile"),

        // Nothing else starts a function.
        ["a function URL"] = (export => export["lambda list-function-url-configs"]!["hello-retail-wallet"]!["FunctionUrlConfigs"]!.AsArray().Add(new JsonObject { ["FunctionUrl"] = "https://x.lambda-url.aws/" }), "function hello-retail-wallet", "has a URL of its own"),
        ["a permission without SourceArn"] = (export => EditPermissions(export, statements => statements[0]!.AsObject().Remove("Condition")), "function hello-retail-wallet", "the permission has no SourceArn"),
        ["a permission for everybody"] = (export => EditPermissions(export, statements => statements.Add(new JsonObject { ["Effect"] = "Allow", ["Principal"] = "*", ["Action"] = "lambda:InvokeFunction", ["Resource"] = "x" })), "function hello-retail-wallet", "may be called by *"),
        ["a permission for all routes"] = (export => EditPermissions(export, statements => statements[0]!["Condition"]!["ArnLike"]!["AWS:SourceArn"] = $"arn:aws:execute-api:{Deployed.Region}:{Deployed.Account}:{Deployed.ApiId}/*"), "function hello-retail-wallet", "which the policy does not start it by"),
        ["a route more"] = (export => Routes(export).Add(new JsonObject { ["RouteKey"] = "GET /secrets", ["Target"] = "integrations/integrationwallet" }), "route GET /secrets", "the policy does not name it"),
        ["a default route"] = (export => Routes(export).Add(new JsonObject { ["RouteKey"] = "$default", ["Target"] = "integrations/integrationwallet" }), "route $default", "the policy does not name it"),
        ["a route to another function"] = (export => Routes(export).Single(route => route!["RouteKey"]!.ToString() is "GET /card")!["Target"] = "integrations/integrationrelease", "route GET /card", "leads to"),
        ["a route less"] = (export => Routes(export).RemoveAt(0), "route ", "it is not there"),
        ["an access log"] = (export => export["apigatewayv2 get-stages"]![Deployed.ApiId]!["Items"]![0]!["AccessLogSettings"] = new JsonObject { ["DestinationArn"] = "arn:aws:logs:x" }, "API hello-retail", "logs everybody's requests"),
        ["another API that leads here"] = (AddApi, "API other", "leads to"),
        ["a mapping from elsewhere"] = (export => AddMapping(export, "hello-retail-wallet", "arn:aws:sqs:eu-west-1:111122223333:elsewhere"), "function hello-retail-wallet", "is started by arn:aws:sqs:eu-west-1:111122223333:elsewhere"),
        ["a stranger that takes records"] = (export => AddMapping(export, "newsletter", "arn:aws:sqs:eu-west-1:111122223333:hello-retail-storeCard"), "function newsletter", "takes records of"),
        ["a mapping that reports no failures"] = (export => export["lambda list-event-source-mappings"]!["EventSourceMappings"]![0]!.AsObject().Remove("FunctionResponseTypes"), "function hello-retail-", "does not report which records"),
        ["replies that are sent on"] = (export => export["lambda list-function-event-invoke-configs"]!["hello-retail-wallet"]!["FunctionEventInvokeConfigs"]!.AsArray().Add(new JsonObject { ["DestinationConfig"] = new JsonObject { ["OnSuccess"] = new JsonObject { ["Destination"] = "arn:aws:sns:x" } } }), "function hello-retail-wallet", "its reply, to arn:aws:sns:x"),

        // What is not there cannot be judged.
        ["an export without identities"] = (export => export.Remove("iam get-account-authorization-details"), "export", "it has nothing of `aws iam get-account-authorization-details`"),
        ["an export that is cut off"] = (export => export["lambda list-functions"]!["NextMarker"] = "more", "export", "what `aws lambda list-functions` printed is cut off"),
        ["an export without permissions"] = (export => export["lambda get-policy"]!.AsObject().Remove("hello-retail-wallet"), "function hello-retail-wallet", "cannot be judged: the export has no `aws lambda get-policy`"),
    };

    private static JsonObject Identities(JsonObject export) => export["iam get-account-authorization-details"]!.AsObject();

    private static JsonObject First(JsonObject output, string list) => output[list]![0]!.AsObject();

    private static JsonNode Policy(string action, string resource) => IdentityExport.Policy("more", "Allow", action, resource);

    private static JsonNode Role(string name, string action, string resource) => IdentityExport.Role(name, "/", "ec2.amazonaws.com", [Policy(action, resource)]);

    private static void AddRole(JsonObject export, JsonNode role) => Identities(export)["RoleDetailList"]!.AsArray().Add(role);

    private static void AddManagedAdministrator(JsonObject export)
    {
        const string Managed = "arn:aws:iam::aws:policy/AdministratorAccess";
        Identities(export)["Policies"]!.AsArray().Add(IdentityExport.Managed(Managed, "AdministratorAccess", JsonNode.Parse("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""")!));
        AddRole(export, IdentityExport.Role("helpdesk", "/", "ec2.amazonaws.com", [], Managed));
    }

    private static void AddHalfDenied(JsonObject export) => AddRole(export, IdentityExport.Role(
        "half",
        "/",
        "ec2.amazonaws.com",
        [IdentityExport.Policy("may", "Allow", "logs:*", "*"), IdentityExport.Policy("not", "Deny", "logs:*", "*", new JsonObject { ["Bool"] = new JsonObject { ["aws:MultiFactorAuthPresent"] = "false" } })]));

    private static void EditTablePolicy(JsonObject export, Action<JsonObject> edit) => Edit(export["dynamodb get-resource-policy"]!["hello-retail-facets"]!.AsObject(), "Policy", policy => edit(policy["Statement"]![0]!.AsObject()));

    private static void EditQueuePolicy(JsonObject export, string queue, Action<JsonObject> edit) => Edit(Queue(export, queue), "Policy", edit);

    private static void EditPermissions(JsonObject export, Action<JsonArray> edit) => Edit(export["lambda get-policy"]!["hello-retail-wallet"]!.AsObject(), "Policy", policy => edit(policy["Statement"]!.AsArray()));

    private static void Edit(JsonObject at, string name, Action<JsonObject> edit)
    {
        var document = JsonNode.Parse(at[name]!.ToString())!.AsObject();
        edit(document);
        at[name] = document.ToJsonString();
    }

    private static JsonArray Left(JsonObject statement) => statement["Condition"]!["ArnNotEquals"]!["aws:PrincipalArn"]!.AsArray();

    private static JsonObject Queue(JsonObject export, string queue) => export["sqs get-queue-attributes"]![queue]!["Attributes"]!.AsObject();

    private static JsonObject Table(JsonObject export) => export["dynamodb describe-table"]!["hello-retail-facets"]!["Table"]!.AsObject();

    private static JsonObject Configuration(JsonObject export) => export["lambda get-function"]!["hello-retail-wallet"]!["Configuration"]!.AsObject();

    private static JsonObject Variables(JsonObject export) => Configuration(export)["Environment"]!["Variables"]!.AsObject();

    private static JsonArray Functions(JsonObject export) => export["lambda list-functions"]!["Functions"]!.AsArray();

    private static JsonObject FunctionRole(JsonObject export) => Identities(export)["RoleDetailList"]!.AsArray().Single(role => role!["RoleName"]!.ToString().StartsWith("hello-retail-RoleWallet", StringComparison.Ordinal))!.AsObject();

    private static JsonObject Statement(JsonObject export) => FunctionRole(export)["RolePolicyList"]![0]!["PolicyDocument"]!["Statement"]![0]!.AsObject();

    private static JsonArray Routes(JsonObject export) => export["apigatewayv2 get-routes"]![Deployed.ApiId]!["Items"]!.AsArray();

    private static void AddApi(JsonObject export)
    {
        export["apigatewayv2 get-apis"]!["Items"]!.AsArray().Add(new JsonObject { ["ApiId"] = "other", ["Name"] = "other" });
        export["apigatewayv2 get-integrations"]!["other"] = new JsonObject { ["Items"] = new JsonArray(new JsonObject { ["IntegrationUri"] = $"{Lambda}hello-retail-wallet" }) };
    }

    private static void AddMapping(JsonObject export, string function, string source) =>
        export["lambda list-event-source-mappings"]!["EventSourceMappings"]!.AsArray().Add(new JsonObject { ["UUID"] = "u", ["FunctionArn"] = Lambda + function, ["EventSourceArn"] = source, ["FunctionResponseTypes"] = new JsonArray("ReportBatchItemFailures") });
}
