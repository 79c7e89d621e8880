using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Trapeze.Shim.Envelopes;

namespace Trapeze.Shim.Tests.Envelopes;

/// <summary>Envelopes and keys for tests.</summary>
internal static class EnvelopeSamples
{
    internal static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Name =
        from text in Gen.OneOf(
            Gen.Elements("sqs:orders", "queue", "client(ann) & client(bob)", "a\"b\\c", "\u0000\u001f\u007f", "größe", "𐍈", "<>&'+", "a.b", "f/g"),
            Gen.Elements("abcXYZ019-_.:()&| \"\\/é€😀"[..20].ToCharArray()).NonEmptyListOf().Select(list => new string([.. list])))
        select text;

    /// <summary>An envelope in force at <see cref="Now"/>, and a body.</summary>
    internal static Gen<(Envelope Envelope, byte[] Body)> Case { get; } =
        from id in Name
        from source in Name
        from name in Name
        from function in Gen.OneOf(Gen.Constant<string?>(null), Name.Select(text => (string?)text))
        from label in Name
        from attempt in Gen.Choose(1, 1_000)
        from ago in Gen.Choose(-59_999, 1_000_000)
        from due in Gen.Choose(-1_000_000, 1_000_000)
        from later in Gen.Choose(1, 1_000_000)
        from body in Gen.Choose(0, 255).Select(value => (byte)value).ListOf()
        let issued = Now.AddMilliseconds(-ago)
        let dueAt = Now.AddMilliseconds(due)
        select (new Envelope
        {
            MessageId = id,
            Source = source,
            Event = name,
            Function = function,
            Label = label,
            Attempt = attempt,
            Issued = issued,
            Due = dueAt,
            Expires = new[] { Now, issued, dueAt }.Max().AddMilliseconds(later),
        }, body.ToArray());

    internal static EnvelopeKey Key(string id, byte of = 1) => new(id, SHA256.HashData([of]));

    internal static Envelope Plain() => new()
    {
        MessageId = "m",
        Source = "sqs:orders",
        Event = "order/placed",
        Function = "pay",
        Label = "client(ann)",
        Issued = Now,
        Due = Now,
        Expires = Now.AddHours(1),
    };

    internal static string Text(Envelope envelope) =>
        $"{envelope.MessageId}\n{envelope.Source}\n{envelope.Event}\n{envelope.Function ?? "-"}\n{envelope.Label}\n{envelope.Attempt}\n{envelope.Issued:O}\n{envelope.Due:O}\n{envelope.Expires:O}";
}
