namespace Trapeze.Bench;

/// <summary>One claim, measured. Found by name; run with <c>dotnet run -c Release --project bench/Trapeze.Bench -- NAME</c>.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>What is compared with what, in one line.</summary>
    string Claim { get; }

    Task RunAsync(TextWriter report);
}
