using Microsoft.Extensions.Logging;
using Trapeze.Policy;
using Trapeze.Shim.Declassification;
using Trapeze.Shim.Events;
using Trapeze.Shim.Programs;
using Trapeze.Store;

namespace Trapeze.Shim.Composition;

/// <summary>The policy that starts activations, and the store, which is filed under its order: they change together or not at all.</summary>
/// <remarks>
/// A changed policy starts nothing before the store has adopted its order. One that this process cannot serve, because its tables are others
/// or code is missing, is refused, and the one before stays. A type of the shim's own, so that function code cannot ask for what it holds.
/// </remarks>
internal sealed class PolicyInForce : IDisposable
{
    private readonly Lock _lock = new();
    private readonly DeclassifierCodes _codes;
    private readonly EventFunctions _functions;
    private readonly ClosedPlaces _closed;
    private readonly ILogger _logger;
    private readonly PolicySource _source;
    private FlowPolicy _current;

    public PolicyInForce(
        SettledOptions options, IEnumerable<StoreChoice> stores, DeclassifierCodes codes, EventFunctions functions, ClosedPlaces closed, TimeProvider time,
        ILoggerFactory loggers)
    {
        _codes = codes;
        _functions = functions;
        _closed = closed;
        _logger = loggers.CreateLogger(typeof(PolicySource).FullName!);
        lock (_lock)
        {
            _source = PolicySource.Open(new PolicySourceOptions { Path = options.Value.PolicyPath, Clock = time, OnReload = Reload });
            try
            {
                _current = _source.Current;
                var backend = stores.LastOrDefault()?.Backend ?? StoreOfPolicy.Embedded(options.Value.DataFolder);
                Store = StoreOfPolicy.Open(_current, backend, time, _logger.StorageFailed);
            }
            catch
            {
                _source.Dispose();
                throw;
            }
        }
    }

    /// <summary>The policy that an activation which starts now runs under.</summary>
    internal FlowPolicy Current => Volatile.Read(ref _current);

    /// <summary>The store, with the tables of every policy that this process has had.</summary>
    internal FacetedStore Store { get; }

    /// <summary>What keeps this host from serving the current policy.</summary>
    internal IReadOnlyList<string> Problems() => Problems(Current);

    public void Dispose()
    {
        _source.Dispose();
        Store.Dispose();
    }

    private void Reload(PolicyResult result)
    {
        lock (_lock)
        {
            if (!result.IsValid)
            {
                _logger.PolicyRefused(result.Render());
            }
            else if (ReferenceEquals(result.Policy, _source.Current))
            {
                Take(result.Policy, result.Render());
            }
        }
    }

    private void Take(FlowPolicy policy, string diagnostics)
    {
        var problems = Problems(policy);
        if (!PolicyTables.AreSame(policy, _current))
        {
            problems = [.. problems, "its tables are not those that the host started with: restart the host"];
        }

        if (problems.Count > 0)
        {
            _logger.PolicyRefused(string.Join(Environment.NewLine, problems));
            return;
        }

        if (!ReferenceEquals(policy.Order, _current.Order))
        {
            try
            {
                Store.AdoptAsync(policy.Order).GetAwaiter().GetResult();
            }
#pragma warning disable CA1031 // the store is as it was, and so is the policy
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _logger.PolicyRefused($"the store cannot be filed under its labels: {failure.Message}");
                return;
            }
        }

        Volatile.Write(ref _current, policy);
        _logger.PolicyTaken(diagnostics);
    }

    private List<string> Problems(FlowPolicy policy) => [.. _codes.Check(policy), .. _functions.Check(policy), .. GrantedPaths.Check(policy, _closed)];
}
