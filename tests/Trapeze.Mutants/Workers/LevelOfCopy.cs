using System.Diagnostics;
using System.Reflection;

namespace Trapeze.Mutants.Workers;

/// <summary>A level as it is in one context: its types are not those of this program, so it is called by name.</summary>
internal sealed class LevelOfCopy
{
    private readonly object _level;
    private readonly MethodInfo _search;
    private readonly PropertyInfo? _near;

    private LevelOfCopy(object level, Type contract)
    {
        _level = level;
        _search = contract.GetMethod("SearchAsync")!;
        _near = level.GetType().GetProperty("Near");
        Name = new LevelName(level.GetType().Namespace!.Split('.')[^1], (string)contract.GetProperty("Name")!.GetValue(level)!);
    }

    internal LevelName Name { get; }

    internal static IReadOnlyList<LevelOfCopy> Of(Assembly evidence)
    {
        var contract = evidence.GetType("Trapeze.Evidence.ILevel", throwOnError: true)!;
        return
        [
            .. evidence.GetTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(contract) && type.GetConstructor(Type.EmptyTypes) is not null)
                .Select(type => new LevelOfCopy(Activator.CreateInstance(type)!, contract))
                .OrderBy(level => level.Name.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>Searches for as long as it may.</summary>
    /// <remarks>What the level throws is a finding: it was told to throw nothing.</remarks>
    internal SearchAnswer Search(SearchRequest request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(request.Milliseconds));
        _near?.SetValue(_level, request.Near);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var search = (Task)_search.Invoke(_level, BindingFlags.DoNotWrapExceptions, binder: null, [request.Seed, request.Cases, limit.Token], culture: null)!;
            search.GetAwaiter().GetResult();
            var finding = search.GetType().GetProperty("Result")!.GetValue(search);
            var elapsed = Stopwatch.GetElapsedTime(started);
            return finding is null
                ? new SearchAnswer(Found: false, Case: 0, elapsed.TotalMilliseconds, Text: "")
                : new SearchAnswer(Found: true, (long)finding.GetType().GetProperty("Case")!.GetValue(finding)!, elapsed.TotalMilliseconds, finding.ToString()!);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new SearchAnswer(Found: false, Case: 0, Stopwatch.GetElapsedTime(started).TotalMilliseconds, Text: "");
        }
#pragma warning disable CA1031 // whatever it is, the tests that run the level fail with it
        catch (Exception reason)
#pragma warning restore CA1031
        {
            return new SearchAnswer(Found: true, Case: -1, Stopwatch.GetElapsedTime(started).TotalMilliseconds, reason.ToString());
        }
    }
}
