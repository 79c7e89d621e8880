using System.Security.Cryptography;
using System.Text;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Aws;

/// <summary>Carries events by SQS: for each function that an event starts, a message in its own queue, with the envelope in an attribute.</summary>
internal sealed class SqsEvents(IAws aws, EnvelopeSeals seals, IClaims claims, SqsEventsOptions options, ServedFunction served, EventQueueOptions events, TimeProvider time) : IEventTransport
{
    /// <summary>What the envelopes of what is set aside are made for: no source, so that nothing delivers it.</summary>
    private const string Aside = "aside";

    // Longer than all tries at the messages of one event take.
    private static readonly TimeSpan Claimed = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private const int Looks = 25;

    /// <summary>The source that records in a function's own queue come in from.</summary>
    internal static string SourceOf(string function) => $"function:{function}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A message would be larger than the queues take.</exception>
    public async Task AppendAsync(NewEvent added)
    {
        try
        {
            var seal = await seals.GetAsync();
            var messages = added.Functions.Select(function => Message(seal, added, function)).ToList();
            if (added.DeduplicationId is { } id)
            {
                await SendOnceAsync(ClaimOf(added, id), added, messages);
            }
            else
            {
                await SendAsync(messages);
            }
        }
        catch (Exception problem) when (problem is AwsRefusedException or EnvelopeKeysUnavailableException)
        {
            throw new EventsUnavailableException();
        }
    }

    private AwsRequest Message(EnvelopeSeal seal, NewEvent added, string function)
    {
        var now = time.GetUtcNow();
        var due = added.Due > now ? added.Due : now;
        var envelope = seal.Close(
            new Envelope
            {
                MessageId = added.MessageId ?? RandomNumberGenerator.GetHexString(32, lowercase: true),
                Source = added.Aside is null ? SourceOf(function) : $"{Aside}:{added.Aside}",
                Event = added.Name,
                Function = function.Length == 0 ? null : function,
                Label = added.Label,
                Attempt = added.Attempt,
                Issued = now,
                Due = due,
                Expires = due + options.Lifetime,
            },
            added.Payload.Span);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SqsMessages.Size(added.Payload, envelope), options.MaxMessage, nameof(added));
        var delay = due - now;

        // What is due later still is sent on by whoever receives it too early.
        return SqsMessages.Send(QueueOf(added, function), added.Payload, envelope, delay < SqsMessages.LongestDelay ? delay : SqsMessages.LongestDelay);
    }

    private string QueueOf(NewEvent added, string function)
    {
        // What is for no function is set aside beside what is for the one that this process serves.
        var name = function.Length > 0 ? function : served.Name ?? throw new EventsUnavailableException();
        return $"{options.QueuePrefix}{Uri.EscapeDataString(name)}{(added.Aside is null ? "" : options.AsideSuffix)}";
    }

    // Each is tried to its end, so that no function's message waits for another's that fails.
    private async Task SendAsync(List<AwsRequest> messages) => await Task.WhenAll(messages.Select(message => aws.SendAsync(message, CancellationToken.None)));

    // While another publishes the same, it is not known whether that will have been published.
    private async Task SendOnceAsync(string claim, NewEvent added, List<AwsRequest> messages)
    {
        for (var looked = 0; ; looked++)
        {
            switch (await claims.TryClaimAsync(claim, time.GetUtcNow() + Claimed))
            {
                case ClaimOutcome.Done:
                    return;
                case ClaimOutcome.Taken:
                    await SendClaimedAsync(claim, added, messages);
                    return;
                case ClaimOutcome.Held when looked == Looks:
                    throw new EventsUnavailableException();
                default:
                    await Task.Delay(BetweenLooks, time);
                    break;
            }
        }
    }

    private async Task SendClaimedAsync(string claim, NewEvent added, List<AwsRequest> messages)
    {
        try
        {
            await SendAsync(messages);
        }
        catch
        {
            await claims.ReleaseAsync(claim);
            throw;
        }

        await claims.CompleteAsync(claim, added.Due + (added.Remembered ?? events.DeduplicationWindow));
    }

    // A label has its own ids: otherwise an event could be dropped because a hidden one has its id.
    private static string ClaimOf(NewEvent added, string id)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (string[])[added.Name, added.Label, id])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return $"event:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
