using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Core.Labels;
using Trapeze.Store.Items;
using Trapeze.Store.Places;

namespace Trapeze.Store.Engine;

/// <summary>Runs DynamoDB's operations on the view of one label.</summary>
/// <remarks>semantics §3: every response, error, count and page is made from the request, the declared tables and the view.</remarks>
internal sealed class StoreEngine
{
    private readonly FrozenDictionary<string, StoredTable> _tables;
    private readonly IFacetStorage _storage;
    private readonly ConditionalWeakTable<LabelOrder, Placement> _placements = [];
    private readonly Lock _lock = new();
    private Task? _adopted;

    internal StoreEngine(IEnumerable<StoredTable> tables, IFacetStorage storage)
    {
        _tables = tables.ToFrozenDictionary(table => table.Name, StringComparer.Ordinal);
        _storage = storage;
    }

    /// <summary>Runs one request at <paramref name="label"/>.</summary>
    /// <exception cref="AmazonServiceException">The request is refused or failed: one of <see cref="StoreErrors"/>.</exception>
    internal async ValueTask<AmazonWebServiceResponse> RunAsync(AmazonWebServiceRequest request, Label label)
    {
        try
        {
            await (Volatile.Read(ref _adopted) is { IsFaulted: false } adopted ? adopted : AdoptFirst(label.Order));
            var view = new StoreView(_storage, PlacementOf(label.Order), label);
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
                DescribeTableRequest describe => new DescribeTableResponse { Table = Table(describe.TableName).Describe() },
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
        catch (IOException)
        {
            throw StoreErrors.StorageFailed();
        }
    }

    /// <summary>Files everything under <paramref name="order"/> from now on.</summary>
    internal Task AdoptAsync(LabelOrder order)
    {
        lock (_lock)
        {
            var adopted = _storage.AdoptAsync(PlacementOf(order));
            Volatile.Write(ref _adopted, adopted);
            return adopted;
        }
    }

    private Task AdoptFirst(LabelOrder order)
    {
        lock (_lock)
        {
            return _adopted is { IsFaulted: false } adopted ? adopted : AdoptAsync(order);
        }
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
}
