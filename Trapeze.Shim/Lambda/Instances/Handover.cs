using Trapeze.Shim.Lambda.Runtime;

namespace Trapeze.Shim.Lambda.Instances;

/// <summary>The event that one process hands to the next, and how far it has come with it.</summary>
internal sealed record Handover(Invocation Invocation, ReadOnlyMemory<byte> Progress)
{
    internal void Write(Stream target)
    {
        using var writer = new BinaryWriter(target, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Invocation.Id);
        writer.Write(Invocation.Deadline.ToUnixTimeMilliseconds());
        writer.Write(Invocation.Tenant is not null);
        writer.Write(Invocation.Tenant ?? "");
        Write(writer, Invocation.Payload);
        Write(writer, Progress);
    }

    internal static Handover Read(Stream source)
    {
        using var reader = new BinaryReader(source, System.Text.Encoding.UTF8, leaveOpen: true);
        var id = reader.ReadString();
        var deadline = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        var hasTenant = reader.ReadBoolean();
        var tenant = reader.ReadString();
        var payload = reader.ReadBytes(reader.ReadInt32());
        return new Handover(new Invocation(id, deadline, hasTenant ? tenant : null, payload), reader.ReadBytes(reader.ReadInt32()));
    }

    private static void Write(BinaryWriter writer, ReadOnlyMemory<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes.Span);
    }
}
