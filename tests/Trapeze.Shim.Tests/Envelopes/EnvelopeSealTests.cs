using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FsCheck.Fluent;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Tests.Hosting;
using Trapeze.Testing;

namespace Trapeze.Shim.Tests.Envelopes;

public sealed class EnvelopeSealTests
{
    private readonly ManualTime _time = new();
    private readonly EnvelopeSeal _seal;

    public EnvelopeSealTests() => _seal = Seal(EnvelopeSamples.Key("k1"));

    [Fact]
    public void Open_OfWhatWasClosed_IsTheEnvelope() => Law.Holds(EnvelopeSamples.Case, sample =>
        _seal.Open(_seal.Close(sample.Envelope, sample.Body), sample.Envelope.Source, sample.Body) is { } opened
        && EnvelopeSamples.Text(opened) == EnvelopeSamples.Text(sample.Envelope));

    [Fact]
    public void Close_IsAFunctionOfTheEnvelopeAndTheBody() => Law.Holds(EnvelopeSamples.Case, sample =>
        _seal.Close(sample.Envelope, sample.Body) == _seal.Close(sample.Envelope.At(sample.Envelope.Label), [.. sample.Body]));

    [Fact]
    public void Open_WithAnyBitOfTheTextFlipped_IsRefused() => Law.Holds(
        from sample in EnvelopeSamples.Case
        from place in Gen.Choose(0, 1_000_000)
        from bit in Gen.Choose(0, 15)
        select (sample, place, bit),
        drawn =>
        {
            var text = _seal.Close(drawn.sample.Envelope, drawn.sample.Body).ToCharArray();
            text[drawn.place % text.Length] ^= (char)(1 << drawn.bit);
            return _seal.Open(new string(text), drawn.sample.Envelope.Source, drawn.sample.Body) is null;
        },
        5_000);

    [Fact]
    public void Open_WithEveryBitOfOneTextFlipped_IsRefused()
    {
        var text = _seal.Close(EnvelopeSamples.Plain(), "body"u8);
        for (var bit = 0; bit < text.Length * 7; bit++)
        {
            var changed = text.ToCharArray();
            changed[bit / 7] ^= (char)(1 << bit % 7);
            Assert.Null(_seal.Open(new string(changed), "sqs:orders", "body"u8));
        }
    }

    [Fact]
    public void Open_WithAnyBitOfTheBodyFlippedOrAByteMoreOrLess_IsRefused() => Law.Holds(
        from sample in EnvelopeSamples.Case
        from place in Gen.Choose(0, 1_000_000)
        select (sample, place),
        drawn =>
        {
            var (envelope, body) = drawn.sample;
            var text = _seal.Close(envelope, body);
            var isOtherRefused = _seal.Open(text, envelope.Source, [.. body, 0]) is null;
            if (body.Length > 0)
            {
                var flipped = (byte[])body.Clone();
                flipped[drawn.place / 8 % body.Length] ^= (byte)(1 << drawn.place % 8);
                isOtherRefused &= _seal.Open(text, envelope.Source, flipped) is null && _seal.Open(text, envelope.Source, body.AsSpan(..^1)) is null;
            }

            return isOtherRefused;
        });

    [Fact]
    public void Open_CutAnywhereOrWithMoreBehind_IsRefused()
    {
        var text = _seal.Close(EnvelopeSamples.Plain(), "body"u8);
        for (var length = 0; length < text.Length; length++)
        {
            Assert.Null(_seal.Open(text[..length], "sqs:orders", "body"u8));
            Assert.Null(_seal.Open(text[length..], length is 0 ? "sqs:other" : "sqs:orders", "body"u8));
        }

        foreach (var more in (string[])[".", "=", " ", "\n", "A", "\0", "é", ".A", text])
        {
            Assert.Null(_seal.Open(text + more, "sqs:orders", "body"u8));
            Assert.Null(_seal.Open(more + text, "sqs:orders", "body"u8));
        }
    }

    [Fact]
    public void Open_OfAnyText_IsRefusedAndDoesNotThrow() => Law.Holds(
        from words in Gen.Elements("trapeze1", "k1", ".", "..", "=", "-", "eyJ9", "é", "\ud800", "\0", new string('A', 43), new string('A', 3_000), new string('B', 70_000)).ListOf()
        select string.Concat(words),
        text => _seal.Open(text, "queue", []) is null && _seal.Open(null, "queue", []) is null);

    [Theory]
    [InlineData("sqs:order")]
    [InlineData("sqs:orders ")]
    [InlineData("SQS:orders")]
    [InlineData("queue")]
    [InlineData("")]
    public void Open_FromAnotherSource_IsRefused(string source) => Assert.Null(_seal.Open(_seal.Close(EnvelopeSamples.Plain(), "body"u8), source, "body"u8));

    [Fact]
    public void Open_WithAnotherKeyOfTheSameName_IsRefused() =>
        Assert.Null(Seal(EnvelopeSamples.Key("k1", of: 2)).Open(_seal.Close(EnvelopeSamples.Plain(), []), "sqs:orders", []));

    [Fact]
    public void Open_WithTheSameKeyOfAnotherName_IsRefused() =>
        Assert.Null(Seal(EnvelopeSamples.Key("k2")).Open(_seal.Close(EnvelopeSamples.Plain(), []), "sqs:orders", []));

    [Fact]
    public void Open_SignedByTheKeyThatStandsInForAbsentOnes_IsRefused()
    {
        var signed = _seal.Close(EnvelopeSamples.Plain(), []).Replace(".k1.", ".absent.", StringComparison.Ordinal)[..^44];
        Assert.Null(_seal.Open($"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(new byte[32], Encoding.ASCII.GetBytes(signed)))}", "sqs:orders", []));
    }

    [Theory]
    [InlineData("HS512")]
    [InlineData("none")]
    public void Open_WithoutSignatureOrByAnotherAlgorithm_IsRefused(string algorithm)
    {
        var signed = _seal.Close(EnvelopeSamples.Plain(), [])[..^44];
        var key = SHA256.HashData([1]);
        var signature = algorithm is "none" ? [] : HMACSHA512.HashData(key, Encoding.ASCII.GetBytes(signed));
        Assert.Null(_seal.Open($"{signed}.{Base64Url.EncodeToString(signature)}", "sqs:orders", []));
        Assert.Null(_seal.Open(signed, "sqs:orders", []));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3_600_000 + 59_999, true)]
    [InlineData(3_600_000 + 60_000, false)]
    [InlineData(360_000_000, false)]
    public void Open_AfterItHasExpired_IsRefused(long milliseconds, bool opens)
    {
        var text = _seal.Close(EnvelopeSamples.Plain(), []);
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(opens, _seal.Open(text, "sqs:orders", []) is not null);
    }

    [Theory]
    [InlineData(60_000, true)]
    [InlineData(60_001, false)]
    public void Open_BeforeItWasIssued_IsRefused(long milliseconds, bool opens)
    {
        var issued = EnvelopeSamples.Now.AddMilliseconds(milliseconds);
        var early = new Envelope { MessageId = "m", Source = "s", Event = "e", Label = "l", Issued = issued, Due = issued, Expires = issued.AddHours(1) };
        var text = _seal.Close(early, []);
        Assert.Equal(opens, _seal.Open(text, "s", []) is not null);
        Assert.NotNull(_seal.OpenKept(text, "s", []));
    }

    [Fact]
    public void Open_AfterARotation_TakesWhatAnyOfTheKeysSigned()
    {
        var (old, next) = (EnvelopeSamples.Key("old", of: 1), EnvelopeSamples.Key("next", of: 2));
        var before = Seal(old).Close(EnvelopeSamples.Plain(), []);
        var both = Seal(next, old);
        var after = both.Close(EnvelopeSamples.Plain(), []);

        Assert.StartsWith("trapeze1.next.", after, StringComparison.Ordinal);
        Assert.StartsWith("trapeze1.old.", before, StringComparison.Ordinal);
        Assert.NotNull(both.Open(before, "sqs:orders", []));
        Assert.NotNull(both.Open(after, "sqs:orders", []));
        Assert.Null(Seal(next).Open(before, "sqs:orders", []));
        Assert.Null(Seal(old).Open(after, "sqs:orders", []));
    }

    [Fact]
    public void IsOfOtherKeys_IsSaidOfAWellFormedNameThatIsNotThere()
    {
        Assert.True(_seal.IsOfOtherKeys("trapeze1.k2.x.y"));
        Assert.All([null, "", "trapeze1", "trapeze1.k1.x", "trapeze1..x", "trapeze2.k2.x", "trapeze1.k 2.x", "trapeze1.k2"], text => Assert.False(_seal.IsOfOtherKeys(text)));
    }

    // Signed by the right key, so that nothing but their form is wrong with them.
    [Theory]
    [InlineData("""{"id":"m","source":"s","event":"e","function":null,"label":"l","attempt":1,"issued":1,"due":1,"expires":99999999999999,"body":"$"}""", true)]
    [InlineData("""{"id":"m","source":"s","event":"e","function":null,"label":"l","attempt":1,"issued":1,"due":1,"expires":99999999999999,"body":"$"} """, false)]
    [InlineData("""{"id": "m","source":"s","event":"e","function":null,"label":"l","attempt":1,"issued":1,"due":1,"expires":99999999999999,"body":"$"}""", false)]
    [InlineData("""{"id":"m","id":"m","source":"s","event":"e","function":null,"label":"l","attempt":1,"issued":1,"due":1,"expires":99999999999999,"body":"$"}""", false)]
    [InlineData("""{"id":"m","source":"s","event":"e","function":null,"label":"l","attempt":1,"issued":1,"due":1,"expires":99999999999999,"body":"$","label":"x"}""", false)]
    [InlineData("""{"source":"m","id":"s","event":"e","function":null,"label":"l","attempt":1,"issued":1,"due":1,"expires":99999999999999,"body":"$"}""", false)]
    [InlineData("""{"id":"m","source":"s","event":"e","label":"l","attempt":1,"issued":1,"due":1,"expires":99999999999999,"body":"$"}""", false)]
    [InlineData("""{"id":"m","source":"s","event":"e","function":null,"label":"\u006c","attempt":1,"issued":1,"due":1,"expires":99999999999999,"body":"$"}""", false)]
    [InlineData("""{"id":"m","source":"s","event":"e","function":null,"label":"l","attempt":1.0,"issued":1,"due":1,"expires":99999999999999,"body":"$"}""", false)]
    [InlineData("""{"id":"m","source":"s","event":"e","function":null,"label":"l","attempt":0,"issued":1,"due":1,"expires":99999999999999,"body":"$"}""", false)]
    [InlineData("""{"id":"m","source":"s","event":"e","function":null,"label":"","attempt":1,"issued":1,"due":1,"expires":99999999999999,"body":"$"}""", false)]
    [InlineData("""{"id":"m","source":"s","event":"e","function":null,"label":"l","attempt":1,"issued":1,"due":1,"expires":1,"body":"$"}""", false)]
    [InlineData("""{"id":"m","source":"s","event":"e","function":null,"label":"l","attempt":1,"issued":1,"due":1,"expires":9999999999999999,"body":"$"}""", false)]
    [InlineData("""{"id":"m","source":"s","event":"e","function":null,"label":"l","attempt":1,"issued":1,"due":1,"expires":99999999999999,"body":"$="}""", false)]
    [InlineData("""{"id":"m","source":"s","event":"e","function":null,"label":"l","attempt":1,"issued":1,"due":1,"expires":99999999999999,"body":"AAAA"}""", false)]
    [InlineData("""{"id":"m","source":"s","event":"e","function":null,"label":"l","attempt":1,"issued":1,"due":1,"expires":99999999999999}""", false)]
    [InlineData("""["m"]""", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    public void Open_OfATextThatCloseWouldNotHaveWritten_IsRefused(string payload, bool opens)
    {
        var json = payload.Replace("$", Base64Url.EncodeToString(SHA256.HashData([])), StringComparison.Ordinal);
        Assert.Equal(opens, _seal.Open(Signed($"trapeze1.k1.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json))}"), "s", []) is not null);
    }

    [Fact]
    public void Open_OfAnotherVersionOrEncoding_IsRefused()
    {
        var text = _seal.Close(EnvelopeSamples.Plain(), [])[..^44];
        Assert.NotNull(_seal.Open(Signed(text), "sqs:orders", []));
        Assert.Null(_seal.Open(Signed(text.Replace("trapeze1", "trapeze2", StringComparison.Ordinal)), "sqs:orders", []));
        Assert.Null(_seal.Open(Signed(text.Replace("trapeze1", "", StringComparison.Ordinal)), "sqs:orders", []));
        Assert.Null(_seal.Open(Signed(text + "="), "sqs:orders", []));
        Assert.Null(_seal.Open(Signed(text + "\n"), "sqs:orders", []));
        Assert.Null(_seal.Open(Signed(text + "%"), "sqs:orders", []));
    }

    [Fact]
    public void Close_OfWhatCannotBeSaid_Throws()
    {
        Assert.Throws<ArgumentException>(() => _seal.Close(EnvelopeSamples.Plain().At(""), []));
        Assert.Throws<ArgumentException>(() => _seal.Close(EnvelopeSamples.Plain().At(null!), []));
        Assert.Throws<ArgumentException>(() => _seal.Close(EnvelopeSamples.Plain().At("\ud800"), []));
        Assert.Throws<ArgumentException>(() => _seal.Close(EnvelopeSamples.Plain().At(new string('a', 32 * 1_024 + 1)), []));
        Assert.Throws<ArgumentException>(() => _seal.Close(EnvelopeSamples.Plain().At(new string('\u0001', 32 * 1_024)), []));
        Assert.NotNull(_seal.Open(_seal.Close(EnvelopeSamples.Plain().At(new string('a', 32 * 1_024)), []), "sqs:orders", []));
    }

    [Fact]
    public void Open_OfWhatIsForged_AllocatesNothing()
    {
        var text = _seal.Close(EnvelopeSamples.Plain(), [])[..^1] + "!";
        _ = _seal.Open(text, "sqs:orders", []);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 1_000; n++)
        {
            _ = _seal.Open(text, "sqs:orders", []);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void ToString_ShowsNoLabelAndNoSecret()
    {
        Assert.Equal("m", EnvelopeSamples.Plain().ToString());
        Assert.Equal("k1", EnvelopeSamples.Key("k1").ToString());
        Assert.Equal("2 keys", new EnvelopeKeys(EnvelopeSamples.Key("a"), EnvelopeSamples.Key("b", of: 2)).ToString());
    }

    private EnvelopeSeal Seal(params EnvelopeKey[] keys) => new(new EnvelopeKeys(keys), _time);

    private static string Signed(string signed) => $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(SHA256.HashData([1]), Encoding.UTF8.GetBytes(signed)))}";
}
