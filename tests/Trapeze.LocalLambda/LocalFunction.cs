namespace Trapeze.LocalLambda;

/// <summary>A Lambda function: what starts an instance of it, and its limits.</summary>
public sealed record LocalFunction
{
    /// <summary>The function's name, which is also the value of <c>TRAPEZE_FUNCTION</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The program of an instance and its arguments; none: instances are those that a test attaches.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Where an instance starts; also <c>LAMBDA_TASK_ROOT</c>.</summary>
    public string TaskRoot { get; init; } = AppContext.BaseDirectory;

    /// <summary>What an instance finds in its environment besides what Lambda gives it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long one invocation may take, its hidden rest included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an instance may take until it asks for its first invocation.</summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most instances at once.</summary>
    public int MostInstances { get; init; } = 4;

    /// <summary>How many invocations one instance runs at once; more than one only under Managed Instances.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>How many invocations wait for an instance when there are as many as there may be. Lambda lets none wait (0) and throttles; its callers try again.</summary>
    public int MostWaiting { get; init; } = 100;

    /// <summary>What an instance is told of its memory; nothing holds it to that.</summary>
    public int MemoryMegabytes { get; init; } = 512;

    /// <summary>How long an asynchronous invocation that has failed waits for its second attempt; twice as long for the third.</summary>
    public TimeSpan AsyncRetryDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The queue of asynchronous invocations that have failed three times.</summary>
    public string? DeadLetterQueue { get; init; }

    /// <summary>Whether each tenant has instances of its own. An invocation without a tenant is refused then, and one with a tenant otherwise.</summary>
    public bool IsIsolatedByTenant { get; init; }
}
