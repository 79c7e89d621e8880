using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Trapeze.Mutants.Workers;

/// <summary>The assemblies of the project: a rewritten copy, and afresh all that stands on it. What does not is shared, as what others made is.</summary>
internal sealed class CopyContext : AssemblyLoadContext
{
    private const string Family = "Trapeze.";
    private const string Levels = "Trapeze.Evidence";

    private readonly CopyContext? _built;
    private readonly string? _project;
    private readonly string? _copy;
    private readonly HashSet<string> _compiled = new(StringComparer.Ordinal);

    /// <summary>What was built.</summary>
    internal CopyContext()
        : base("built")
    {
    }

    /// <param name="built">Where the rest is.</param>
    /// <param name="project">The assembly that <paramref name="copy"/> stands for.</param>
    /// <param name="copy">The rewritten assembly's file.</param>
    internal CopyContext(CopyContext built, string project, string copy)
        : base(project, isCollectible: true)
    {
        _built = built;
        _project = project;
        _copy = copy;
    }

    /// <summary>The levels, loaded but not compiled.</summary>
    internal Assembly Evidence => LoadFromAssemblyName(new AssemblyName(Levels));

    /// <summary>Loads an assembly with all that it stands on, and has their code compiled: of the levels, one folder's and what all of them use.</summary>
    internal Assembly Ready(string? folder = null, string name = Levels)
    {
        var ready = LoadFromAssemblyName(new AssemblyName(name));
        Compile(ready, folder);
        return ready;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || !name.StartsWith(Family, StringComparison.Ordinal))
        {
            return null;
        }

        if (_built?.LoadFromAssemblyName(assemblyName) is { } same && !_built.StandsOn(same, _project!))
        {
            return same;
        }

        var path = string.Equals(name, _project, StringComparison.Ordinal) ? _copy! : Path.Combine(AppContext.BaseDirectory, $"{name}.dll");
        using var bytes = new MemoryStream(File.ReadAllBytes(path));
        return LoadFromStream(bytes);
    }

    private bool StandsOn(Assembly assembly, string project) =>
        string.Equals(assembly.GetName().Name, project, StringComparison.Ordinal)
        || FamilyOf(assembly).Any(name => StandsOn(LoadFromAssemblyName(name), project));

    private static IEnumerable<AssemblyName> FamilyOf(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith(Family, StringComparison.Ordinal));

    // All at once and before the search, whose time is then its own.
    private void Compile(Assembly assembly, string? folder)
    {
        if (GetLoadContext(assembly) is CopyContext other && other != this)
        {
            other.Compile(assembly, folder);
            return;
        }

        if (!_compiled.Add($"{assembly.GetName().Name} {folder}"))
        {
            return;
        }

        foreach (var referenced in FamilyOf(assembly))
        {
            Compile(LoadFromAssemblyName(referenced), folder: null);
        }

        foreach (var method in assembly.GetTypes().Where(type => !type.ContainsGenericParameters && IsIn(folder, type)).SelectMany(MethodsOf))
        {
            if (!method.IsAbstract && !method.ContainsGenericParameters && method.GetMethodBody() is not null)
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
            }
        }
    }

    private static bool IsIn(string? folder, Type type) =>
        folder is null || type.Namespace is not { } space || space is Levels || $"{space}.".StartsWith($"{Levels}.{folder}.", StringComparison.Ordinal);

    private static IEnumerable<MethodBase> MethodsOf(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own));
    }
}
