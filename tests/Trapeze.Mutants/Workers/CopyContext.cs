using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Trapeze.Mutants.Workers;

/// <summary>All assemblies of the project, loaded afresh, one of them a rewritten copy. What others made is shared.</summary>
internal sealed class CopyContext : AssemblyLoadContext
{
    private const string Family = "Trapeze.";
    private const string Levels = "Trapeze.Evidence";

    private readonly string? _project;
    private readonly string? _copy;
    private readonly HashSet<string> _compiled = new(StringComparer.Ordinal);

    /// <param name="project">The assembly that <paramref name="copy"/> stands for; <see langword="null"/> for what was built.</param>
    /// <param name="copy">The rewritten assembly's file.</param>
    internal CopyContext(string? project, string? copy)
        : base(project ?? "built", isCollectible: true)
    {
        _project = project;
        _copy = copy;
    }

    /// <summary>The levels, loaded but not compiled.</summary>
    internal Assembly Evidence => LoadFromAssemblyName(new AssemblyName(Levels));

    /// <summary>Loads an assembly with all that it stands on, and has their code compiled.</summary>
    internal Assembly Ready(string name = Levels)
    {
        var ready = LoadFromAssemblyName(new AssemblyName(name));
        Compile(ready);
        return ready;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || !name.StartsWith(Family, StringComparison.Ordinal))
        {
            return null;
        }

        var path = string.Equals(name, _project, StringComparison.Ordinal) ? _copy! : Path.Combine(AppContext.BaseDirectory, $"{name}.dll");
        using var bytes = new MemoryStream(File.ReadAllBytes(path));
        return LoadFromStream(bytes);
    }

    // All at once and before the search, whose time is then its own.
    private void Compile(Assembly assembly)
    {
        if (!_compiled.Add(assembly.GetName().Name!))
        {
            return;
        }

        foreach (var referenced in assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith(Family, StringComparison.Ordinal)))
        {
            Compile(LoadFromAssemblyName(referenced));
        }

        foreach (var method in assembly.GetTypes().Where(type => !type.ContainsGenericParameters).SelectMany(MethodsOf))
        {
            if (!method.IsAbstract && !method.ContainsGenericParameters && method.GetMethodBody() is not null)
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
            }
        }
    }

    private static IEnumerable<MethodBase> MethodsOf(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own));
    }
}
