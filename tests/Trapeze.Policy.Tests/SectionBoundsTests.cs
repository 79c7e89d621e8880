using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Tests;

/// <summary>How long what a policy names may be, and how many problems of a kind are spelt out.</summary>
public sealed class SectionBoundsTests
{
    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Name_UpToTheLongest_IsRead(int length, bool read)
    {
        var name = "n-_.".PadRight(length, 'x');

        Assert.Equal(read ? null : DiagnosticCode.NotAName, Code($"trapeze: 1\nlabels:\n  a:\nfunctions:\n  {name}: {{ on: event e, raises: a }}\n"));
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void LabelName_UpToTheLongest_IsRead(int length, bool read)
    {
        var name = "n-_".PadRight(length, 'x');

        Assert.Equal(read, PolicyReader.Read($"trapeze: 1\nlabels:\n  {name}({name}):\nfunctions:\n  f: {{ on: event e, raises: {name}(*) }}\n", "p.yaml").IsValid);
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void KeyAttribute_UpToTheLongest_IsRead(int length, bool read) =>
        Assert.Equal(
            read ? null : DiagnosticCode.NotAName,
            Code($"trapeze: 1\nlabels:\n  a:\ntables:\n  t: {{ key: {new string('k', length)} number }}\nfunctions:\n  f: {{ on: event e, raises: a }}\n"));

    [Theory]
    [InlineData(1_024, 1_024, true)]
    [InlineData(1_025, 1, false)]
    [InlineData(1, 1_025, false)]
    public void Claim_UpToTheLongest_IsRead(int name, int value, bool read) =>
        Assert.Equal(
            read ? null : DiagnosticCode.Claim,
            Code($"trapeze: 1\nlabels:\n  a:\ncallers:\n  - when:\n      ? {new string('n', name)}\n      : {new string('v', value)}\n    are: a\nchannels: {{ reply: caller }}\nfunctions:\n  f: {{ on: GET /f }}\n"));

    [Theory]
    [InlineData(1_024, null)]
    [InlineData(1_025, "it is too long")]
    public void Path_UpToTheLongest_IsRead(int length, string? why) =>
        Assert.Equal(why, Single($"{Routed}  f: {{ on: GET {"/".PadRight(length, 'p')} }}\n")?.Hint);

    [Theory]
    [InlineData("/files/{*rest}")]
    [InlineData("/a/{x}/b/{y}")]
    [InlineData("/a/{x}-{y}/{**rest}")]
    public void Path_WithParameters_IsRead(string path) => Assert.Null(Single($"{Routed}  f: {{ on: \"GET {path}\" }}\n"));

    [Theory]
    [InlineData(512, null)]
    [InlineData(513, DiagnosticCode.Code)]
    public void Code_UpToTheLongest_IsRead(int length, string? code)
    {
        var name = string.Join('.', Enumerable.Repeat(new string('T', 102), 4)) + ".".PadRight(length - 411, 'T');

        Assert.Equal(code, Code(Released($"code: {name}, releases: 16777216 bits")));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(16_777_216, true)]
    [InlineData(16_777_217, false)]
    public void Bits_UpToTheMost_AreRead(int bits, bool read) =>
        Assert.Equal(read ? null : DiagnosticCode.Bits, Code(Released($"code: A.B, releases: {bits} bits")));

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void Callers_TheFirstThousand_AreLookedAtForShadows(int count, bool seen)
    {
        var rules = string.Concat(Enumerable.Range(0, count).Append(count - 1).Select(i => $"  - {{ when: {{ r: v{i} }}, are: a }}\n"));

        Assert.Equal(
            seen ? DiagnosticCode.Shadowed : null,
            Code($"trapeze: 1\nlabels:\n  a:\ncallers:\n{rules}channels: {{ reply: caller }}\nfunctions:\n  f: {{ on: GET /f }}\n"));
    }

    [Theory]
    [InlineData(12, "the cycle: n0 < n1 < n2 < n3 < n4 < n5 < n6 < n7 < n8 < n9 < n10 < n11 < n0; one of these steps has to go")]
    [InlineData(13, "the cycle: n0 < n1 < n2 < n3 < n4 < n5 < … < n7 < n8 < n9 < n10 < n11 < n12 < n0; one of these steps has to go")]
    public void Cycle_UpToTwelve_IsSpeltOut(int count, string hint)
    {
        var labels = string.Concat(Enumerable.Range(0, count).Select(i => $"  n{i}: n{(i + count - 1) % count}\n"));
        var found = Single($"trapeze: 1\nlabels:\n  z: n0\n{labels}functions:\n  f: {{ on: event e, raises: n0 }}\n");

        Assert.Equal(hint, found?.Hint);
    }

    [Theory]
    [InlineData(100, 100, null)]
    [InlineData(150, 101, "50 more problems are not shown")]
    public void Cycles_OfTwo_AreSpeltOutAsFarAsTheyAreShown(int count, int shown, string? more)
    {
        var labels = string.Concat(Enumerable.Range(0, count).Select(i => $"  a{i}: b{i}\n  b{i}: a{i}\n"));
        var found = PolicyReader.Read($"trapeze: 1\nlabels:\n{labels}functions:\n  f: {{ on: event e, raises: a0 }}\n", "p.yaml").Diagnostics;

        Assert.Equal(shown, found.Length);
        Assert.Equal(100, found.Count(one => one.Message.Contains("and above it", StringComparison.Ordinal)));
        Assert.Equal(more, found.SingleOrDefault(one => one.Code == DiagnosticCode.MoreProblems)?.Message);
    }

    private static string Routed => "trapeze: 1\nlabels:\n  a:\ncallers:\n  - anonymous: a\nchannels: { reply: caller }\nfunctions:\n";

    private static string Released(string rest) =>
        $"trapeze: 1\nlabels:\n  a:\n  b: a\nfunctions:\n  f: {{ on: event e, raises: b }}\ndeclassifiers:\n  d: {{ from: b, to: a, in: f, into: e, {rest} }}\n";

    private static string? Code(string text) => Single(text)?.Code;

    private static Diagnostic? Single(string text) => PolicyReader.Read(text, "p.yaml").Diagnostics.SingleOrDefault();
}
