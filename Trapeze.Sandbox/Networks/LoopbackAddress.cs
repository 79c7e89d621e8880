using System.Buffers.Binary;
using System.Net;

namespace Trapeze.Sandbox.Networks;

/// <summary>Addresses of servers on this machine.</summary>
internal static class LoopbackAddress
{
    internal const int Version4 = 2;
    internal const int Version6 = 10;

    /// <summary>The longest <c>sockaddr</c> that is looked at.</summary>
    internal const int Longest = 28;

    private const int Shortest4 = 16;
    private const int Shortest6 = 24;
    private const int PortAt = 2;
    private const int AddressAt4 = 4;
    private const int AddressAt6 = 8;
    private const int AddressSize6 = 16;

    /// <summary>What a <c>sockaddr</c> says; <see langword="null"/> if it is none of the internet's, or cut off.</summary>
    internal static IPEndPoint? Read(ReadOnlySpan<byte> address)
    {
        var family = address.Length < sizeof(ushort) ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(address);
        return family switch
        {
            Version4 when address.Length >= Shortest4 => new IPEndPoint(new IPAddress(address.Slice(AddressAt4, sizeof(uint))), PortOf(address)),
            Version6 when address.Length >= Shortest6 => new IPEndPoint(new IPAddress(address.Slice(AddressAt6, AddressSize6)), PortOf(address)),
            _ => null,
        };
    }

    /// <summary>Whether it is 127.0.0.1 or ::1, or the former as version 6 writes it.</summary>
    internal static bool IsLoopback(IPAddress address) =>
        address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback) || (address.IsIPv4MappedToIPv6 && address.MapToIPv4().Equals(IPAddress.Loopback));

    /// <summary>The <c>sockaddr</c> of it, and of nothing besides.</summary>
    internal static byte[] Write(IPEndPoint server)
    {
        var bytes = server.Address.GetAddressBytes();
        var is4 = bytes.Length == sizeof(uint);
        var address = new byte[is4 ? Shortest4 : Longest];
        BinaryPrimitives.WriteUInt16LittleEndian(address, (ushort)(is4 ? Version4 : Version6));
        BinaryPrimitives.WriteUInt16BigEndian(address.AsSpan(PortAt), (ushort)server.Port);
        bytes.CopyTo(address, is4 ? AddressAt4 : AddressAt6);
        return address;
    }

    private static int PortOf(ReadOnlySpan<byte> address) => BinaryPrimitives.ReadUInt16BigEndian(address[PortAt..]);
}
