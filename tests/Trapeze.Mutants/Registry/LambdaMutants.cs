using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>The Lambda host: whom a process may serve, when it replies, and what it waits for.</summary>
internal static class LambdaMutants
{
    private const string Instance = "Trapeze.Shim/Lambda/Instances/Instance.cs";
    private const string Host = "Trapeze.Shim/Lambda/InvocationHost.cs";
    private const string Server = "Trapeze.Shim/Lambda/LambdaServer.cs";
    private const string Reader = "Trapeze.Shim/Lambda/Http/HttpEventReader.cs";
    private const string Path = "Trapeze.Shim/Lambda/Http/RequestPath.cs";
    private const string Near = "Trapeze.Shim/Lambda/LambdaServer.cs";
    private const string NearHosting = "Trapeze.Shim/Lambda/LambdaHosting.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("lambda-serves-whoever-comes", Instance, "(_left is null || Flows(_left, start))", "true", "a process serves who may not see what ran in it") { Near = Near },
        new("lambda-not-renewed", Host, "renewal.Renew(invocation, default);", "", "a process goes on that may not serve the label") { Near = Near },
        new("lambda-tenant-ignored", Host, "string.Equals(said.Value, invocation.Tenant, StringComparison.Ordinal)", "true", "a tenant's process serves another's caller", Harm.Functional) { Near = Near },
        new("lambda-tenant-without-claim", Host, "? options.TenantClaim is null", "? true", "a process of no tenant serves where tenants are to be apart", Harm.Functional) { Near = Near },
        new("lambda-serves-every-function", "Trapeze.Shim/Composition/ServedFunction.cs", "Name is null || string.Equals(Name, function, StringComparison.Ordinal)", "true", "a process serves the functions of others", Harm.Functional) { Near = Near },
        new("lambda-rest-before-reply", Server, "application.DisposeContext(context, failure);", "application.DisposeContext(context, failure); host.OnReplySent();", "what is hidden begins before Lambda has the reply, and delays it") { Near = Near },
        new("lambda-rest-not-held", "Trapeze.Shim/Guard/Turn.cs", "_sent?.GetAwaiter().GetResult();", "_ = _sent;", "what is hidden begins while the reply is on the way") { Near = Near },
        new("lambda-rest-not-waited-for", Server, "process.Instance.Rest : batch?.Ended ?? host.Rest", "Task.CompletedTask : Task.CompletedTask", "the next event comes while a hidden rest runs") { Near = Near },
        new("lambda-hung-records-stay", Server, "batch?.Ended ?? host.Rest", "host.Rest", "what hangs of a batch stays in a process for all labels", Harm.Functional) { Near = Near },
        new("lambda-rest-not-stopped", Server, "static host => ((InvocationHost)host!).Stop()", "static _ => { }", "what is hidden is not asked to stop at the deadline", Harm.Functional) { Near = Near },
        new("lambda-keys-in-picture", Server, "seals?.Forget();", "", "a process goes on with the keys of the picture that was taken of it", Harm.Functional) { Near = Near },
        new("lambda-waits-for-ever", Server, "return true; } catch (TimeoutException) { return false; }", "return true; } catch (TimeoutException) { return true; }", "what hangs stays in a process that goes on", Harm.Functional) { Near = Near },
        new("lambda-members-twice", Reader, "AllowDuplicateProperties = false", "AllowDuplicateProperties = true", "an event says two things, and one of them is believed", Harm.Functional) { Near = Near },
        new("lambda-null-in-path", Path, "decoded.Contains(\"%00\", StringComparison.Ordinal)", "false", "a path that no server takes is served", Harm.Functional) { Near = Near },
        new("lambda-dots-kept", Path, "decoded.Contains(\"/.\", StringComparison.Ordinal) ? WithoutDots(decoded) : decoded", "decoded", "a path is another one than on Kestrel", Harm.Functional) { Near = "Trapeze.Shim/Lambda/RoundTrip.cs" },
        new("lambda-loses-data", "Trapeze.Shim/Lambda/LambdaCheck.cs", "if (process.Options.DataFolderOutlivesProcess)", "if (true)", "a process starts that loses what it has acknowledged", Harm.Functional) { Near = NearHosting },
        new("lambda-many-at-once", "Trapeze.Shim/Lambda/LambdaHosting.cs", "if (concurrency > 1 && options.WarmProcess == WarmProcess.Renewed)", "if (false)", "a process runs labels at once that may not be beside each other") { Near = NearHosting },
        new("lambda-begins-anywhere", "Trapeze.Shim/Lambda/Instances/FreshStart.cs", "if (!string.Equals(Directory.GetCurrentDirectory(), folder, StringComparison.Ordinal))", "if (false)", "a fresh process reads its configuration where its predecessor wanted it to") { Near = NearHosting },
        new("amazon-host-trusted", "Trapeze.Shim/Guard/AmazonHost.cs", "server.Items.ContainsKey(Event)", "false", "a hidden rest runs beside others' events under AWS's host") { Near = "Trapeze.Shim/Lambda/AmazonHost.cs" },
    ];
}
