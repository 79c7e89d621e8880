using System.Reflection;
using System.Text.RegularExpressions;
using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Tests;

/// <summary>Every code is documented, and comes out of a bad policy; nothing else is.</summary>
public sealed partial class DiagnosticCodeTests
{
    // What no file beside the tests can show; PolicyReaderTests shows them.
    private static readonly string[] WithoutFile = [DiagnosticCode.TooLarge, DiagnosticCode.TooMany, DiagnosticCode.Unreadable];

    private static readonly string[] Codes =
        [.. typeof(DiagnosticCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Codes_AreDistinctAndWellFormed()
    {
        Assert.Equal(Codes.Length, Codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Codes, code => Assert.Matches("^TP[0-9]{4}$", code));
    }

    [Fact]
    public void Codes_AllHaveABadPolicy()
    {
        var shown = Directory.GetFiles(PolicyFiles.Bad, "*.txt").SelectMany(file => InBrackets().Matches(File.ReadAllText(file)).Select(match => match.Groups["code"].Value)).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Codes.Except(shown).Except(WithoutFile));
        Assert.Empty(shown.Except(Codes));
    }

    [Fact]
    public void Codes_AreAllInTheReference()
    {
        var documented = Code().Matches(File.ReadAllText(PolicyFiles.Reference)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Codes.Except(documented));
        Assert.Empty(documented.Except(Codes));
    }

    [GeneratedRegex(@" \[(?<code>TP[0-9]{4})\]$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex InBrackets();

    [GeneratedRegex("TP[0-9]{4}")]
    private static partial Regex Code();
}
