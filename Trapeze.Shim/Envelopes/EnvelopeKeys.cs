using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Trapeze.Shim.Envelopes;

/// <summary>The keys of envelopes: the first one signs, every one of them opens.</summary>
/// <remarks>
/// To rotate, put a new key first; when nothing that the last one signed is under way any more, drop that. A key must be none that somebody else signs with: whoever
/// has one can send any record at any label.
/// </remarks>
public sealed class EnvelopeKeys
{
    private const int Most = 16;

    /// <summary>The keys, the one that signs first.</summary>
    /// <exception cref="ArgumentException">There is none, there are more than 16, or some are not good; the message names every problem and no secret.</exception>
    public EnvelopeKeys(params IReadOnlyList<EnvelopeKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        All = [.. keys];
        var problems = Problems(All).ToList();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(keys));
        }
    }

    internal ImmutableArray<EnvelopeKey> All { get; }

    internal EnvelopeKey Signing => All[0];

    /// <summary>How many keys there are.</summary>
    public override string ToString() => All.Length == 1 ? "1 key" : $"{All.Length} keys";

    private static IEnumerable<string> Problems(ImmutableArray<EnvelopeKey> keys)
    {
        if (keys.IsEmpty)
        {
            yield return "there is no key";
        }

        if (keys.Length > Most)
        {
            yield return $"there are {keys.Length} keys; {Most} is the most";
        }

        if (keys.Any(key => key is null))
        {
            yield return "a key is missing";
            yield break;
        }

        foreach (var problem in keys.SelectMany(key => key.Problems()))
        {
            yield return problem;
        }

        for (var i = 0; i < keys.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (string.Equals(keys[i].Id, keys[j].Id, StringComparison.Ordinal))
                {
                    yield return $"two keys are named `{keys[i].Id}`";
                }

                if (CryptographicOperations.FixedTimeEquals(keys[i].Secret, keys[j].Secret))
                {
                    yield return $"keys `{keys[j].Id}` and `{keys[i].Id}` have the same secret";
                }
            }
        }
    }
}
