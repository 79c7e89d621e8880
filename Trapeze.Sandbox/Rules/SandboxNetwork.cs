using System.Collections.Immutable;

namespace Trapeze.Sandbox.Rules;

/// <summary>What a confined program may reach by the network.</summary>
public sealed record SandboxNetwork
{
    private SandboxNetwork(ImmutableArray<ushort> ports) => Ports = ports;

    /// <summary>Nothing.</summary>
    public static SandboxNetwork None { get; } = new([]);

    /// <summary>The ports of this machine that it may connect to, ascending.</summary>
    public ImmutableArray<ushort> Ports { get; }

    /// <summary>Servers of this machine, by TCP, at 127.0.0.1 and ::1. The program has no ports of its own, and no other network.</summary>
    /// <param name="ports">The servers' ports.</param>
    /// <exception cref="ArgumentException">There is no port, or one is 0.</exception>
    public static SandboxNetwork Loopback(params ReadOnlySpan<ushort> ports) => ports.IsEmpty || ports.Contains((ushort)0)
        ? throw new ArgumentException("name the ports that the program may connect to, from 1 to 65535", nameof(ports))
        : new SandboxNetwork([.. ports.ToArray().Distinct().Order()]);

    /// <summary>Whether both are the same ports.</summary>
    public bool Equals(SandboxNetwork? other) => other is not null && Ports.AsSpan().SequenceEqual(other.Ports.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Ports.Aggregate(0, HashCode.Combine);
}
