using System.Text.Json;
using Trapeze.Core.Labels;

namespace Trapeze.Shim.Events;

/// <summary>One record as its function receives it.</summary>
public sealed class EventMessage
{
    /// <summary>A record. The shim makes them; so do tests of an event function, which needs no host.</summary>
    public EventMessage(string id, string name, int attempt, Label label, ReadOnlyMemory<byte> payload)
    {
        Id = id;
        Name = name;
        Attempt = attempt;
        Label = label;
        Payload = payload;
    }

    /// <summary>Names the record; random, and the same at every attempt.</summary>
    public string Id { get; }

    /// <summary>The event's name.</summary>
    public string Name { get; }

    /// <summary>Which attempt this is, from 1.</summary>
    public int Attempt { get; }

    /// <summary>The label that the record carried and the activation started at.</summary>
    public Label Label { get; }

    /// <summary>The payload's JSON, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Reads the payload.</summary>
    /// <exception cref="JsonException">The payload is not a <typeparamref name="T"/>.</exception>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Payload.Span, JsonSerializerOptions.Web) ?? throw new JsonException("the payload is null");

    /// <summary>The record's id.</summary>
    public override string ToString() => Id;
}
