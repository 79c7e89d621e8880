using System.Text.Json;
using Trapeze.Policy;
using Trapeze.Policy.Sources;

namespace Trapeze.Shim.Sources.Shapes;

/// <summary>An event of EventBridge. It does not say which bus it came by: its <c>source</c> is what the policy knows it by.</summary>
internal static class EventBridgeShape
{
    internal static bool IsOne(JsonElement root) =>
        root.ValueKind is JsonValueKind.Object && root.TryGetProperty("detail-type", out _) && root.TryGetProperty("detail", out _);

    internal static SourceBatch? Read(JsonElement root, FlowPolicy policy)
    {
        root.Require("version", "0");
        root.Text("detail-type");
        root.Text("account");
        root.Text("time");
        var id = root.Text("id");
        var detail = root.GetProperty("detail");
        if (detail.ValueKind is not JsonValueKind.Object || policy.Find(SourceKind.EventBridge, root.Text("source")) is not { } source)
        {
            return null;
        }

        var (envelope, body) = ShapeParts.Unwrap(detail);
        return new SourceBatch(SourceKind.EventBridge, [new SourceRecord { Source = source.Id, Id = id, Envelope = envelope, Body = body, Delivered = id, Policy = source }]);
    }
}
