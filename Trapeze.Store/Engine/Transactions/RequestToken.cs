using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine.Transactions;

/// <summary>A ClientRequestToken and what it was sent with: for ten minutes it stands for that one request.</summary>
/// <remarks>
/// What is kept of a request is a facet like any other, written in the transaction's own step, at a key that the label is part of: at another label
/// the token is unknown, whether that is above, below or beside.
/// </remarks>
internal sealed class RequestToken
{
    internal const string Ends = "ends";
    private const string Digest = "request";
    private const int Longest = 36;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly string _token;
    private readonly byte[] _digest;

    private RequestToken(string token, byte[] digest)
    {
        _token = token;
        _digest = digest;
    }

    /// <summary>Refuses a token that no request may have.</summary>
    /// <exception cref="ValidationException">It has no letters, or too many.</exception>
    internal static void EnsureLength(string? token)
    {
        if (token?.Length is 0 or > Longest)
        {
            throw new ValidationException($"1 validation error detected: Value '{token}' at 'clientRequestToken' failed to satisfy constraint: Member must have length "
                + (token.Length == 0 ? "greater than or equal to 1" : $"less than or equal to {Longest.ToString(CultureInfo.InvariantCulture)}"));
        }
    }

    /// <summary>The token of a request; <see langword="null"/> if it has none.</summary>
    internal static RequestToken? Of(string? token, List<TransactionAction> actions)
    {
        if (token is null)
        {
            return null;
        }

        // One item for each action: together they may be nested deeper than an item may be.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in actions.SelectMany(action => action.Asked.L))
        {
            hash.AppendData(SHA256.HashData(ItemCodec.Encode(new(StringComparer.Ordinal) { [Digest] = part })));
        }

        return new RequestToken(token, hash.GetHashAndReset());
    }

    /// <summary>Where it is kept, at a label.</summary>
    internal FacetKey KeyAt(Label label) => FacetKey.Of(Encoding.UTF8.GetBytes(label.ToString()), Encoding.UTF8.GetBytes(_token));

    /// <summary>Whether what was kept was of the same request.</summary>
    internal bool IsOf(Dictionary<string, AttributeValue> kept) => Binary.Bytes(kept[Digest].B).SequenceEqual(_digest);

    /// <summary>What is kept of the request.</summary>
    internal byte[] ToItem(DateTimeOffset now) => ItemCodec.Encode(new(StringComparer.Ordinal)
    {
        [Digest] = new() { B = Binary.From(_digest) },
        [Ends] = new() { N = (now + Kept).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
    });
}
