using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>Envelopes: who signed them, for which source and body, when; and the queue that opens its own.</summary>
internal static class EnvelopeMutants
{
    private const string Seal = "Trapeze.Shim/Envelopes/EnvelopeSeal.cs";
    private const string Text = "Trapeze.Shim/Envelopes/EnvelopeText.cs";
    private const string Key = "Trapeze.Shim/Envelopes/EnvelopeKey.cs";
    private const string Keys = "Trapeze.Shim/Envelopes/EnvelopeKeys.cs";
    private const string Seals = "Trapeze.Shim/Envelopes/EnvelopeSeals.cs";
    private const string OfQueue = "Trapeze.Shim/Events/QueueSeal.cs";
    private const string Tables = "Trapeze.Shim/Events/QueueTables.cs";
    private const string Tests = "Trapeze.Shim/Events/QueueEnvelope.cs";
    private const string OfKeys = "Trapeze.Shim/Envelopes/EnvelopeKeys.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("envelope-signature-unchecked", Seal, "CryptographicOperations.FixedTimeEquals(signature, given)", "given.Length > 0", "anybody signs"),
        new("envelope-source-unchecked", Seal, "&& string.Equals(envelope.Source, source, StringComparison.Ordinal)", "", "an envelope comes in from where it was not made for"),
        new("envelope-body-unchecked", Seal, "&& CryptographicOperations.FixedTimeEquals(saidHash, bodyHash)", "", "an envelope is put around another body"),
        new("envelope-expiry-unchecked", Seal, "&& now - envelope.Expires < Skew", "", "an envelope never expires", Harm.Functional),
        new("envelope-issue-unchecked", Seal, "envelope.Issued - now <= Skew &&", "", "an envelope opens before it was closed", Harm.Functional),
        new("envelope-cut-to-ascii", Seal, "isSigned & isWhole &&", "isSigned &&", "what stands behind an envelope's text is not looked at", Harm.Functional),
        new("envelope-absent-key", Seal, "return null; } private static void Sign(", "return Absent; } private static void Sign(", "the key that stands in for absent ones signs"),
        new("envelope-any-text", Text, "&& signed.SequenceEqual(Write(key, envelope, bodyHash))", "", "an envelope has more than one text", Harm.Functional) { Near = "Trapeze.Shim/Envelopes/EnvelopeSeal.cs" },
        new("envelope-malformed", Text, "is { IsWellFormed: true } envelope", "is { } envelope", "an envelope opens that is none", Harm.Functional) { Near = "Trapeze.Shim/Envelopes/EnvelopeSeal.cs" },
        new("envelope-key-short", Key, "_secret.Length < ShortestSecret", "_secret.Length < 1", "a key can be guessed") { Near = OfKeys },
        new("envelope-key-one-byte", Key, "_secret.AsSpan().IndexOfAnyExcept(_secret[0]) < 0", "false", "a key that nobody filled in signs") { Near = OfKeys },
        new("envelope-keys-of-one-name", Keys, "string.Equals(keys[i].Id, keys[j].Id, StringComparison.Ordinal)", "false", "a name stands for two keys", Harm.Functional),
        new("envelope-keys-read-on-and-on", Seals, "age >= BetweenReads && state.Seal.IsOfOtherKeys(text)", "state.Seal.IsOfOtherKeys(text)", "made-up envelopes make the keys be read on and on", Harm.Functional) { Near = OfKeys },
        new("envelope-keys-kept-for-ever", Seals, "age >= LongestKept ||", "", "a new key is never signed with", Harm.Functional) { Near = OfKeys },
        new("envelope-keys-lost", Seals, "when (before is not null)", "when (false)", "keys that are there are given up when they cannot be read again", Harm.Functional) { Near = OfKeys },
        new("queue-id-unchecked", OfQueue, "&& string.Equals(envelope.MessageId, row.Id, StringComparison.Ordinal)", "", "a row's envelope is another row's", Harm.Functional) { Near = Tests },
        new("queue-event-unchecked", OfQueue, "&& string.Equals(envelope.Event, row.Name, StringComparison.Ordinal)", "", "the envelope does not say which event a row is", Harm.Functional) { Near = Tests },
        new("queue-function-unchecked", OfQueue, "&& string.Equals(envelope.Function, row.Function, StringComparison.Ordinal)", "", "the envelope does not say whose a row is", Harm.Functional) { Near = Tests },
        new("queue-label-unchecked", OfQueue, "&& string.Equals(envelope.Label, row.Label, StringComparison.Ordinal)", "", "a row waits in the lane of a label that somebody wrote there") { Near = Tests },
        new("queue-signed-twice", Tables, "case 1 when wasSigned:", "case 1 when false:", "a file that somebody made old is signed as it stands") { Near = Tests },
        new("queue-not-renewed", Tables, "case Version: Renew(seal);", "case Version:", "what waits is lost with the key that signed it", Harm.Functional) { Near = Tests },
        new("queue-due-unchecked", "Trapeze.Shim/Events/EventQueue.cs", "if (envelope.Due <= _time.GetUtcNow())", "if (true)", "a record is delivered before it is due", Harm.Functional) { Near = Tests },
        new("queue-rise-unsigned", "Trapeze.Shim/Events/QueueFile.cs", "SET label = $label, envelope = $envelope WHERE", "SET label = $label WHERE", "a record that has risen is not signed at its new label", Harm.Functional) { Near = "Trapeze.Shim/Events/RisenEvents.cs" },
        new("set-aside-forged-shown", "Trapeze.Shim/Events/SetAsideReader.cs", "reason is not SetAsideReason.NotAuthentic &&", "", "a label that somebody wrote says who sees what was set aside") { Near = Tests },
    ];
}
