using System.Runtime.InteropServices;
using Trapeze.Bench;
using Trapeze.Bench.Lambda;

if (args is [LambdaApp.Argument, var kind])
{
    await LambdaApp.RunAsync(kind);
    return 0;
}

var benchmarks = typeof(IBenchmark).Assembly.GetTypes()
    .Where(type => type is { IsInterface: false, IsAbstract: false } && type.IsAssignableTo(typeof(IBenchmark)))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
    .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)
    .ToList();

var chosen = benchmarks.FindAll(benchmark => args.Length == 0 || args.Any(arg => benchmark.Name.StartsWith(arg, StringComparison.Ordinal)));
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"no such benchmark; there are: {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}");
    return 1;
}

Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores");
foreach (var benchmark in chosen)
{
    Console.WriteLine();
    Console.WriteLine($"{benchmark.Name}: {benchmark.Claim}");
    await benchmark.RunAsync(Console.Out);
}

return 0;
