using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

/// <summary>The operations on tables themselves: tables are what was declared, and no request changes that.</summary>
/// <remarks>Every answer is a function of the request and the declaration.</remarks>
internal sealed class ControlPlane(IEnumerable<StoredTable> tables)
{
    private const int MostNames = 100;

    private readonly List<StoredTable> _tables = [.. tables.OrderBy(table => table.Name, StringComparer.Ordinal)];

    internal ListTablesResponse List(ListTablesRequest request)
    {
        ItemValidation.EnsureWithin(request.Limit, "limit", 1, MostNames);
        var rest = _tables.Select(table => table.Name)
            .Where(name => string.CompareOrdinal(name, request.ExclusiveStartTableName) > 0).ToList();
        var names = rest.Take(request.Limit ?? MostNames).ToList();
        return new ListTablesResponse { TableNames = names, LastEvaluatedTableName = names.Count < rest.Count ? names[^1] : null };
    }

    /// <summary>A table that is there already: the one thing that asking for a table can come to.</summary>
    /// <exception cref="ResourceInUseException">It is declared, just like that.</exception>
    internal CreateTableResponse Create(CreateTableRequest request)
    {
        if (request.TableName is null)
        {
            throw new ValidationException("1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null");
        }

        throw _tables.Exists(table => table.Name == request.TableName && TableDescriptions.IsOf(table, request))
            ? StoreErrors.TableExists(request.TableName)
            : StoreErrors.NotSupported("CreateTable of what is not declared");
    }

    internal static DescribeTimeToLiveResponse Describe(StoredTable table) => new()
    {
        TimeToLiveDescription = table.TimeToLive is { } ends
            ? new TimeToLiveDescription { AttributeName = ends.Attribute, TimeToLiveStatus = TimeToLiveStatus.ENABLED }
            : new TimeToLiveDescription { TimeToLiveStatus = TimeToLiveStatus.DISABLED },
    };

    /// <summary>Agrees with what is declared anyway.</summary>
    internal static UpdateTimeToLiveResponse Update(StoredTable table, UpdateTimeToLiveRequest request)
    {
        if (request.TimeToLiveSpecification is not { AttributeName: { } attribute, Enabled: { } enabled } specification)
        {
            throw new ValidationException("1 validation error detected: Value null at 'timeToLiveSpecification' failed to satisfy constraint: Member must not be null");
        }

        var agrees = enabled ? string.Equals(table.TimeToLive?.Attribute, attribute, StringComparison.Ordinal) : table.TimeToLive is null;
        return agrees
            ? new UpdateTimeToLiveResponse { TimeToLiveSpecification = specification }
            : throw StoreErrors.NotSupported("UpdateTimeToLive to what is not declared");
    }
}
