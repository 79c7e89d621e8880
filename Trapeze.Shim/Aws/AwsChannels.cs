using System.Security.Cryptography;
using System.Text.Json;
using Trapeze.Policy;
using Trapeze.Policy.Channels;
using Trapeze.Policy.Sources;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Envelopes;

namespace Trapeze.Shim.Aws;

/// <summary>The channels that lead to AWS: each message goes out with an envelope, carried as its service can carry it.</summary>
internal sealed class AwsChannels(IAws aws, EnvelopeSeals seals, TimeProvider time)
{
    /// <summary>How long an envelope is worth something: as long as any queue keeps messages.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    internal static bool Carries(ChannelKind kind) => kind is
        ChannelKind.Sqs or ChannelKind.Sns or ChannelKind.Kinesis or ChannelKind.EventBridge or ChannelKind.StepFunctions or ChannelKind.Lambda or ChannelKind.S3;

    /// <summary>Does all that can fail and does not need the label.</summary>
    /// <exception cref="EnvelopeKeysUnavailableException">There are no keys to sign with.</exception>
    internal async Task<ReadyMessage> PrepareAsync(ChannelPolicy channel, FlowPolicy policy, FrozenMessage message)
    {
        var source = SourceOf(channel, policy);
        return new ReadyMessage(channel, message, IdOf(source, channel, policy), message.Event ?? source?.Event ?? channel.Name, await seals.GetAsync());
    }

    /// <exception cref="AwsRefusedException">AWS has not taken it.</exception>
    internal async Task SendAsync(ReadyMessage ready, string label, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var envelope = new Envelope
        {
            MessageId = RandomNumberGenerator.GetHexString(32, lowercase: true),
            Source = ready.Source,
            Event = ready.Event,
            Label = label,
            Issued = now,
            Due = now,
            Expires = now + Lifetime,
        };
        var message = new AwsMessage(ready.Channel, ready.Message, envelope, ready.Seal);
        Check(ready.Channel.Kind, await aws.SendAsync(message.ToRequest(), cancellation));
    }

    /// <summary>What EventBridge says that events of the channel come from.</summary>
    internal static string BusSource(string channel) => $"trapeze.{channel}";

    // The bus takes a request and says in its answer that it has not taken what is in it.
    private static void Check(ChannelKind kind, AwsReply reply)
    {
        if (kind is ChannelKind.EventBridge)
        {
            using var answer = JsonDocument.Parse(reply.Body);
            if (answer.RootElement.GetProperty("FailedEntryCount").GetInt32() != 0)
            {
                throw new AwsRefusedException("events", System.Net.HttpStatusCode.OK, "FailedEntry");
            }
        }
    }

    private static string IdOf(SourcePolicy? source, ChannelPolicy channel, FlowPolicy policy) => source switch
    {
        { From: { } topic } => policy.Sources[topic].Id,
        not null => source.Id,
        _ => $"{WordOf(channel.Kind)}:{channel.Name}",
    };

    // The one place of the policy that the channel leads to, if it leads to one.
    private static SourcePolicy? SourceOf(ChannelPolicy channel, FlowPolicy policy)
    {
        var kind = KindOf(channel.Kind);
        var name = channel.Kind switch
        {
            ChannelKind.Sqs => channel.Address!.AbsolutePath.Split('/')[^1],
            ChannelKind.EventBridge => BusSource(channel.Name),
            _ => channel.Target!.Split(':', '/')[^1],
        };
        return policy.Sources.Values.OrderBy(source => source.Name, StringComparer.Ordinal).FirstOrDefault(source => source.Kind == kind
            && (string.Equals(source.Resource, name, StringComparison.Ordinal) || (kind is SourceKind.Invoke && name.EndsWith($"-{source.Resource}", StringComparison.Ordinal))));
    }

    private static SourceKind KindOf(ChannelKind kind) => kind switch
    {
        ChannelKind.Sqs => SourceKind.Sqs,
        ChannelKind.Sns => SourceKind.Sns,
        ChannelKind.Kinesis => SourceKind.Kinesis,
        ChannelKind.EventBridge => SourceKind.EventBridge,
        ChannelKind.StepFunctions => SourceKind.StepFunctions,
        ChannelKind.Lambda => SourceKind.Invoke,
        ChannelKind.S3 => SourceKind.S3,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string WordOf(ChannelKind kind) => kind switch
    {
        ChannelKind.Sqs => "sqs",
        ChannelKind.Sns => "sns",
        ChannelKind.Kinesis => "kinesis",
        ChannelKind.EventBridge => "eventbridge",
        ChannelKind.StepFunctions => "states",
        ChannelKind.Lambda => "invoke",
        _ => "s3",
    };
}
