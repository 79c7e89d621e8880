using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Facets;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Programs;

/// <summary>Runs steps on the meaning itself (semantics §3) and writes down what a store must answer.</summary>
internal sealed class ModelRunner
{
    private FacetedMap<(string Id, int At), (string Value, int Times)> _map = FacetedMap<(string, int), (string, int)>.Empty;

    public string Run(Step step)
    {
        var key = (step.Id, step.At);
        var old = _map.TryGet(key, step.Label, out var found) ? found : ((string Value, int Times)?)null;
        var oldText = Text(key, old);
        switch (step.Kind)
        {
            case StepKind.Get:
                return oldText;
            case StepKind.Put:
                Write(key, (step.Value, 0), step);
                return oldText;
            case StepKind.PutTwo:
                Write(key, (step.Value, 0), step);
                Write((step.Id, 7), (step.Value, 0), step);
                return "put two";
            case StepKind.PutIfAbsent when old is not null:
                return $"refused {oldText}";
            case StepKind.PutIfAbsent:
                Write(key, (step.Value, 0), step);
                return "-";
            case StepKind.PutIfEqual or StepKind.DeleteIfEqual when old?.Value != step.Value:
                return "refused -";
            case StepKind.PutIfEqual:
                Write(key, ("z", 0), step);
                return oldText;
            case StepKind.Delete:
                _map = _map.Delete(key, step.Label);
                return oldText;
            case StepKind.DeleteIfEqual:
                _map = _map.Delete(key, step.Label);
                return "-";
            case StepKind.Update:
                Write(key, (step.Value, (old?.Times ?? 0) + 1), step);
                return Text(key, (step.Value, (old?.Times ?? 0) + 1));
            case StepKind.BatchGet:
                return string.Join(" ", List(step, each => each.Id == step.Id && each.At <= 2).Select(StoreRunner.Text));
            case StepKind.Scan:
                return Pages(List(step, _ => true), step.Limit + 1, counts: false, _ => true);
            default:
                var (low, high) = (Math.Min(step.Low, step.High), Math.Max(step.Low, step.High));
                var keys = List(step, each => each.Id == step.Id && each.At >= low && each.At <= high);
                return Pages(
                    step.Forward ? keys : [.. keys.AsEnumerable().Reverse()],
                    step.Limit == 0 ? int.MaxValue : step.Limit,
                    step.Kind == StepKind.Count,
                    item => step.Kind != StepKind.QueryFiltered || string.CompareOrdinal(item["value"].S, step.Value) >= 0);
        }
    }

    private void Write((string, int) key, (string, int) item, Step step) => _map = _map.Write(key, item, step.Label);

    private List<Dictionary<string, AttributeValue>> List(Step step, Func<(string Id, int At), bool> range) =>
        [.. _map.List(step.Label, range).Select(key => _map.TryGet(key, step.Label, out var item) ? Item(key, item) : throw new InvalidOperationException())];

    private static Dictionary<string, AttributeValue> Item((string Id, int At) key, (string Value, int Times) item)
    {
        var attributes = new Dictionary<string, AttributeValue> { ["id"] = S(key.Id), ["at"] = N(key.At), ["value"] = S(item.Value) };
        if (item.Times > 0)
        {
            attributes["times"] = N(item.Times);
        }

        return attributes;
    }

    private static string Text((string, int) key, (string, int)? item) => StoreRunner.Text(item is { } there ? Item(key, there) : null);

    private static string Pages(List<Dictionary<string, AttributeValue>> items, int limit, bool counts, Func<Dictionary<string, AttributeValue>, bool> filter)
    {
        var pages = new List<string>();
        for (var at = 0; ; at += limit)
        {
            var page = items.Skip(at).Take(limit).ToList();
            var matching = page.FindAll(item => filter(item));
            var last = page.Count == limit ? new Dictionary<string, AttributeValue> { ["id"] = page[^1]["id"], ["at"] = page[^1]["at"] } : null;
            pages.Add(StoreRunner.Page(counts ? null : matching, matching.Count, page.Count, last));
            if (last is null)
            {
                return string.Concat(pages);
            }
        }
    }
}
