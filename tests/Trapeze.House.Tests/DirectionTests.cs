namespace Trapeze.House.Tests;

/// <summary>Arrows point one way: Core ← Policy ← Shim ← Tool, Core ← Store ← Shim, Sandbox ← Shim; the sandbox knows nobody.</summary>
public sealed class DirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Trapeze.Analyzers"] = [],
        ["Trapeze.Analyzers.Fixes"] = ["Trapeze.Analyzers"],
        ["Trapeze.Core"] = [],
        ["Trapeze.Policy"] = ["Trapeze.Core"],
        ["Trapeze.Store"] = ["Trapeze.Core"],
        ["Trapeze.Shim"] = ["Trapeze.Core", "Trapeze.Policy", "Trapeze.Sandbox", "Trapeze.Store"],
        ["Trapeze.Sandbox"] = [],
        ["Trapeze.Tool"] = ["Trapeze.Core", "Trapeze.Policy", "Trapeze.Sandbox", "Trapeze.Shim", "Trapeze.Store"],
    };

    [Fact]
    public void EveryShippingProject_HasItsArrowsListedHere() => Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), House.Shipping);

    [Theory]
    [InlineData("Trapeze.Analyzers")]
    [InlineData("Trapeze.Analyzers.Fixes")]
    [InlineData("Trapeze.Core")]
    [InlineData("Trapeze.Policy")]
    [InlineData("Trapeze.Store")]
    [InlineData("Trapeze.Shim")]
    [InlineData("Trapeze.Sandbox")]
    [InlineData("Trapeze.Tool")]
    public void References_PointOneWay(string project)
    {
        var references = House.Load(project).GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("Trapeze", StringComparison.Ordinal));

        Assert.Empty(references.Except(Allowed[project], StringComparer.Ordinal));
    }

    [Fact]
    public void Core_HasNoPackages()
    {
        var references = House.Load("Trapeze.Core").GetReferencedAssemblies().Select(name => name.Name!);

        Assert.All(references, name => Assert.StartsWith("System", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Trapeze.Core")]
    [InlineData("Trapeze.Policy")]
    [InlineData("Trapeze.Store")]
    [InlineData("Trapeze.Sandbox")]
    [InlineData("Trapeze.Tool")]
    public void AllButTheShim_KnowNoWebFramework(string project)
    {
        var references = House.Load(project).GetReferencedAssemblies().Select(name => name.Name!);

        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Trapeze.Analyzers")]
    [InlineData("Trapeze.Analyzers.Fixes")]
    public void Analyzers_RunInAnyCompiler(string project)
    {
        var references = House.Load(project).GetReferencedAssemblies().Select(name => name.Name!).ToList();

        Assert.Contains("netstandard", references, StringComparer.Ordinal);
        Assert.Equal(project.EndsWith("Fixes", StringComparison.Ordinal), references.Any(name => name.EndsWith("Workspaces", StringComparison.Ordinal)));
    }

    [Fact]
    public void Samples_AreReferencedByNothingThatShips() =>
        Assert.All(House.Shipping, project => Assert.DoesNotContain("samples", House.Read($"{project}/{project}.csproj"), StringComparison.Ordinal));
}
