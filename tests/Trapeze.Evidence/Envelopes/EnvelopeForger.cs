using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Trapeze.Shim.Envelopes;

namespace Trapeze.Evidence.Envelopes;

/// <summary>Makes records, and does to them what can be done without the keys.</summary>
internal sealed class EnvelopeForger(EnvelopeSeal seal, EnvelopeSeal strangers, DateTimeOffset now, Dice dice)
{
    private static readonly string[] Sources = ["sqs:orders", "sqs:order", "kinesis:orders", "function:pay", "function:ship", "queue"];
    private static readonly string[] Labels = ["public", "client(ann)", "client(bob)", "client(ann) & client(bob)", "client(ann) | client(bob)", "owner", "audit", "⊥"];

    /// <summary>A record as it arrives: at which source, with which envelope and body.</summary>
    internal sealed record Arrival(string Source, string? Text, byte[] Body, string Label);

    internal Arrival Make(Forgery forgery)
    {
        var body = new byte[dice.Next(200)];
        dice.Fill(body);
        var id = new byte[16];
        dice.Fill(id);
        var issued = now.AddSeconds(-dice.Next(3_600));
        var envelope = new Envelope
        {
            MessageId = Convert.ToHexStringLower(id),
            Source = dice.Pick(Sources),
            Event = dice.Pick(["order.placed", "order.paid", "größe"]),
            Function = dice.Flip() ? dice.Pick(["pay", "ship"]) : null,
            Label = dice.Pick(Labels),
            Attempt = 1 + dice.Next(6),
            Issued = issued,
            Due = issued,
            Expires = forgery is Forgery.Expired ? now - EnvelopeSeal.Skew - TimeSpan.FromMilliseconds(dice.Next(100_000)) : now.AddSeconds(1 + dice.Next(100_000)),
        };
        if (forgery is Forgery.Expired)
        {
            envelope = Moved(envelope);
        }

        var genuine = seal.Close(envelope, body);
        return forgery switch
        {
            Forgery.Forged => new Arrival(envelope.Source, Invent(genuine), body, envelope.Label),
            Forgery.Truncated => new Arrival(envelope.Source, Cut(genuine), body, envelope.Label),
            Forgery.Relabelled => new Arrival(envelope.Source, Relabel(envelope, genuine, body), body, envelope.Label),
            Forgery.CrossSource => new Arrival(Other(Sources, envelope.Source), genuine, body, envelope.Label),
            Forgery.WrongKey => new Arrival(envelope.Source, strangers.Close(envelope, body), body, envelope.Label),
            Forgery.OtherBody => new Arrival(envelope.Source, genuine, OtherBody(body), envelope.Label),
            Forgery.Flipped => Flip(envelope, genuine, body),
            _ => new Arrival(envelope.Source, genuine, body, envelope.Label),
        };
    }

    private static Envelope Moved(Envelope envelope) => new()
    {
        MessageId = envelope.MessageId,
        Source = envelope.Source,
        Event = envelope.Event,
        Function = envelope.Function,
        Label = envelope.Label,
        Attempt = envelope.Attempt,
        Issued = envelope.Expires.AddHours(-2),
        Due = envelope.Expires.AddHours(-1),
        Expires = envelope.Expires,
    };

    private string? Invent(string genuine)
    {
        var signature = new byte[32];
        dice.Fill(signature);
        var signed = genuine[..genuine.LastIndexOf('.')];
        return dice.Next(8) switch
        {
            0 => null,
            1 => "",
            2 => signed,
            3 => $"{signed}.",
            4 => $"{signed}.{Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(signed)))}",
            5 => $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes("k1"), Encoding.ASCII.GetBytes(signed)))}",
            6 => $"{signed.Replace(".k1.", ".k9.", StringComparison.Ordinal)}.{Base64Url.EncodeToString(signature)}",
            _ => $"{signed}.{Base64Url.EncodeToString(signature)}",
        };
    }

    private string Cut(string genuine)
    {
        var length = dice.Next(genuine.Length);
        return dice.Next(4) switch
        {
            0 => genuine[(length + 1)..],
            1 => genuine.Remove(length, 1),
            2 => genuine[..^1],
            _ => genuine[..length],
        };
    }

    // With the signature that it had, with one of its own making, or with that of a genuine envelope at the other label around another body.
    private string Relabel(Envelope envelope, string genuine, byte[] body)
    {
        var label = Other(Labels, envelope.Label);
        var forged = strangers.Close(envelope.At(label), body);
        var signed = forged[..forged.LastIndexOf('.')];
        return dice.Next(3) switch
        {
            0 => forged,
            1 => $"{signed}{genuine[genuine.LastIndexOf('.')..]}",
            _ => seal.Close(envelope.At(label), OtherBody(body)),
        };
    }

    private Arrival Flip(Envelope envelope, string genuine, byte[] body)
    {
        if (body.Length > 0 && dice.Flip())
        {
            var flipped = (byte[])body.Clone();
            flipped[dice.Next(body.Length)] ^= (byte)(1 << dice.Next(8));
            return new Arrival(envelope.Source, genuine, flipped, envelope.Label);
        }

        var text = genuine.ToCharArray();
        text[dice.Next(text.Length)] ^= (char)(1 << dice.Next(16));
        return new Arrival(envelope.Source, new string(text), body, envelope.Label);
    }

    private byte[] OtherBody(byte[] body) => dice.Flip() ? [.. body, (byte)dice.Next(256)] : body.Length == 0 ? [0] : body[..^1];

    private string Other(string[] choices, string than)
    {
        var others = choices.Where(choice => choice != than).ToList();
        return dice.Pick(others);
    }
}
