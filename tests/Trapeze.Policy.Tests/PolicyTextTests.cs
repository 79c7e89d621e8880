using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Tests;

/// <summary>A policy's file: how large it may be, and what is said where there is no text.</summary>
public sealed class PolicyTextTests : IDisposable
{
    private const int Most = 1 << 20;
    private const string Policy = "trapeze: 1\nlabels:\n  a:\nfunctions:\n  f: { on: event e, raises: a }\n#";

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("trapeze-policy-").FullName, "policy.yaml");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void ReadFile_UpToOneMebibyte_IsRead()
    {
        File.WriteAllText(_path, Policy.PadRight(Most, 'x'));

        Assert.Equal("", PolicyReader.ReadFile(_path).Render());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ReadFile_Larger_IsRefused(int more)
    {
        File.WriteAllText(_path, Policy.PadRight(Most + more, 'x'));

        Assert.Equal("policy.yaml:1:1: the policy is larger than 1 MiB [TP0002]\n", PolicyReader.ReadFile(_path).Render());
    }

    // The kernel's files say that they are empty.
    [Fact]
    public void Of_FileThatIsLongerThanItSays_IsReadWhole() =>
        Assert.Equal(new PolicyText("version", File.ReadAllText("/proc/version"), PolicyTextState.Read), PolicyText.Of("/proc/version"));

    [Fact]
    public void Read_TextUpToOneMebibyte_IsRead()
    {
        Assert.Equal("", PolicyReader.Read(Policy.PadRight(Most, 'x'), "p.yaml").Render());
        Assert.Equal("the policy is larger than 1 MiB", Assert.Single(PolicyReader.Read(Policy.PadRight(Most + 1, 'x'), "p.yaml").Diagnostics).Message);
    }

    [Fact]
    public void ReadFile_Folder_CannotBeRead() =>
        Assert.Equal("good:1:1: the file cannot be read [TP0011]\n  = without a policy nothing runs\n", PolicyReader.ReadFile(PolicyFiles.Good).Render());

    [Fact]
    public void Read_NoText_Throws()
    {
        Assert.Throws<ArgumentNullException>("text", () => PolicyReader.Read(null!, "p.yaml"));
        Assert.Throws<ArgumentNullException>("file", () => PolicyReader.Read(Policy, null!));
        Assert.Throws<ArgumentNullException>("path", () => PolicyReader.ReadFile(null!));
        Assert.Throws<ArgumentException>("path", () => PolicyReader.ReadFile(""));
    }

    [Fact]
    public void Read_UpToAHundredThousandParts_IsRead()
    {
        Assert.DoesNotContain(Parts(100_000), found => found.Code == DiagnosticCode.TooMany);
        Assert.Equal("the policy has more than 100000 parts", Assert.Single(Parts(100_001), found => found.Code == DiagnosticCode.TooMany).Message);
    }

    [Fact]
    public void Read_KeysNestedTooDeep_IsRefused() =>
        Assert.Contains(PolicyReader.Read(string.Concat(Enumerable.Repeat("? ", 40)) + "a", "p.yaml").Diagnostics, found => found.Code == DiagnosticCode.TooDeep);

    [Theory]
    [InlineData("---\ntrapeze: 1\nlabels:\n  a:\nfunctions:\n  f: { on: event e, raises: a }\n")]
    [InlineData("---\ntrapeze: 1\nlabels:\n  a:\nfunctions:\n  f: { on: event e, raises: 'a\n%YAML' }\n")]
    public void Read_DocumentMarkWithoutDirective_IsNoDirective(string text) =>
        Assert.DoesNotContain(PolicyReader.Read(text, "p.yaml").Diagnostics, found => found.Code is DiagnosticCode.Tag or DiagnosticCode.NotYaml);

    [Fact]
    public void Shape_OfAScalar_IsNothingOnlyWhereNothingIsWritten()
    {
        var span = new SourceSpan(1, 1, 0);

        Assert.Equal("nothing", new ScalarNode(span, "", isQuoted: false, firstColumn: null).Shape);
        Assert.Equal("text", new ScalarNode(span, "", isQuoted: true, firstColumn: null).Shape);
        Assert.Equal("text", new ScalarNode(span, "a", isQuoted: false, firstColumn: null).Shape);
    }

    // The mapping, its key and the list are parts themselves.
    private static IEnumerable<Diagnostic> Parts(int count) =>
        PolicyReader.Read("trapeze: [" + string.Concat(Enumerable.Repeat("a,", count - 3)) + "]", "p.yaml").Diagnostics;
}
