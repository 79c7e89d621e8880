using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Trapeze.Store.Places;

/// <summary>Stands for places in storage by numbers of fixed size.</summary>
/// <remarks>
/// It needs no register of places, so that no reader learns, or waits to learn, which places are in use. The key is the file's own secret: nobody
/// can look for two labels that collide. Should two ever do, each facet's label is still judged when it is read.
/// </remarks>
internal sealed class PlaceDigest(byte[] secret)
{
    // Table names contain no control characters.
    internal long Of(string table, string place) =>
        BinaryPrimitives.ReadInt64BigEndian(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{table}\n{place}")));
}
