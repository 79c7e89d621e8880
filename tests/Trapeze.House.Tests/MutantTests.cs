using Trapeze.Mutants.Registry;

namespace Trapeze.House.Tests;

/// <summary>The registry of mutants fits the source that it breaks: whoever moves a check moves its mutant.</summary>
public sealed class MutantTests
{
    private const int Fewest = 60;

    [Fact]
    public void Registry_IsAsLargeAsPromised()
    {
        var shipping = MutantRegistry.All.Where(mutant => House.Shipping.Contains(mutant.Project, StringComparer.Ordinal) && mutant.Equivalent is null).ToList();

        Assert.InRange(shipping.Count, Fewest, int.MaxValue);

        // The tool has verbs only, and no check of its own. The analyzer guards nothing: its own tests miss each rule that is dropped.
        Assert.All(House.Shipping.Except(["Trapeze.Tool", "Trapeze.Analyzers", "Trapeze.Analyzers.Fixes"], StringComparer.Ordinal), project => Assert.Contains(shipping, mutant => mutant.Project == project));
        Assert.Contains(MutantRegistry.All, mutant => mutant.Project == "Trapeze.ReferenceMachine");
    }

    [Fact]
    public void Ids_AreUnique() =>
        Assert.Empty(MutantRegistry.All.GroupBy(mutant => mutant.Id, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Changes_AreUnique() =>
        Assert.Empty(MutantRegistry.All.GroupBy(mutant => (mutant.File, mutant.Find, mutant.Replace)).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void EveryText_StandsInItsFileOnce()
    {
        var lost = from mutant in MutantRegistry.All
                   from edit in mutant.Edits
                   let count = File.Exists(Path.Combine(House.Root, edit.File)) ? edit.CountIn(House.Read(edit.File)) : 0
                   where count != 1
                   select $"{mutant.Id}: {count} times in {edit.File}";

        Assert.Empty(lost);
    }

    [Fact]
    public void EveryMutant_ChangesOneProject() =>
        Assert.All(MutantRegistry.All, mutant => Assert.All(mutant.Edits, edit => Assert.StartsWith(mutant.Folder + "/", edit.File, StringComparison.Ordinal)));

    [Fact]
    public void EveryMutant_ChangesSomething() =>
        Assert.All(MutantRegistry.All, mutant => Assert.All(mutant.Edits, edit => Assert.NotEqual(edit.Find, edit.Replace)));

    [Fact]
    public void EveryMutant_SaysWhatItBreaks() => Assert.All(MutantRegistry.All, mutant => Assert.True(mutant.Breaks.Length > 10, mutant.Id));

    [Fact]
    public void EquivalentMutants_AreArgued_AndNotCalledVisible() => Assert.All(
        MutantRegistry.All.Where(mutant => mutant.Equivalent is not null),
        mutant => Assert.True(mutant is { Equivalent.Length: > 40, IsVisibleOutside: false }, mutant.Id));
}
