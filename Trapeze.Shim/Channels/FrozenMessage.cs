using System.Text.Json;
using Trapeze.Policy.Channels;

namespace Trapeze.Shim.Channels;

/// <summary>A message as it goes out: nothing that is done to the original once it has been judged is in it.</summary>
internal sealed record FrozenMessage(ReadOnlyMemory<byte> Body, string? Event, string? Lane, string? Key)
{
    private const int LongestEvent = 128;
    private const int LongestLane = 128;
    private const int LongestKey = 1_024;

    /// <exception cref="ArgumentException">It is too large, or an option does not fit the channel.</exception>
    internal static FrozenMessage Of<T>(T message, SendOptions? options, ChannelKind kind, int maxBody)
    {
        var isObject = kind is ChannelKind.S3;
        var body = (message, isObject) switch
        {
            (byte[] bytes, true) => bytes.AsMemory().ToArray(),
            (ReadOnlyMemory<byte> bytes, true) => bytes.ToArray(),
            _ => JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web),
        };
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, maxBody, nameof(message));
        Check(options?.Event, LongestEvent, nameof(SendOptions.Event));
        Check(options?.Lane, LongestLane, nameof(SendOptions.Lane));
        Check(options?.Key, LongestKey, nameof(SendOptions.Key));
        return (options?.Key is not null) == isObject
            ? new FrozenMessage(body, options?.Event, options?.Lane, options?.Key)
            : throw new ArgumentException(isObject ? "an object needs a key" : "only an object has a key", nameof(options));
    }

    public override string ToString() => nameof(FrozenMessage);

    private static void Check(string? text, int longest, string option)
    {
        if (text is not null && (text.Length == 0 || text.Length > longest || text.Any(c => char.IsControl(c) || char.IsSurrogate(c))))
        {
            throw new ArgumentException($"`{option}` is empty, longer than {longest} characters, or has characters that cannot be sent", option);
        }
    }
}
