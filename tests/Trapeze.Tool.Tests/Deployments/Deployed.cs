using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Trapeze.Policy;
using Trapeze.Tool.Deployments.Plans;
using Trapeze.Tool.Deployments.Templates;

namespace Trapeze.Tool.Tests.Deployments;

/// <summary>A template as CloudFormation would deploy it into an account: parameters chosen, references followed.</summary>
internal sealed partial class Deployed
{
    public const string Account = "111122223333";
    public const string Region = "eu-west-1";
    public const string Administrator = $"arn:aws:iam::{Account}:role/deployers/Deployer";
    public const string ApiId = "a1b2c3d4e5";
    private readonly JsonObject _template;
    private readonly JsonObject _parameters;

    public Deployed(DeploymentPlan plan)
    {
        _template = DeploymentTemplate.Of(plan);
        _parameters = new JsonObject { ["Administrators"] = new JsonArray(Administrator), ["PackageBucket"] = "packages", ["PackageKey"] = "p.zip" };
        foreach (var (name, parameter) in _template["Parameters"]!.AsObject())
        {
            if (!_parameters.ContainsKey(name))
            {
                _parameters[name] = parameter!["Default"]?.DeepClone() ?? "chosen";
            }
        }
    }

    public static string Root { get; } = FindRoot();

    public static DeploymentPlan Retail { get; } = PlanOf(File.ReadAllText(Path.Combine(Root, "samples", "HelloRetail", "retail.yaml")), "hello-retail");

    public string Name => _parameters[nameof(Name)]!.GetValue<string>();

    /// <summary>The resources of a type, each with what it is called within the template.</summary>
    public IEnumerable<(string Id, JsonObject Properties)> OfType(string type) =>
        from resource in _template["Resources"]!.AsObject()
        where resource.Value!["Type"]!.GetValue<string>() == type
        select (resource.Key, Properties(resource.Key));

    public JsonObject Properties(string id) => Resolve(_template["Resources"]![id]!["Properties"])!.AsObject();

    public static DeploymentPlan PlanOf(string policy, string name = "shop", params string[] variables) => DeploymentPlan.Of(PolicyReader.Read(policy, "policy.yaml").Policy!, name, variables);

    public string Arn(string id) => TypeOf(id) switch
    {
        "AWS::IAM::Role" => $"arn:aws:iam::{Account}:role/{RoleName(id)}",
        "AWS::IAM::ManagedPolicy" => $"arn:aws:iam::{Account}:policy/{Name}-{id}",
        "AWS::Lambda::Function" => $"arn:aws:lambda:{Region}:{Account}:function:{Text(Properties(id), "FunctionName")}",
        "AWS::SQS::Queue" => $"arn:aws:sqs:{Region}:{Account}:{Text(Properties(id), "QueueName")}",
        "AWS::DynamoDB::Table" => $"arn:aws:dynamodb:{Region}:{Account}:table/{TableName(id)}",
        "AWS::SecretsManager::Secret" => $"arn:aws:secretsmanager:{Region}:{Account}:secret:{Name}-keys-a1B2c3",
        var type => throw new InvalidOperationException($"{id} of {type} has no ARN here"),
    };

    public string RoleName(string id) => $"{Name}-{id}-1ABCDEFGHIJ";

    public static string Text(JsonNode node, string name) => node[name]!.ToString();

    // A table's other properties name the roles, whose policies name the table.
    private string TableName(string id) => Resolve(_template["Resources"]![id]!["Properties"]!["TableName"])!.ToString();

    private string TypeOf(string id) => _template["Resources"]![id]!["Type"]!.GetValue<string>();

    private JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } call when call.First() is var (name, argument) && (name is "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal)) => Call(name, argument!),
        JsonObject entries => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, Resolve(entry.Value))).Where(entry => entry.Value is not null)),
        JsonArray items => new JsonArray([.. items.Select(Resolve).Where(item => item is not null)]),
        _ => node?.DeepClone(),
    };

    private JsonNode? Call(string name, JsonNode argument) => name switch
    {
        "Ref" => Ref(argument.GetValue<string>()),
        "Fn::GetAtt" when Text(argument, 1) is "QueueName" => Resolve(_template["Resources"]![Text(argument, 0)]!["Properties"]!["QueueName"]),
        "Fn::GetAtt" => Arn(Text(argument, 0)),
        "Fn::Sub" => Placeholder().Replace(argument.GetValue<string>(), match => Ref(match.Groups["id"].Value)!.ToString()),
        "Fn::FindInMap" => _template["Mappings"]![Text(argument, 0)]![Resolve(argument[1])!.ToString()]![Text(argument, 2)]!.DeepClone(),
        "Fn::If" => Resolve(argument[Holds(_template["Conditions"]![Text(argument, 0)]!) ? 1 : 2]),
        _ => throw new InvalidOperationException(name),
    };

    private bool Holds(JsonNode condition) => condition.AsObject().First() switch
    {
        ("Fn::Not", { } inner) => !Holds(inner[0]!),
        ("Fn::Equals", { } sides) => Resolve(sides[0])!.ToString() == Resolve(sides[1])!.ToString(),
        var (name, _) => throw new InvalidOperationException(name),
    };

    private JsonNode? Ref(string id) => id switch
    {
        "AWS::Region" => Region,
        "AWS::AccountId" => Account,
        "AWS::Partition" => "aws",
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::NoValue" => null,
        _ when _parameters.ContainsKey(id) => _parameters[id]!.DeepClone(),
        _ => TypeOf(id) switch
        {
            "AWS::Lambda::Function" => Text(Properties(id), "FunctionName"),
            "AWS::SQS::Queue" => $"https://sqs.{Region}.amazonaws.com/{Account}/{Text(Properties(id), "QueueName")}",
            "AWS::DynamoDB::Table" => TableName(id),
            "AWS::Logs::LogGroup" => Text(Properties(id), "LogGroupName"),
            "AWS::ApiGatewayV2::Api" => ApiId,
            "AWS::ApiGatewayV2::Integration" => id.ToLowerInvariant(),
            "AWS::IAM::Role" => RoleName(id),
            _ => Arn(id),
        },
    };

    private static string Text(JsonNode node, int at) => node[at]!.ToString();

    private static string FindRoot([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"\$\{(?<id>[A-Za-z0-9:]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
