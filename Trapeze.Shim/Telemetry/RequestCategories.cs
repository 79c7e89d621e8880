namespace Trapeze.Shim.Telemetry;

/// <summary>The server's own log categories whose lines tell of requests before anyone knows their label.</summary>
/// <remarks>
/// They are written outside of activations: paths and queries, header problems, authentication failures, time taken. Since no rule gives
/// their data a label they are withheld, whatever the log's label is. What the host says of itself (start, addresses, stop) is not among them.
/// </remarks>
internal static class RequestCategories
{
    // All of them: a list of those that tell of requests was never whole.
    private const string Framework = "Microsoft.AspNetCore.";
    private const string Server = "Microsoft.AspNetCore.Server.";
    private const string Tokens = "Microsoft.IdentityModel";

    // Keys, and nothing of requests.
    private const string Keys = "Microsoft.AspNetCore.DataProtection";

    internal static bool Contain(string category) =>
        (category.StartsWith(Framework, StringComparison.Ordinal) && !category.StartsWith(Keys, StringComparison.Ordinal))
        || category.StartsWith(Tokens, StringComparison.Ordinal);

    /// <summary>Whether the lines number connections, and so count those of others, whoever's context they are written in.</summary>
    /// <remarks>A function that breaks off its connection has the server write in the function's own context.</remarks>
    internal static bool AreServers(string category) => category.StartsWith(Server, StringComparison.Ordinal);
}
