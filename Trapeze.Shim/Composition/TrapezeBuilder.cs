using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Audit;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Declassification;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Events;
using Trapeze.Store;

namespace Trapeze.Shim.Composition;

/// <summary>Adds functions and declassifiers to a host that runs under Trapeze.</summary>
public sealed class TrapezeBuilder
{
    internal TrapezeBuilder(IServiceCollection services) => Services = services;

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gives the policy's function <paramref name="name"/>, which an event starts, its code.</summary>
    public TrapezeBuilder AddFunction<TFunction>(string name)
        where TFunction : class, IEventFunction
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Services.AddSingleton(new EventFunctionRegistration(name, typeof(TFunction)));
        return this;
    }

    /// <summary>Registers trusted code under the name that the policy gives it (<c>code:</c>).</summary>
    /// <remarks>Every declassifier of the policy needs its code, and the code no more values than the policy allows: else the host does not start.</remarks>
    /// <typeparam name="TDeclassifier">One or several <see cref="Declassification.IDeclassifier{TIn, TOut}"/>.</typeparam>
    public TrapezeBuilder AddDeclassifier<TDeclassifier>(string code)
        where TDeclassifier : class
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        Services.AddSingleton(new DeclassifierRegistration(code, typeof(TDeclassifier)));
        return this;
    }

    /// <summary>Records decisions in <paramref name="log"/> instead of the data folder's audit log.</summary>
    /// <remarks>Not as a service, which every function could ask for. It belongs to the host, which disposes of it after it has stopped.</remarks>
    public TrapezeBuilder UseAuditLog(IAuditLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        Services.AddSingleton(new AuditChoice(log));
        return this;
    }

    /// <summary>Keeps facets in <paramref name="backend"/> instead of the data folder's file; events and the audit log stay in the data folder.</summary>
    /// <remarks>Checked with the options when the host starts, which it does not if the backend cannot be opened or is filed under other labels.</remarks>
    public TrapezeBuilder UseStore(StoreBackend backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        Services.AddSingleton(new StoreChoice(backend));
        return this;
    }

    /// <summary>Signs the envelopes of events with <paramref name="keys"/> instead of those that the data folder holds.</summary>
    /// <remarks>For hosts that share them. Whoever has a key can send any record at any label: it belongs to the trusted base, like the policy.</remarks>
    public TrapezeBuilder UseEnvelopeKeys(EnvelopeKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var given = new GivenKeys(keys);
        Services.AddSingleton(new EnvelopeKeyChoice(_ => given));
        return this;
    }
}
