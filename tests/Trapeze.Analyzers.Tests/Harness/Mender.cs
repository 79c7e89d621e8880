using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Trapeze.Analyzers.Fixes;

namespace Trapeze.Analyzers.Tests.Harness;

/// <summary>What editors do with a fix.</summary>
internal static class Mender
{
    public static ImmutableArray<CodeFixProvider> All { get; } = [new AwaitTask(), new LogInstead(), new MakeReadOnly(), new ReturnTask(), new TakeStore()];

    /// <summary>The program with the first fix for its first report; the same text if none is offered.</summary>
    public static async Task<string> MendAsync(string source)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Program", LanguageNames.CSharp)
            .WithMetadataReferences(Compiled.References).WithParseOptions(Compiled.Language).WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var document = project.AddDocument("Program.cs", source);
        var reported = await Compiled.AnalyzeAsync((await document.Project.GetCompilationAsync())!);
        var actions = new List<CodeAction>();
        foreach (var fix in All.Where(fix => fix.FixableDiagnosticIds.Contains(reported[0].Id)))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, reported[0], (action, _) => actions.Add(action), CancellationToken.None));
        }

        if (actions.Count == 0)
        {
            return source;
        }

        var applied = (await actions[0].GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        var mended = applied.ChangedSolution.GetDocument(document.Id)!;
        Assert.Empty((await mended.Project.GetCompilationAsync())!.GetDiagnostics().Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error));
        return (await mended.GetTextAsync()).ToString();
    }
}
