using Microsoft.CodeAnalysis;
using Trapeze.Analyzers.Tests.Harness;

namespace Trapeze.Analyzers.Tests;

/// <summary>Each rule, by small programs: what it reports, exactly where, and what it leaves alone.</summary>
public sealed class RuleTests
{
    public static TheoryData<string> Names => [.. Case.All.Select(one => one.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Analyzer_ReportsWhatIsMarked_AndNothingElse(string name)
    {
        var one = Case.All.Single(other => other.ToString() == name);
        var compilation = Compiled.Of(("Program.cs", one.Source));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error));

        var reported = await Compiled.AnalyzeAsync(compilation);

        Assert.Equal(one.Reports, one.Marks.Length > 0);
        Assert.Equal(
            one.Marks.Select(mark => (one.Rule, mark.Start, mark.Text)),
            reported.Select(diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan.Start, one.Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length))));
    }
}
