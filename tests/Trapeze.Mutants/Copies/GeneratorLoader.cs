using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Trapeze.Mutants.Copies;

/// <summary>Loads the source generators that the build names.</summary>
internal sealed class GeneratorLoader : IAnalyzerAssemblyLoader
{
    public void AddDependencyLocation(string fullPath)
    {
        // They stand beside each other, where loading by path looks.
    }

    public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
}
