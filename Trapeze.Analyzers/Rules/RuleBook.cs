using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Trapeze.Analyzers.Rules;

/// <summary>Every rule: a way round the shim, and what to use instead. docs/rules has a page for each.</summary>
internal static class RuleBook
{
    internal static readonly DiagnosticDescriptor OwnHttp = Rule.Create(
        "TRZ0001", "A function makes no HTTP client of its own", "`{0}` reaches servers that the policy does not name: use `IChannels.Http(name)`");

    internal static readonly DiagnosticDescriptor OwnMail = Rule.Create(
        "TRZ0002", "A function sends no mail of its own", "`{0}` sends mail past the guard: use `IChannels.SendMailAsync(name, message)`");

    internal static readonly DiagnosticDescriptor Sockets = Rule.Create(
        "TRZ0003", "A function opens no sockets and asks for no names", "`{0}` talks to the network past the guard: use `IChannels`");

    internal static readonly DiagnosticDescriptor Files = Rule.Create(
        "TRZ0004", "A function reads and writes no files", "`{0}` keeps or finds data that has no label: use a table, through the injected `AmazonDynamoDBClient`");

    internal static readonly DiagnosticDescriptor OwnDatabase = Rule.Create(
        "TRZ0005", "A function opens no database of its own", "`{0}` keeps or finds data that has no label: use a table, through the injected `AmazonDynamoDBClient`");

    internal static readonly DiagnosticDescriptor OwnDynamoDb = Rule.Create(
        "TRZ0006", "A function makes no DynamoDB client or store of its own", "`{0}` sees what the activation's label does not: take `AmazonDynamoDBClient` as a parameter");

    internal static readonly DiagnosticDescriptor OtherAws = Rule.Create(
        "TRZ0007", "A function calls no AWS service by itself", "`{0}` uses AWS past the guard: use a channel of the policy, `IEvents`, or the injected `AmazonDynamoDBClient`");

    internal static readonly DiagnosticDescriptor Processes = Rule.Create(
        "TRZ0008", "A function starts no process and calls no native code", "`{0}` leaves the process unconfined: use `IPrograms.RunAsync(profile, command)`");

    internal static readonly DiagnosticDescriptor Output = Rule.Create(
        "TRZ0009", "A function writes to no console, trace or logger of its own", "`{0}` is written whatever the label is: use an injected `ILogger<T>`");

    internal static readonly DiagnosticDescriptor OwnTelemetry = Rule.Create(
        "TRZ0010", "A function measures through the guard", "`{0}` is recorded, or overheard, whatever the label is: use `IMeasurements`");

    internal static readonly DiagnosticDescriptor MutableStatic = Rule.Create(
        "TRZ0011", "A function keeps nothing in statics", "`{0}` lives on to the next activation, whatever its label: make it immutable, or keep what it holds in a table");

    internal static readonly DiagnosticDescriptor ProcessState = Rule.Create(
        "TRZ0012", "A function changes nothing that the whole process shares", "`{0}` is shared with activations of all labels: keep it in the function, or set it where the host is composed");

    internal static readonly DiagnosticDescriptor HostEnvironment = Rule.Create(
        "TRZ0013", "A function leaves the environment alone", "`{0}` is the host's: read settings where the host is composed, and inject what the function needs");

    internal static readonly DiagnosticDescriptor SharedCache = Rule.Create(
        "TRZ0014", "A function uses no cache or session of the host", "`{0}` serves one label what another has put there: keep it in a table, which has a view for each label");

    internal static readonly DiagnosticDescriptor SharedSingleton = Rule.Create(
        "TRZ0015", "A singleton that functions use keeps no state", "`{0}` is a singleton's, so it lives on to the next activation, whatever its label: register the type as scoped, or make the member immutable");

    internal static readonly DiagnosticDescriptor PooledMemory = Rule.Create(
        "TRZ0016", "A function takes no memory that others have used", "`{0}` hands out memory with what other activations left in it: allocate an array");

    internal static readonly DiagnosticDescriptor UnawaitedTask = Rule.Create(
        "TRZ0017", "A function waits for its tasks", "`{0}` goes on after the function has ended, and nobody sees it fail: `await` it, or publish an event through `IEvents`");

    internal static readonly DiagnosticDescriptor AsyncVoid = Rule.Create(
        "TRZ0018", "A function is never async void", "`{0}` cannot be waited for, and ends the process when it throws: return a `Task`");

    internal static readonly DiagnosticDescriptor OwnThread = Rule.Create(
        "TRZ0019", "A function starts no threads, timers or work items", "`{0}` outlives the activation and ends the process when it throws: `await Task.Run(…)`, or publish an event with a delay through `IEvents`");

    internal static readonly DiagnosticDescriptor LeftContext = Rule.Create(
        "TRZ0020", "A function does not leave its execution context", "`{0}` runs code that the guard takes for the host's: leave the context as it is");

    internal static readonly DiagnosticDescriptor Reflection = Rule.Create(
        "TRZ0021", "A function calls members as the source names them", "`{0}` reaches what is not public, or what nobody can see in the source: call the member itself");

    internal static readonly DiagnosticDescriptor UnsafeMemory = Rule.Create(
        "TRZ0022", "A function stays in safe memory", "`{0}` can read and write what belongs to others: use arrays and spans");

    internal static readonly DiagnosticDescriptor HostServices = Rule.Create(
        "TRZ0023", "A function asks for nothing of the host's", "`{0}` is the host's and knows no activation: take what the function needs as a parameter");

    internal static readonly DiagnosticDescriptor SharedMeasures = Rule.Create(
        "TRZ0024", "A function does not measure the process", "`{0}` tells what other activations do: leave it to the host");

    internal static readonly DiagnosticDescriptor ImpureDeclassifier = Rule.Create(
        "TRZ0025", "A declassifier depends on its input alone", "`{0}` makes a declassifier release more than its input: put what it needs into the input");

    internal static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        OwnHttp, OwnMail, Sockets, Files, OwnDatabase, OwnDynamoDb, OtherAws, Processes, Output, OwnTelemetry, MutableStatic, ProcessState, HostEnvironment,
        SharedCache, SharedSingleton, PooledMemory, UnawaitedTask, AsyncVoid, OwnThread, LeftContext, Reflection, UnsafeMemory, HostServices, SharedMeasures,
        ImpureDeclassifier,
    ];
}
