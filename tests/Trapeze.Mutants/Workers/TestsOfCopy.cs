using System.Diagnostics;
using System.Reflection;
using Xunit;
using Xunit.Sdk;

namespace Trapeze.Mutants.Workers;

/// <summary>A project's own tests as a level: those that mirror the changed file's folder first, one after the other, until one fails.</summary>
/// <remarks>
/// Facts and theories of classes without fixtures: those with one start a server, which no copy is worth. A copy has no file, so tests that start their own
/// assembly as a process, or have a library look for its file, say so by a trait and are not asked.
/// </remarks>
internal sealed class TestsOfCopy
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    private readonly IReadOnlyList<MethodInfo> _tests;

    internal TestsOfCopy(Assembly tests) => _tests =
    [
        .. tests.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.GetConstructor(Type.EmptyTypes) is not null)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(method => method.GetCustomAttribute<FactAttribute>() is { Skip: null } && !NeedsFile(method)),
    ];

    /// <summary>Runs tests for as long as it may. A case is a test, or one row of a theory.</summary>
    internal SearchAnswer Search(SearchRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        var count = 0L;
        foreach (var test in _tests.OrderBy(test => Distance(test.DeclaringType!, request.Near)))
        {
            foreach (var row in RowsOf(test))
            {
                if (count >= request.Cases || Stopwatch.GetElapsedTime(started).TotalMilliseconds > request.Milliseconds)
                {
                    return Answer(found: false, "");
                }

                if (FailureOf(test, row) is { } failure)
                {
                    return Answer(found: true, $"{test.DeclaringType!.Name}.{test.Name}: {failure}");
                }

                count++;
            }
        }

        return Answer(found: false, "");

        SearchAnswer Answer(bool found, string text) => new(found, count, Stopwatch.GetElapsedTime(started).TotalMilliseconds, text);
    }

    // `Trapeze.Shim/Guard/Turn.cs` is mirrored by `Trapeze.Shim.Tests.Guard`, and best by a class that begins like the file.
    private static int Distance(Type type, string file)
    {
        if (file.Length == 0)
        {
            return 0;
        }

        var parts = file.Split('/');
        var folder = $"{parts[0]}.Tests.{string.Join('.', parts[1..^1])}";
        var here = type.Namespace ?? "";
        return type.Name.StartsWith(Path.GetFileNameWithoutExtension(file), StringComparison.Ordinal) ? 0
            : string.Equals(here, folder, StringComparison.Ordinal) ? 1
            : folder.StartsWith(here, StringComparison.Ordinal) || here.StartsWith(folder, StringComparison.Ordinal) ? 2
            : 3;
    }

    private static IEnumerable<object?[]> RowsOf(MethodInfo test) => test.GetParameters().Length == 0
        ? [[]]
        : test.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(test)).Select(row => Fitted(test, row));

    // A row may leave out what has a default; a row of one null is null itself.
    private static object?[] Fitted(MethodInfo test, object?[]? row) =>
        [.. test.GetParameters().Select((parameter, i) => row is null ? null : i < row.Length ? row[i] : parameter.DefaultValue)];

    private static bool NeedsFile(MethodInfo test) => test.GetCustomAttributesData()
        .Any(data => data.AttributeType == typeof(TraitAttribute) && data.ConstructorArguments is [{ Value: "Needs" }, { Value: "its assembly's file" }]);

    private static string? FailureOf(MethodInfo test, object?[] row, bool isSecond = false)
    {
#pragma warning disable CA1031 // whatever a test throws, it has failed
        try
        {
            var run = Task.Run(() => RunAsync(test, row));
            if (!((IAsyncResult)run).AsyncWaitHandle.WaitOne(Deadline))
            {
                throw new TimeoutException();
            }

            run.GetAwaiter().GetResult();
            return null;
        }
        catch (TimeoutException) when (!isSecond)
        {
            // A machine that is busy elsewhere is no finding: what hangs hangs again.
            return FailureOf(test, row, isSecond: true);
        }
        catch (Exception reason)
        {
            return reason.Message.ReplaceLineEndings(" ");
        }
#pragma warning restore CA1031
    }

    private static async Task RunAsync(MethodInfo test, object?[] row)
    {
        var instance = Activator.CreateInstance(test.DeclaringType!)!;
        try
        {
            if (instance is IAsyncLifetime lifetime)
            {
                await lifetime.InitializeAsync();
            }

            if (test.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, row, culture: null) is Task running)
            {
                await running;
            }
        }
        finally
        {
            if (instance is IAsyncLifetime lifetime)
            {
                await lifetime.DisposeAsync();
            }

            (instance as IDisposable)?.Dispose();
        }
    }
}
