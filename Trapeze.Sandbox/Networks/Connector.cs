using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Rules;
using Trapeze.Sandbox.Tracing;

namespace Trapeze.Sandbox.Networks;

/// <summary>Makes the connections of confined processes, in their place.</summary>
/// <remarks>A process that made one itself could change the address between the decision and the call, and Landlock knows ports, not addresses.</remarks>
internal static unsafe class Connector
{
    private const int Streams = 1;
    private const int TypeFlags = 0x8_0800;
    private const int Tcp = 6;
    private const int GetFlags = 3;
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;
    private const int OfSockets = 1;
    private const int SendPatience = 21;
    private const long Moment = 1_000;

    /// <summary>Whether a socket may be made: what it is is in the call's registers alone.</summary>
    internal static Answer JudgeSocket(SandboxNetwork network, ReadOnlySpan<ulong> arguments) =>
        !network.Ports.IsEmpty
        && (int)arguments[0] is LoopbackAddress.Version4 or LoopbackAddress.Version6
        && ((int)arguments[1] & ~TypeFlags) == Streams
        && (int)arguments[2] is 0 or Tcp
            ? Answer.Make
            : Answer.Refuse(subject: null);

    /// <summary>Connects, if the address is one of those that are granted.</summary>
    internal static Answer Connect(int process, SandboxNetwork network, ReadOnlySpan<ulong> arguments)
    {
        Span<byte> given = stackalloc byte[LoopbackAddress.Longest];
        given = given[..(int)Math.Min((uint)arguments[2], LoopbackAddress.Longest)];
        var server = TracedMemory.TryRead(process, arguments[1], given) ? LoopbackAddress.Read(given) : null;
        if (server is null || !LoopbackAddress.IsLoopback(server.Address) || !network.Ports.Contains((ushort)server.Port))
        {
            return Answer.Refuse(server?.ToString());
        }

        var socket = TracedDescriptor.Take(process, (int)arguments[0]);
        if (socket < 0)
        {
            return Answer.Made(socket);
        }

        try
        {
            return Connect(socket, LoopbackAddress.Write(server));
        }
        finally
        {
            Libc.Close(socket);
        }
    }

    // Never waits: a server that takes nobody would hold up all other runs. Whether the socket waits is the program's to change meanwhile, how long it does is not.
    private static Answer Connect(int socket, byte[] address)
    {
        SetPatience(socket, Moment);
        try
        {
            return ConnectNow(socket, address);
        }
        finally
        {
            SetPatience(socket, microseconds: 0);
        }
    }

    private static void SetPatience(int socket, long microseconds)
    {
        var time = stackalloc long[2] { 0, microseconds };
        Libc.Call(Call.SocketOption, socket, OfSockets, SendPatience, (nint)time, 2 * sizeof(long));
    }

    private static Answer ConnectNow(int socket, byte[] address)
    {
        var flags = (int)Libc.Call(Call.FileControl, socket, GetFlags);
        if ((flags & NonBlocking) != 0)
        {
            return Answer.Made(Attempt(socket, address));
        }

        Libc.Call(Call.FileControl, socket, SetFlags, flags | NonBlocking);
        try
        {
            // The other end is this machine: it has answered meanwhile, if it does.
            var result = Attempt(socket, address);
            result = result == -ErrorName.InProgress ? Attempt(socket, address) : result;
            return result is -ErrorName.InProgress or -ErrorName.Already ? Answer.Wait : Answer.Made(result);
        }
        finally
        {
            Libc.Call(Call.FileControl, socket, SetFlags, flags);
        }
    }

    private static int Attempt(int socket, byte[] address)
    {
        fixed (byte* to = address)
        {
            return Libc.Call(Call.Connect, socket, (nint)to, address.Length) < 0 ? -Libc.Error : 0;
        }
    }
}
