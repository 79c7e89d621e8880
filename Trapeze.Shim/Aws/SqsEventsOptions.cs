using System.Collections.Immutable;

namespace Trapeze.Shim.Aws;

/// <summary>The queues that carry events: a standard queue of SQS for each function that an event starts.</summary>
public sealed class SqsEventsOptions
{
    /// <summary>What a queue's URL is, up to the function's name: <c>https://sqs.eu-west-1.amazonaws.com/123456789012/shop-</c>.</summary>
    public string QueuePrefix { get; set; } = "";

    /// <summary>What stands behind the function's name in the URL of the queue of what is set aside; nothing delivers that.</summary>
    public string AsideSuffix { get; set; } = "-aside";

    /// <summary>The largest message, in bytes: the payload with its envelope.</summary>
    public int MaxMessage { get; set; } = 256 * 1024;

    /// <summary>How long an envelope is worth something after its record is due: as long as a queue keeps messages, and no less.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(14);

    internal ImmutableArray<string> Problems()
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        Check(
            Uri.TryCreate(QueuePrefix, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Query: "", Fragment: "" } && url.AbsolutePath.Length > 1,
            nameof(QueuePrefix),
            $"`{QueuePrefix}` is not the beginning of queues' URLs, such as https://sqs.eu-west-1.amazonaws.com/123456789012/shop-");
        Check(!string.IsNullOrEmpty(AsideSuffix), nameof(AsideSuffix), "is empty: what is set aside would be delivered");
        Check(MaxMessage is >= 1_024 and <= 1_048_576, nameof(MaxMessage), "is not between 1 KiB and 1 MiB");
        Check(Lifetime > TimeSpan.Zero && Lifetime <= TimeSpan.FromDays(366), nameof(Lifetime), "is not between 0 and 366 days");
        return problems.ToImmutable();

        void Check(bool holds, string option, string complaint)
        {
            if (!holds)
            {
                problems.Add($"{nameof(SqsEventsOptions)}.{option} {complaint}");
            }
        }
    }
}
