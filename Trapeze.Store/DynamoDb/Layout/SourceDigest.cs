using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Trapeze.Store.DynamoDb.Layout;

/// <summary>Stands for table and place in storage by texts of fixed size.</summary>
/// <remarks>Nobody can find two that collide: parameters of labels may be chosen by those who would like to.</remarks>
internal static class SourceDigest
{
    // 120 bits.
    private const int Bytes = 15;

    internal const int Length = 20;

    // Table names contain no control characters.
    internal static string Of(string table, string place, string what) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\n{table}\n{place}")).AsSpan(0, Bytes));
}
