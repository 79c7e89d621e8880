using System.Security.Cryptography;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Events;

namespace Trapeze.Evidence.Envelopes;

/// <summary>Sends records to the seal and the claims as sources do: what opens and is free to be taken starts an activation, and nothing else does.</summary>
public sealed class EnvelopeSearch(ulong seed)
{
    private static readonly EnvelopeKey Old = new("k0", SHA256.HashData([0]));
    private static readonly EnvelopeKey Own = new("k1", SHA256.HashData([1]));
    private static readonly EnvelopeKey Strangers = new("k1", SHA256.HashData([2]));
    private static readonly Forgery[] Kinds = Enum.GetValues<Forgery>();

    public async Task<EnvelopeTally> RunAsync(long cases)
    {
        var tally = new EnvelopeTally();
        var time = TimeProvider.System;
        var claims = new ProcessClaims(time);
        using var seals = new EnvelopeSeals(new GivenKeys(new EnvelopeKeys(Own, Old)), time);
        var closing = new EnvelopeSeal(new EnvelopeKeys(Own), time);
        var strangers = new EnvelopeSeal(new EnvelopeKeys(Strangers), time);
        for (var at = 0L; at < cases; at++)
        {
            var dice = Dice.Of(seed, at);
            var forgery = Kinds[at % Kinds.Length];
            var arrival = new EnvelopeForger(closing, strangers, time.GetUtcNow(), dice).Make(forgery);
            try
            {
                if (forgery is Forgery.Replayed && !await StartsAsync(seals, claims, arrival, time))
                {
                    tally.Wrong.Add($"case {at}: what is replayed did not start the first time");
                }

                var isStarted = await StartsAsync(seals, claims, arrival, time);
                tally.Add(forgery, isStarted);
                if (isStarted != forgery is Forgery.None)
                {
                    tally.Wrong.Add($"case {at}: {forgery} {(isStarted ? "started an activation" : "started nothing")}");
                }
            }
#pragma warning disable CA1031 // an exception is an outcome that tells one fault from another
            catch (Exception problem)
#pragma warning restore CA1031
            {
                tally.Wrong.Add($"case {at}: {forgery} threw {problem}");
            }
        }

        return tally;
    }

    private static async Task<bool> StartsAsync(EnvelopeSeals seals, ProcessClaims claims, EnvelopeForger.Arrival arrival, TimeProvider time)
    {
        var seal = await seals.GetAsync(arrival.Text);
        if (seal.Open(arrival.Text, arrival.Source, arrival.Body) is not { } envelope
            || await claims.TryClaimAsync(envelope.MessageId, time.GetUtcNow().AddMinutes(5)) != ClaimOutcome.Taken)
        {
            return false;
        }

        await claims.CompleteAsync(envelope.MessageId, envelope.Expires + EnvelopeSeal.Skew);
        return string.Equals(envelope.Label, arrival.Label, StringComparison.Ordinal) ? true : throw new InvalidOperationException("it started at another label");
    }
}
