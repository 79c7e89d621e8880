namespace Trapeze.Shim.Lambda.Runtime;

/// <summary>One event that Lambda has handed out, with what Lambda says of it.</summary>
/// <remarks>What Lambda says is said to the host alone; the payload is data, whoever wrote it.</remarks>
internal sealed class Invocation
{
    internal Invocation(string id, DateTimeOffset deadline, string? tenant, ReadOnlyMemory<byte> payload)
    {
        Id = id;
        Deadline = deadline;
        Tenant = tenant;
        Payload = payload;
    }

    /// <summary>Names it towards Lambda.</summary>
    internal string Id { get; }

    /// <summary>When Lambda ends the process if it has not asked for the next one.</summary>
    internal DateTimeOffset Deadline { get; }

    /// <summary>The tenant that this process is kept for; <see langword="null"/> if the function is not isolated by tenant.</summary>
    internal string? Tenant { get; }

    internal ReadOnlyMemory<byte> Payload { get; }

    public override string ToString() => Id;
}
