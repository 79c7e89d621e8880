using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Templates;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>The tables are as the template has them: nothing leads out of them by itself.</summary>
internal static class TableChecks
{
    internal static void Run(DeployedView view)
    {
        var template = DeploymentTemplate.Of(view.Plan)["Resources"]!;
        Check(view, view.Names.Facets, template[LogicalIds.Facets]!["Properties"]!);
        if (!view.Plan.HasEvents)
        {
            return;
        }

        Check(view, view.Names.Claims, template[LogicalIds.Claims]!["Properties"]!);
    }

    private static void Check(DeployedView view, string name, JsonNode planned)
    {
        var resource = $"table {name}";
        if (view.Export.Of("dynamodb describe-table", name)?["Table"] is not JsonObject table)
        {
            view.Find(resource, "it is not there", "deploy the template");
            return;
        }

        if (Keys(table) != Keys(planned))
        {
            view.Find(resource, $"has the key {Keys(table)}", $"make it anew with the key {Keys(planned)}");
        }

        Refuse(table["StreamSpecification"]?["StreamEnabled"] is JsonValue on && AccountExport.Text(on) is "true", "has a stream, which shows every facet to whoever reads it", "switch the stream off");
        Refuse(table["Replicas"] is JsonArray { Count: > 0 }, "has replicas in other regions, which have policies of their own", "remove the replicas");
        Refuse(table["GlobalSecondaryIndexes"] is JsonArray { Count: > 0 } || table["LocalSecondaryIndexes"] is JsonArray { Count: > 0 }, "has secondary indexes, whose sizes show what lies in it", "remove the indexes");
        Refuse(AccountExport.Text(table["SSEDescription"]?["Status"]) is not ("ENABLED" or "UPDATING"), "is not encrypted with a key whose use is logged", "switch encryption with AWS KMS on");
        Refuse(AccountExport.Text(table["DeletionProtectionEnabled"]) is not "true", "can be deleted by one request", "switch deletion protection on");
        Refuse(
            (view.Export.Of("dynamodb describe-kinesis-streaming-destination", name)?["KinesisDataStreamDestinations"] as JsonArray ?? []).Any(each => AccountExport.Text(each?["DestinationStatus"]) is not "DISABLED"),
            "sends every change to a stream of Kinesis",
            "disable the destination");
        var isKept = planned["PointInTimeRecoverySpecification"] is not null;
        var recovery = AccountExport.Text(view.Export.Of("dynamodb describe-continuous-backups", name)?["ContinuousBackupsDescription"]?["PointInTimeRecoveryDescription"]?["PointInTimeRecoveryStatus"]);
        Refuse(isKept && recovery is not "ENABLED", "cannot be put back to what it was", "switch point-in-time recovery on");
        var ends = view.Export.Of("dynamodb describe-time-to-live", name)?["TimeToLiveDescription"];
        var (attribute, expected) = (AccountExport.Text(ends?["TimeToLiveStatus"]) is "ENABLED" or "ENABLING" ? AccountExport.Text(ends?["AttributeName"]) : "", AccountExport.Text(planned["TimeToLiveSpecification"]?["AttributeName"]));
        Refuse(
            attribute != expected,
            attribute.Length == 0 ? "keeps every claim for ever" : $"removes items by their attribute {attribute}",
            expected.Length == 0 ? "switch time to live off: the store removes what has ended" : $"switch time to live on, by `{expected}`");

        void Refuse(bool isWrong, string wrong, string instead)
        {
            if (isWrong)
            {
                view.Find(resource, wrong, instead);
            }
        }
    }

    private static string Keys(JsonNode table) => string.Join(
        ", ",
        (table["KeySchema"] as JsonArray ?? []).Select(key => $"{AccountExport.Text(key?["AttributeName"])} {AccountExport.Text(key?["KeyType"])} {TypeOf(table, AccountExport.Text(key?["AttributeName"]))}"));

    private static string TypeOf(JsonNode table, string attribute) =>
        AccountExport.Text((table["AttributeDefinitions"] as JsonArray ?? []).FirstOrDefault(each => AccountExport.Text(each?["AttributeName"]) == attribute)?["AttributeType"]);
}
