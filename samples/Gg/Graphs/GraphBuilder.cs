using System.Collections.Immutable;

namespace Gg.Graphs;

/// <summary>Makes the graph of a project from its recipe.</summary>
public sealed class GraphBuilder
{
    private readonly Recipe _recipe;
    private readonly Project _project;
    private readonly Dictionary<string, Step> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Step> _products = new(StringComparer.Ordinal);

    private GraphBuilder(Recipe recipe, string folder)
    {
        _recipe = recipe;
        _project = new Project(folder, recipe.Flags);
    }

    /// <exception cref="IOException">A file is not there, or the recipe is not as it should be.</exception>
    public static Graph Read(string folder) => Make(Recipe.Read(folder), folder);

    /// <exception cref="IOException">A file is not there, or the recipe names what it does not make.</exception>
    public static Graph Make(Recipe recipe, string folder)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new GraphBuilder(recipe, folder).Make();
    }

    private Graph Make()
    {
        // The largest first, so that no long compilation begins when all others have ended.
        var units = _recipe.Archives.SelectMany(archive => archive.Sources).Concat(_recipe.Programs.SelectMany(program => program.Sources)).Distinct(StringComparer.Ordinal)
            .OrderByDescending(name => _project.Find(name).Content.Length).ToList();
        var preprocessed = units.ConvertAll(Preprocess);
        foreach (var (name, step) in units.Zip(preprocessed))
        {
            _objects[name] = Compile(name, step);
        }

        foreach (var archive in _recipe.Archives)
        {
            _products[archive.Name] = Archive(archive);
        }

        foreach (var program in _recipe.Programs)
        {
            _products[program.Name] = Link(program);
        }

        var checks = _recipe.Checks.Select(Check).ToList();
        return new Graph([.. _project.Sources], [.. preprocessed, .. _objects.Values, .. _products.Values, .. checks]);
    }

    private Step Preprocess(string source)
    {
        var output = Path.ChangeExtension(source, ".i");
        return Compiler(StepKind.Preprocess, source, ["-E", "-o", output, source], output, _project.WithIncludes(source).Select(Given));
    }

    private Step Compile(string source, Step preprocessed)
    {
        var output = Path.ChangeExtension(source, ".o");
        return Compiler(StepKind.Compile, source, ["-c", "-o", output, preprocessed.Output], output, [Made(preprocessed)]);
    }

    private Step Archive(RecipeArchive archive)
    {
        var members = archive.Sources.Select(source => _objects[source]).ToList();
        return new Step
        {
            Kind = StepKind.Archive,
            Name = archive.Name,
            Arguments = ["rcsD", archive.Name, .. members.Select(member => member.Output)],
            Files = Files(members.Select(Made)),
            Output = archive.Name,
        };
    }

    private Step Link(RecipeProgram program)
    {
        var parts = program.Sources.Select(source => _objects[source]).Concat(program.Archives.Select(Product)).ToList();
        return Compiler(
            StepKind.Link, program.Name, ["-o", program.Name, .. parts.Select(part => part.Output), .. program.Libraries], program.Name, parts.Select(Made));
    }

    private Step Check(RecipeCheck check)
    {
        var program = Product(check.Program);
        return new Step
        {
            Kind = StepKind.Check,
            Name = string.Join(' ', check.Arguments.Prepend(check.Program)),
            Tool = check.Program,
            Arguments = check.Arguments,
            Files = Files(check.Files.Select(_project.Find).Select(Given).Append(Made(program))),
            Output = "output",
        };
    }

    private Step Compiler(StepKind kind, string name, ImmutableArray<string> arguments, string output, IEnumerable<KeyValuePair<string, StepInput>> files) => new()
    {
        Kind = kind,
        Name = name,
        Tool = _recipe.Compiler.FirstOrDefault(),
        Arguments = [.. _recipe.Flags, .. arguments],
        Files = Files(files.Concat(_recipe.Compiler.Select(_project.Find).Select(Given))),
        Output = output,
    };

    private Step Product(string name) => _products.GetValueOrDefault(name) ?? throw new IOException($"the recipe uses `{name}` and does not make it");

    private static ImmutableSortedDictionary<string, StepInput> Files(IEnumerable<KeyValuePair<string, StepInput>> files) => ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, files);

    private static KeyValuePair<string, StepInput> Given(Source source) => new(source.Name, new StepInput.File(source));

    private static KeyValuePair<string, StepInput> Made(Step step) => new(step.Output, new StepInput.Made(step));
}
