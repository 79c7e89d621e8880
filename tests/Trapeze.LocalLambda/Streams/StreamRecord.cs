using System.Text.Json.Nodes;

namespace Trapeze.LocalLambda.Streams;

/// <summary>A record of a shard, as Lambda's event has it.</summary>
/// <param name="Sequence">Its number, by which a function says that it has failed.</param>
/// <param name="Event">The record.</param>
internal sealed record StreamRecord(string Sequence, JsonObject Event);
