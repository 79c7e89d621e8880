using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Sources;

/// <summary>A record as its envelope, its facet or the policy says it is; or why it is not run.</summary>
/// <remarks>Not a record type, and its text shows no label.</remarks>
internal sealed class OpenedRecord
{
    /// <summary>Where it stands in its batch.</summary>
    internal required int At { get; init; }

    internal required SourceRecord Record { get; init; }

    /// <summary>Why it starts nothing; <see langword="null"/> if it may.</summary>
    internal SetAsideReason? Refusal { get; init; }

    /// <summary>The same at every attempt and delivery, and nobody's choice but that of who signed it.</summary>
    internal string Id { get; init; } = "";

    internal string Event { get; init; } = "";

    internal ImmutableArray<string> Functions { get; init; } = [];

    /// <summary>The canonical text of its label.</summary>
    internal required string Label { get; init; }

    internal int Attempt { get; init; } = 1;

    internal DateTimeOffset Due { get; init; }

    /// <summary>Until when its source can send it again.</summary>
    internal DateTimeOffset Expires { get; init; }

    /// <summary>What one of several functions knows it by: each has its own attempts.</summary>
    internal string IdFor(string function) => Functions.Length == 1 ? Id : Digest(Id, function);

    /// <summary>What is claimed before the attempt runs: of this record, for this function, at this label.</summary>
    internal static string ClaimOf(string id, string function, int attempt, string label) => Digest("claim", id, function, $"{attempt}", label);

    /// <summary>A name of fixed length for some texts; none of them can choose it.</summary>
    internal static string Digest(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    public override string ToString() => Id;
}
