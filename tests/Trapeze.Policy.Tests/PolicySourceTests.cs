using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Tests;

public sealed class PolicySourceTests : IDisposable
{
    private const string First = "trapeze: 1\nlabels:\n  a:\n  b: a\nfunctions:\n  f: { on: event e, raises: b }\n";
    private const string Bad = "trapeze: 1\nlabels:\n  a:\n  b: a\nfunctions:\n  f: { on: event e, raises: c }\n";

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("trapeze-policy-").FullName, "policy.yaml");
    private readonly ManualClock _clock = new();
    private readonly List<PolicyResult> _told = [];

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void Open_MissingFile_Throws()
    {
        var refused = Assert.Throws<InvalidPolicyException>(Open);

        Assert.Equal(DiagnosticCode.Unreadable, Assert.Single(refused.Result.Diagnostics).Code);
        Assert.Equal("the policy is refused:\npolicy.yaml:1:1: there is no such file [TP0011]\n  = without a policy nothing runs\n", refused.Message);
    }

    [Fact]
    public void Open_NoPathOrNoInterval_Throws()
    {
        File.WriteAllText(_path, First);

        Assert.Throws<ArgumentNullException>("options", () => PolicySource.Open(null!));
        foreach (var (path, interval) in new[] { ("", TimeSpan.FromSeconds(1)), (_path, TimeSpan.Zero), (_path, TimeSpan.FromSeconds(-1)) })
        {
            var refused = Assert.Throws<ArgumentException>("options", () => PolicySource.Open(new PolicySourceOptions { Path = path, Interval = interval, Clock = _clock }));
            Assert.StartsWith("a policy source needs a path and a positive interval", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_BadPolicy_ThrowsWithAllProblems()
    {
        File.WriteAllText(_path, Bad);

        Assert.Contains("unknown label `c`", Assert.Throws<InvalidPolicyException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal(0, _clock.Timers);
    }

    [Fact]
    public void Look_Unchanged_KeepsThePolicyAndSaysNothing()
    {
        using var source = OpenFirst();
        var before = source.Current;

        Looks(5);

        Assert.Same(before, source.Current);
        Assert.Empty(_told);
    }

    [Fact]
    public void Look_NewPolicy_SwapsOnceItHasSettled()
    {
        using var source = OpenFirst();
        var before = source.Current;
        File.WriteAllText(_path, First + "  g: { on: event g }\n");

        Looks(1);
        Assert.Same(before, source.Current);

        Looks(1);
        Assert.True(source.Current.Functions.ContainsKey("g"));
        Assert.True(Assert.Single(_told).IsValid);
        Assert.Same(before.Order, source.Current.Order);

        Looks(3);
        Assert.Single(_told);
    }

    [Fact]
    public void Look_OtherLabels_HasAnOrderOfItsOwn()
    {
        using var source = OpenFirst();
        var before = source.Current;
        File.WriteAllText(_path, First.Replace("  b: a\n", "  b: a\n  c: b\n", StringComparison.Ordinal));

        Looks(2);

        Assert.NotSame(before.Order, source.Current.Order);
    }

    [Fact]
    public void Look_BadPolicy_KeepsTheOldOneAndTells()
    {
        using var source = OpenFirst();
        var before = source.Current;
        File.WriteAllText(_path, Bad);

        Looks(4);

        Assert.Same(before, source.Current);
        Assert.Equal(DiagnosticCode.UnknownLabel, Assert.Single(Assert.Single(_told).Diagnostics).Code);
    }

    [Fact]
    public void Look_GoodAgainAfterBad_Swaps()
    {
        using var source = OpenFirst();
        File.WriteAllText(_path, Bad);
        Looks(2);
        File.WriteAllText(_path, First.Replace("raises: b", "raises: a", StringComparison.Ordinal));

        Looks(2);

        Assert.Equal([false, true], _told.Select(result => result.IsValid));
    }

    [Fact]
    public void Look_FileReplacedAsEditorsDo_IsSeen()
    {
        using var source = OpenFirst();
        File.WriteAllText(_path + "~", First + "  g: { on: event g }\n");
        File.Move(_path + "~", _path, overwrite: true);

        Looks(2);

        Assert.True(source.Current.Functions.ContainsKey("g"));
    }

    [Fact]
    public void Look_FileGone_KeepsTheOldOneAndTellsOnce()
    {
        using var source = OpenFirst();
        var before = source.Current;
        File.Delete(_path);

        Looks(5);

        Assert.Same(before, source.Current);
        Assert.Equal(DiagnosticCode.Unreadable, Assert.Single(Assert.Single(_told).Diagnostics).Code);
    }

    [Fact]
    public void Look_HalfWritten_IsNotJudged()
    {
        using var source = OpenFirst();
        File.WriteAllText(_path, Bad[..20]);
        Looks(1);
        File.WriteAllText(_path, First + "  g: { on: event g }\n");
        Looks(2);

        Assert.True(Assert.Single(_told).IsValid);
    }

    [Fact]
    public void Dispose_EndsTheWatch()
    {
        var source = OpenFirst();

        source.Dispose();

        Assert.Equal(0, _clock.Timers);
        Assert.NotNull(source.Current);
    }

    [Fact]
    public void Dispose_WhileALookIsDue_ChangesNothing()
    {
        File.WriteAllText(_path, First);
        List<PolicySource> later = [];
        using var first = PolicySource.Open(new PolicySourceOptions { Path = _path, Clock = _clock, OnReload = _ => later.ForEach(source => source.Dispose()) });
        using var second = Open();
        later.Add(second);
        File.WriteAllText(_path, First + "  g: { on: event g }\n");

        Looks(2);

        Assert.True(first.Current.Functions.ContainsKey("g"));
        Assert.False(second.Current.Functions.ContainsKey("g"));
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Open_OnTheRealClock_SeesAChange()
    {
        File.WriteAllText(_path, First);
        var told = new TaskCompletionSource<PolicyResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var source = PolicySource.Open(new PolicySourceOptions { Path = _path, Interval = TimeSpan.FromMilliseconds(5), OnReload = result => told.TrySetResult(result) });

        File.WriteAllText(_path, First + "  g: { on: event g }\n");

        Assert.True((await told.Task).IsValid);
        Assert.True(source.Current.Functions.ContainsKey("g"));
    }

    private PolicySource OpenFirst()
    {
        File.WriteAllText(_path, First);
        return Open();
    }

    private PolicySource Open() => PolicySource.Open(new PolicySourceOptions { Path = _path, Clock = _clock, OnReload = _told.Add });

    private void Looks(int count)
    {
        for (; count > 0; count--)
        {
            _clock.Tick();
        }
    }
}
