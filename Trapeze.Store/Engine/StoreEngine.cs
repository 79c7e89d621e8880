using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Core.Labels;
using Trapeze.Store.Engine.Transactions;
using Trapeze.Store.Items;
using Trapeze.Store.Places;

namespace Trapeze.Store.Engine;

/// <summary>Runs DynamoDB's operations on the view of one label.</summary>
/// <remarks>semantics §3: every response, error, count and page is made from the request, the declared tables and the view.</remarks>
internal sealed class StoreEngine
{
    private readonly FrozenDictionary<string, StoredTable> _tables;
    private readonly ControlPlane _control;
    private readonly StoredTable _tokens;
    private readonly IFacetStorage _storage;
    private readonly TimeProvider _clock;
    private readonly ConditionalWeakTable<LabelOrder, Placement> _placements = [];
    private readonly Action<IOException>? _onFailure;
    private readonly Lock _lock = new();
    private Adoption? _adoption;

    /// <param name="tables">The declared tables.</param>
    /// <param name="tokens">The engine's own table.</param>
    /// <param name="storage">Where the facets of all of them are.</param>
    /// <param name="clock">What items expire by.</param>
    /// <param name="onFailure">Is told why the storage failed.</param>
    internal StoreEngine(IEnumerable<StoredTable> tables, StoredTable tokens, IFacetStorage storage, TimeProvider clock, Action<IOException>? onFailure)
    {
        _tokens = tokens;
        _clock = clock;
        _onFailure = onFailure;
        _tables = tables.ToFrozenDictionary(table => table.Name, StringComparer.Ordinal);
        _control = new ControlPlane(_tables.Values);
        _storage = storage;
    }

    /// <summary>Runs one request at the label that <paramref name="label"/> gives once the request is copied.</summary>
    /// <exception cref="AmazonServiceException">The request is refused or failed: one of <see cref="StoreErrors"/>.</exception>
    internal async ValueTask<AmazonWebServiceResponse> RunAsync(AmazonWebServiceRequest request, Func<Label> label)
    {
        try
        {
            var adoption = AdoptionFor(label().Order);
            await adoption.Done;
            var view = new StoreView(_storage, adoption.Placement, label, _clock);
            AmazonWebServiceResponse response = request switch
            {
                GetItemRequest get => await GetOperation.RunAsync(view, Table(get.TableName), get),
                PutItemRequest put => await PutOperation.RunAsync(view, Table(put.TableName), put),
                UpdateItemRequest update => await UpdateOperation.RunAsync(view, Table(update.TableName), update),
                DeleteItemRequest delete => await DeleteOperation.RunAsync(view, Table(delete.TableName), delete),
                QueryRequest query => await QueryOperation.RunAsync(view, Table(query.TableName), query),
                ScanRequest scan => await ScanOperation.RunAsync(view, Table(scan.TableName), scan),
                BatchGetItemRequest batch => await BatchGetOperation.RunAsync(view, Table, batch),
                BatchWriteItemRequest batch => await BatchWriteOperation.RunAsync(view, Table, batch),
                TransactGetItemsRequest transaction => await TransactGetOperation.RunAsync(view, Table, transaction),
                TransactWriteItemsRequest transaction => await TransactWriteOperation.RunAsync(view, Table, _tokens, transaction),
                DescribeTableRequest describe => new DescribeTableResponse { Table = TableDescriptions.Of(Table(describe.TableName)) },
                ListTablesRequest list => _control.List(list),
                CreateTableRequest create => _control.Create(create),
                DescribeTimeToLiveRequest describe => ControlPlane.Describe(Table(describe.TableName)),
                UpdateTimeToLiveRequest update => ControlPlane.Update(Table(update.TableName), update),
                _ => throw StoreErrors.NotSupported(OperationOf(request)),
            };
            response.HttpStatusCode = System.Net.HttpStatusCode.OK;
            response.ResponseMetadata = new ResponseMetadata();
            return response;
        }
        catch (ValidationException invalid)
        {
            throw StoreErrors.Invalid(invalid.Message);
        }
        catch (TooManyPlacesException)
        {
            throw StoreErrors.LabelTooComplex();
        }
        catch (IOException reason)
        {
            _onFailure?.Invoke(reason);
            throw StoreErrors.StorageFailed();
        }
    }

    /// <summary>Files everything under <paramref name="order"/> from now on; if the storage does not take it, under the one before.</summary>
    internal async Task AdoptAsync(LabelOrder order)
    {
        Adoption? before;
        Adoption adoption;
        lock (_lock)
        {
            before = _adoption;
            adoption = Adopt(PlacementOf(order));
        }

        try
        {
            await adoption.Done;
        }
        catch when (before is not null)
        {
            lock (_lock)
            {
                // An operation that met the failure may have tried the same once more.
                if (ReferenceEquals(_adoption!.Placement, adoption.Placement))
                {
                    Volatile.Write(ref _adoption, before);
                }
            }

            throw;
        }
    }

    // An order that was never used is a new policy's, and counts from now on. One that was used before, and was followed by another, is that of an
    // activation which has not ended yet: it does not come back.
    private Adoption AdoptionFor(LabelOrder order)
    {
        var adoption = Volatile.Read(ref _adoption);
        if (adoption is { Done.IsFaulted: false } && (ReferenceEquals(adoption.Placement.Order, order) || _placements.TryGetValue(order, out _)))
        {
            return adoption;
        }

        lock (_lock)
        {
            return _adoption is null || !_placements.TryGetValue(order, out _) ? Adopt(PlacementOf(order))
                : _adoption.Done.IsFaulted ? Adopt(_adoption.Placement)
                : _adoption;
        }
    }

    private Adoption Adopt(Placement placement)
    {
        var adoption = new Adoption(placement, _storage.AdoptAsync(placement));
        Volatile.Write(ref _adoption, adoption);
        return adoption;
    }

    private Placement PlacementOf(LabelOrder order) => _placements.GetValue(order, static added => new Placement(added));

    private StoredTable Table(string? name) =>
        name is null ? throw new ValidationException("1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null")
        : _tables.TryGetValue(name, out var table) ? table
        : throw StoreErrors.NoSuchTable();

    private static string OperationOf(AmazonWebServiceRequest request)
    {
        var name = request.GetType().Name;
        return name.EndsWith("Request", StringComparison.Ordinal) ? name[..^"Request".Length] : name;
    }

    /// <summary>The order that everything is filed under, and the work of filing it.</summary>
    private sealed record Adoption(Placement Placement, Task Done);
}
