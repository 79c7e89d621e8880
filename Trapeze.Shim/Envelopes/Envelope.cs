using System.Text;

namespace Trapeze.Shim.Envelopes;

/// <summary>What a record says of itself. What an <see cref="EnvelopeSeal"/> has opened was said by a holder of the keys, of that very body.</summary>
/// <remarks>Not a record type, and its text shows no label. Times are whole milliseconds.</remarks>
internal sealed class Envelope
{
    private const int LongestName = 1_024;
    private const int LongestLabel = 32 * 1_024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The last moment that an envelope can speak of: it does not expire.</summary>
    internal static DateTimeOffset Never { get; } = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

    /// <summary>Random, and the same at every attempt and every delivery of one record.</summary>
    internal required string MessageId { get; init; }

    /// <summary>The one source that it was made for, and that it can come in from.</summary>
    internal required string Source { get; init; }

    /// <summary>The event's name.</summary>
    internal required string Event { get; init; }

    /// <summary>The one function that it is for; <see langword="null"/>: every function that the policy subscribes to the event.</summary>
    internal string? Function { get; init; }

    /// <summary>The canonical text of the record's label.</summary>
    internal required string Label { get; init; }

    /// <summary>Which attempt it was sent for, from 1.</summary>
    internal int Attempt { get; init; } = 1;

    /// <summary>When it was closed.</summary>
    internal required DateTimeOffset Issued { get; init; }

    /// <summary>When the record is to be delivered.</summary>
    internal required DateTimeOffset Due { get; init; }

    /// <summary>From when on it is worth nothing.</summary>
    internal required DateTimeOffset Expires { get; init; }

    /// <summary>Whether it is one that a seal closes, and so the only kind that one opens.</summary>
    internal bool IsWellFormed =>
        IsText(MessageId, LongestName) && IsText(Source, LongestName) && IsText(Event, LongestName) && (Function is null || IsText(Function, LongestName))
        && IsText(Label, LongestLabel) && Attempt >= 1 && Issued >= DateTimeOffset.UnixEpoch && Due >= DateTimeOffset.UnixEpoch && Issued < Expires && Due < Expires;

    /// <summary>The same record at another label.</summary>
    internal Envelope At(string label) => new()
    {
        MessageId = MessageId,
        Source = Source,
        Event = Event,
        Function = Function,
        Label = label,
        Attempt = Attempt,
        Issued = Issued,
        Due = Due,
        Expires = Expires,
    };

    /// <summary>The message's id.</summary>
    public override string ToString() => MessageId;

    // Half a surrogate pair would be written as something else.
    private static bool IsText(string? text, int longest)
    {
        if (string.IsNullOrEmpty(text) || text.Length > longest)
        {
            return false;
        }

        try
        {
            Strict.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
