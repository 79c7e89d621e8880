using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Trapeze.Mutants.Copies;

/// <summary>One project as its build compiles it, in memory, so that copies with one file rewritten cost little.</summary>
/// <remarks>The project's own source generators run; its analyzers do not, and a warning is none here.</remarks>
internal sealed class ProjectCopy
{
    private readonly CSharpCompilation _compilation;
    private readonly CSharpParseOptions _options;
    private readonly string _root;
    private readonly byte[] _fingerprint;

    private ProjectCopy(CSharpCompilation compilation, CSharpParseOptions options, string root)
    {
        _fingerprint = SHA256.HashData([.. compilation.SyntaxTrees.SelectMany(tree => tree.GetText().GetContentHash())]);
        _compilation = compilation;
        _options = options;
        _root = root;
    }

    internal static async Task<ProjectCopy> ReadAsync(string root, string folder)
    {
        var at = Path.GetFullPath(folder, root);
        var arguments = CSharpCommandLineParser.Default.Parse(await CompilerArguments.OfAsync(at), at, sdkDirectory: null);
        // Half of the compiler's time goes into warnings and documentation, which nobody reads here.
        var options = arguments.ParseOptions.WithDocumentationMode(DocumentationMode.None);
        var trees = arguments.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file.Path)), options, file.Path));
        var references = arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(Path.GetFullPath(reference.Reference, at)));
        var compilation = CSharpCompilation.Create(
            arguments.CompilationName,
            trees,
            references,
            arguments.CompilationOptions
                .WithGeneralDiagnosticOption(ReportDiagnostic.Suppress)
                .WithSpecificDiagnosticOptions([])
                .WithWarningLevel(0)
                .WithNullableContextOptions(NullableContextOptions.Annotations));

        var loader = new GeneratorLoader();
        var generators = arguments.AnalyzerReferences
            .SelectMany(reference => new AnalyzerFileReference(Path.GetFullPath(reference.FilePath, at), loader).GetGenerators(LanguageNames.CSharp));
        CSharpGeneratorDriver.Create(generators, parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var whole, out _);
        return new ProjectCopy((CSharpCompilation)whole, options, root);
    }

    /// <summary>Names the copy by everything that goes into it, so that one made before can be used again.</summary>
    internal string NameOf(Mutant mutant)
    {
        var change = string.Join('\0', mutant.Edits.SelectMany(edit => (string[])[edit.File, edit.Find, edit.Replace]));
        return Convert.ToHexStringLower(SHA256.HashData([.. _fingerprint, .. Encoding.UTF8.GetBytes(change)]));
    }

    /// <summary>The assembly with the mutant's files rewritten.</summary>
    /// <exception cref="InvalidOperationException">The mutant does not compile, or does not find its text.</exception>
    internal byte[] Emit(Mutant mutant)
    {
        try
        {
            return Emit(mutant.Edits.Aggregate(_compilation, Rewrite));
        }
        catch (InvalidOperationException reason)
        {
            throw new InvalidOperationException($"the mutant {mutant.Id} does not compile:\n{reason.Message}", reason);
        }
    }

    private CSharpCompilation Rewrite(CSharpCompilation compilation, Edit edit)
    {
        var path = Path.GetFullPath(edit.File, _root);
        var tree = compilation.SyntaxTrees.Single(tree => string.Equals(tree.FilePath, path, StringComparison.Ordinal));
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(SourceText.From(edit.Rewrite(tree.GetText().ToString())), _options, path));
    }

    private static byte[] Emit(CSharpCompilation compilation)
    {
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly);
        return emitted.Success
            ? assembly.ToArray()
            : throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error)));
    }
}
