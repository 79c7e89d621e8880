using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Trapeze.House.Tests;

/// <summary>The conventions that a machine can hold.</summary>
public sealed partial class ConventionTests
{
    private const int LongestFile = 300;
    private const int MostFilesAtRoot = 7;

    private static IEnumerable<string> Sources => House.Shipping.Concat(["samples", "tests", "bench"]).SelectMany(House.Sources);

    private static IEnumerable<string> Shipping => House.Shipping.SelectMany(House.Sources);

    private static IEnumerable<Type> Types =>
        House.Shipping.SelectMany(project => House.Load(project).GetTypes())
            .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.Name.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("Trapeze", StringComparison.Ordinal) == true);

    [Fact]
    public void Files_FitTheirConcept() =>
        Assert.Empty(Shipping.Concat(House.Sources("samples")).Where(file => File.ReadLines(Path.Combine(House.Root, file)).Count() > LongestFile));

    [Fact]
    public void Folders_AreConcepts_NotGrabBags() => Assert.Empty(Sources.Where(file => GrabBag().IsMatch(file)));

    [Theory]
    [InlineData("Trapeze.Analyzers")]
    [InlineData("Trapeze.Analyzers.Fixes")]
    [InlineData("Trapeze.Core")]
    [InlineData("Trapeze.Policy")]
    [InlineData("Trapeze.Store")]
    [InlineData("Trapeze.Shim")]
    [InlineData("Trapeze.Sandbox")]
    public void ProjectRoots_HoldTheFrontDoorOnly(string project)
    {
        var atRoot = House.Sources(project).Where(file => file.Split(Path.DirectorySeparatorChar) is [_, not "Log.cs"]).ToList();

        Assert.InRange(atRoot.Count, 0, MostFilesAtRoot);
        Assert.All(atRoot, file => Assert.True(House.Load(project).GetType($"{project}.{Stem(file)}")?.IsPublic, file));
    }

    [Fact]
    public void Files_AreNamedAfterTheirType()
    {
        var strangers = Shipping.Where(file => !Regex.IsMatch(
            House.Read(file), $@"\b(class|struct|interface|enum|record|record struct|delegate [^(]+)\s+{Regex.Escape(Stem(file))}\b", RegexOptions.None, TimeSpan.FromSeconds(5)));

        Assert.Empty(strangers);
    }

    [Fact]
    public void Namespaces_FollowFolders()
    {
        var strangers = Shipping.Where(file => !House.Read(file).Contains(
            $"namespace {Path.GetDirectoryName(file)!.Replace(Path.DirectorySeparatorChar, '.')};", StringComparison.Ordinal));

        Assert.Empty(strangers);
    }

    [Fact]
    public void Classes_AreSealedAbstractOrStatic() =>
        Assert.Empty(Types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false, IsNested: false }));

    [Fact]
    public void PublicFields_AreConstantsOrNothing() =>
        Assert.Empty(Types.Where(type => type.IsVisible && !type.IsEnum)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => field is { IsLiteral: false, IsInitOnly: false }));

    [Fact]
    public void Statics_AreNeverMutable()
    {
        var mutable = Types.Where(type => !type.IsEnum)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => field is { IsLiteral: false, IsInitOnly: false }
                && field.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !field.IsDefined(typeof(ThreadStaticAttribute)) && !field.Name.StartsWith('<') && !field.DeclaringType!.Name.Contains('<', StringComparison.Ordinal));

        Assert.Empty(mutable);
    }

    [Fact]
    public void Labels_HaveNoComparisonOperators() =>
        Assert.Empty(House.Load("Trapeze.Core").GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.Name is "op_LessThan" or "op_GreaterThan" or "op_LessThanOrEqual" or "op_GreaterThanOrEqual"));

    [Fact]
    public void ShippingSource_CarriesNoUnfinishedMarks() =>
        Assert.Empty(Shipping.Where(file => Unfinished().IsMatch(House.Read(file))));

    [Fact]
    public void Tests_DoNotSleep()
    {
        var sleepers = House.Sources("tests").Where(file => !file.EndsWith($"{nameof(ConventionTests)}.cs", StringComparison.Ordinal))
            .Where(file => Sleep().IsMatch(House.Read(file)));

        Assert.Empty(sleepers);
    }

    // xunit 2 calls IDisposable and IAsyncLifetime, and not IAsyncDisposable: a class of tests with it leaves everything behind.
    [Fact]
    public void TestClasses_AreDisposedByTheirRunner() =>
        Assert.Empty(House.Sources("tests").Where(file => TestClassWithAsyncDisposable().IsMatch(House.Read(file))));

    private static string Stem(string file) => Path.GetFileNameWithoutExtension(file).Split('.', '{')[0];

    [GeneratedRegex(@"(Utils?|Helpers?|Commons?|Managers?|Enums|Constants|Misc)(\.cs|[/\\])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GrabBag();

    [GeneratedRegex(@"class \w+Tests[^{]*IAsyncDisposable", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestClassWithAsyncDisposable();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"Thread\.Sleep\(|Task\.Delay\((?!Timeout\.Infinite)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sleep();
}
