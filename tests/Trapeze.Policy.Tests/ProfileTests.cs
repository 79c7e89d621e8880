using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Profiles;

namespace Trapeze.Policy.Tests;

public sealed class ProfileTests
{
    private readonly FlowPolicy _policy = PolicyFiles.Read("everything.yaml");

    [Fact]
    public void Profiles_AreAsWritten()
    {
        var profile = _policy.Profiles["thumbnail"];

        Assert.Equal(["/usr/bin/convert", "/usr/lib/x86_64-linux-gnu/ImageMagick*", "/usr/bin/gs"], profile.Executes.Select(path => path.Text));
        Assert.Equal(["/usr/share", "/etc/ImageMagick-?/*.xml", "/tmp/fonts"], profile.Reads.Select(path => path.ToString()));
        Assert.Equal(
            [new ProfileVariable("PATH", "/usr/bin"), new("LANG", "C"), new("TITLE", "a = b"), new("TZ", Value: null)], profile.Environment.AsEnumerable());
        Assert.Equal(
            new ProfileLimits { Wall = TimeSpan.FromSeconds(10), Processor = TimeSpan.FromSeconds(5), Memory = 256_000_000, Processes = 16, Output = 1 << 20, File = 64_000_000, Written = 256_000_000 }, profile.Limits);
        Assert.Equal((false, true), (profile.ExecutesOwn, _policy.Profiles["model"].ExecutesOwn));
        Assert.Equal((false, true), (profile.AuditsReads, _policy.Profiles["model"].AuditsReads));
        Assert.Equal((null, "mail"), (profile.Channel, _policy.Profiles["model"].Channel));
        Assert.Equal(new ProfileLimits(), _policy.Profiles["model"].Limits);
    }

    [Theory]
    [InlineData("thumbnail", "photo", true)]
    [InlineData("thumbnail", "Photo", false)]
    [InlineData("thumbnail", "release", false)]
    [InlineData("model", "purchase", true)]
    [InlineData("model", "release", true)]
    [InlineData("model", "photo", false)]
    public void Admits_FunctionsThatAreNamed_AndNoOthers(string profile, string function, bool admitted) => Assert.Equal(admitted, _policy.Profiles[profile].Admits(function));

    [Theory]
    [InlineData("*", "a", true)]
    [InlineData("*", ".a", false)]
    [InlineData(".*", ".a", true)]
    [InlineData(".*", "a", false)]
    [InlineData("a*c", "abbc", true)]
    [InlineData("a*c", "abb", false)]
    [InlineData("a?", "ab", true)]
    [InlineData("a?", "a", false)]
    [InlineData("a?", "abc", false)]
    [InlineData("a", "A", false)]
    [InlineData("a*", "A1", false)]
    [InlineData("a\\*", "a\\b", true)]
    [InlineData("a\\*", "a*", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("*.c", "main.c", true)]
    [InlineData("*.*", "main", false)]
    public void Fits_AsInAShell(string part, string name, bool fits) => Assert.Equal(fits, PathPattern.Fits(part, name));

    [Theory]
    [InlineData("1B", 1L)]
    [InlineData("64KB", 64_000L)]
    [InlineData("64KiB", 65_536L)]
    [InlineData("256MB", 256_000_000L)]
    [InlineData("256MiB", 268_435_456L)]
    [InlineData("2GB", 2_000_000_000L)]
    [InlineData("2GiB", 2_147_483_648L)]
    [InlineData("9223372036GB", 9_223_372_036_000_000_000L)]
    [InlineData("9223372037GB", null)]
    [InlineData("0MB", null)]
    [InlineData("-1MB", null)]
    [InlineData("1.5MB", null)]
    [InlineData("1 MB", null)]
    [InlineData("MB", null)]
    [InlineData("1mb", null)]
    [InlineData("1", null)]
    [InlineData("", null)]
    public void Size_WholeNumberAndUnit(string text, long? bytes) => Assert.Equal(bytes, Amount.Size(text));

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("10s", 10_000)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("0s", null)]
    [InlineData("10", null)]
    [InlineData("9999999999999h", null)]
    public void Time_WholeNumberAndUnit(string text, int? milliseconds) => Assert.Equal(milliseconds, (int?)Amount.Time(text)?.TotalMilliseconds);

    [Theory]
    [InlineData(4_095, null)]
    [InlineData(4_096, DiagnosticCode.GrantPath)]
    public void Path_UpToTheLongest_IsRead(int length, string? code) => Assert.Equal(code, Single($"exec: {"/".PadRight(length, 'p')}"));

    [Theory]
    [InlineData(4_096, null)]
    [InlineData(4_097, DiagnosticCode.Variable)]
    public void Variable_UpToTheLongest_IsRead(int length, string? code) => Assert.Equal(code, Single($"exec: /bin/sh, env: [{"N=".PadRight(length, 'v')}]"));

    [Theory]
    [InlineData("wall: 24h", null)]
    [InlineData("wall: 86401s", DiagnosticCode.Limit)]
    [InlineData("cpu: 24h", null)]
    [InlineData("cpu: 86401s", DiagnosticCode.Limit)]
    [InlineData("cpu: 2000ms", null)]
    [InlineData("processes: 32768", null)]
    [InlineData("processes: 32769", DiagnosticCode.Limit)]
    [InlineData("output: 1GiB", null)]
    [InlineData("output: 1073741825B", DiagnosticCode.Limit)]
    public void Limit_UpToTheMost_IsRead(string limit, string? code) => Assert.Equal(code, Single($"exec: /bin/sh, limits: {{ {limit} }}"));

    // Whatever a policy says, no run is given a path that others write or that shows what they do.
    [Fact]
    public void Read_EveryWayToReachASharedPlace_IsRefused()
    {
        foreach (var place in new[] { "/proc", "/sys", "/run", "/var/run", "/dev", "/tmp", "/var/tmp" })
        {
            foreach (var path in new[] { place, place[..^1] + "?", place[..^1] + "*", place + "/*", place + "/?*/x", "/", place[..Math.Max(1, place.LastIndexOf('/'))] })
            {
                Assert.Equal(DiagnosticCode.SharedPlace, Single($"exec: /bin/sh, read: '{path}'"));
                Assert.Equal(DiagnosticCode.SharedPlace, Single($"exec: '{path}'"));
            }
        }
    }

    [Theory]
    [InlineData("localhost", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData("[::1]", null)]
    [InlineData("127.0.0.2", DiagnosticCode.Network)]
    [InlineData("far.example", DiagnosticCode.Network)]
    public void Network_OtherMachinesAndAddresses_AreRefused(string host, string? code) => Assert.Equal(code, PolicyReader.Read(
        $"trapeze: 1\nlabels:\n  a:\nchannels:\n  server: {{ http: 'http://{host}:8080/', label: a }}\nfunctions:\n  f: {{ on: event e, raises: a }}\nsandbox:\n  p: {{ in: f, exec: /bin/sh, net: server }}\n", "p.yaml")
        .Diagnostics.SingleOrDefault(each => each.Code == DiagnosticCode.Network)?.Code);

    private static string? Single(string rest) => PolicyReader.Read(
        $"trapeze: 1\nlabels:\n  a:\nfunctions:\n  f: {{ on: event e, raises: a }}\nsandbox:\n  p: {{ in: f, {rest} }}\n", "p.yaml").Diagnostics.SingleOrDefault()?.Code;
}
