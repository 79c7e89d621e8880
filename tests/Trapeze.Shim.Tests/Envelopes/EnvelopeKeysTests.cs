using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Envelopes;

public sealed class EnvelopeKeysTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keys_ThatAreNotGood_AreRefusedWithEveryProblemAndNoSecret()
    {
        var secret = "0123456789abcdef0123456789abcde"u8.ToArray();
        var problem = Assert.Throws<ArgumentException>(() => new EnvelopeKeys(
            new("short", secret), new("a.b", EnvelopeSamples.Key("x").Secret.ToArray()), new("zero", new byte[32]), new("long", new byte[2_000]),
            EnvelopeSamples.Key("twice", of: 5), EnvelopeSamples.Key("twice", of: 6), EnvelopeSamples.Key("same", of: 6))).Message;

        Assert.All(
            ["`short` has a secret of 31 bytes", "`a.b` is not named", "`zero` has a secret that is one byte", "`long` has a secret of 2000", "two keys are named `twice`", "`twice` and `same` have the same secret"],
            part => Assert.Contains(part, problem, StringComparison.Ordinal));
        Assert.DoesNotContain("0123456789", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_NoneOrTooMany_AreRefused()
    {
        Assert.Contains("no key", Assert.Throws<ArgumentException>(() => new EnvelopeKeys()).Message, StringComparison.Ordinal);
        var keys = Enumerable.Range(0, 17).Select(n => EnvelopeSamples.Key($"k{n}", (byte)n)).ToArray();
        Assert.Contains("17 keys", Assert.Throws<ArgumentException>(() => new EnvelopeKeys(keys)).Message, StringComparison.Ordinal);
        Assert.Equal("16 keys", new EnvelopeKeys(keys[..16]).ToString());
    }

    [Fact]
    public void File_IsMadeOncePrivateAndReadAgain()
    {
        var first = new KeyFile(_folder.Path).Read();
        var again = new KeyFile(_folder.Path).Read();

        Assert.Equal(first.Signing.Id, Assert.Single(again.All).Id);
        Assert.Equal(32, first.Signing.Secret.Length);
        Assert.True(first.Signing.Secret.SequenceEqual(again.Signing.Secret));
        Assert.Equal([KeyFile.Name], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.Path, KeyFile.Name)));
        }
    }

    [Fact]
    public void File_MadeByManyAtOnce_IsOne()
    {
        var secrets = new string[16];
        Parallel.For(0, secrets.Length, n => secrets[n] = Convert.ToHexString(new KeyFile(_folder.Path).Read().Signing.Secret));
        Assert.Single(secrets.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void File_WithANewLineFirst_SignsWithThatAndOpensWithBoth()
    {
        var old = new KeyFile(_folder.Path).Read();
        var path = Path.Combine(_folder.Path, KeyFile.Name);
        File.WriteAllText(path, $"# new\r\n  new {Convert.ToBase64String(EnvelopeSamples.Key("x").Secret)} \r\n\n{File.ReadAllText(path)}");

        var keys = new KeyFile(_folder.Path).Read();
        Assert.Equal(["new", old.Signing.Id], keys.All.Select(key => key.Id));
    }

    [Theory]
    [InlineData("# none")]
    [InlineData("k")]
    [InlineData("k c2hvcnQ=")]
    [InlineData("k !!!!")]
    [InlineData("k AAAA more")]
    public void File_ThatIsNotGood_SaysWhereAndNoSecret(string text)
    {
        File.WriteAllText(Path.Combine(_folder.Path, KeyFile.Name), text);
        var problem = Assert.Throws<EnvelopeKeysUnavailableException>(() => new KeyFile(_folder.Path).Read());
        Assert.Contains(KeyFile.Name, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seals_ReadNothingBeforeTheFirstEnvelope_AndAgainForANewKeyOnceAMinute()
    {
        var source = new Changing(new EnvelopeKeys(EnvelopeSamples.Key("k1")));
        using var seals = new EnvelopeSeals(source, _time);
        Assert.Equal(0, source.Reads);
        var newer = new EnvelopeSeal(new EnvelopeKeys(EnvelopeSamples.Key("k2", of: 2)), _time).Close(EnvelopeSamples.Plain(), []);

        Assert.Null((await seals.GetAsync(newer)).Open(newer, "sqs:orders", []));
        source.Keys = new EnvelopeKeys(EnvelopeSamples.Key("k2", of: 2), EnvelopeSamples.Key("k1"));
        for (var n = 0; n < 100; n++)
        {
            await seals.GetAsync(newer);
        }

        Assert.Equal(1, source.Reads);
        _time.Advance(EnvelopeSeals.BetweenReads);
        Assert.Null((await seals.GetAsync("trapeze1.k1.x.y")).Open(newer, "sqs:orders", []));
        Assert.Equal(1, source.Reads);
        Assert.NotNull((await seals.GetAsync(newer)).Open(newer, "sqs:orders", []));
        Assert.Equal(2, source.Reads);
    }

    [Fact]
    public async Task Seals_WhenKeysAreOldOrForgotten_ReadThemAgain_AndKeepThoseTheyHaveIfThatFails()
    {
        var source = new Changing(new EnvelopeKeys(EnvelopeSamples.Key("k1")));
        using var seals = new EnvelopeSeals(source, _time);
        var seal = await seals.GetAsync();
        _time.Advance(EnvelopeSeals.LongestKept);
        source.Keys = null;
        Assert.Same(seal, await seals.GetAsync());
        Assert.Equal(2, source.Reads);
        seals.Forget();
        await Assert.ThrowsAsync<EnvelopeKeysUnavailableException>(() => seals.GetAsync().AsTask());
        source.Keys = new EnvelopeKeys(EnvelopeSamples.Key("k2"));
        Assert.StartsWith("trapeze1.k2.", (await seals.GetAsync()).Prefix, StringComparison.Ordinal);
    }

    private sealed class Changing(EnvelopeKeys? keys) : IEnvelopeKeySource
    {
        internal EnvelopeKeys? Keys { get; set; } = keys;

        internal int Reads { get; private set; }

        public Task<EnvelopeKeys> ReadAsync()
        {
            Reads++;
            return Keys is { } found ? Task.FromResult(found) : Task.FromException<EnvelopeKeys>(new EnvelopeKeysUnavailableException("not now"));
        }
    }
}
