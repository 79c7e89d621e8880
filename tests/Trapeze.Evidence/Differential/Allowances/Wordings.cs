using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Trapeze.Evidence.Differential.Answers;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Refusals that DynamoDB Local words in its own way; the engine has the service's words.</summary>
internal static class Wordings
{
    private const string StartKey = "The provided starting key is invalid: .*";
    private const string Key = "The provided key element does not match the schema";

    private static readonly ImmutableArray<(string Theirs, string Ours)> Known =
    [
        ("A value provided cannot be converted into a number", @"The parameter cannot be converted to a numeric value(: .*)?"),
        ("DynamoDB only supports precision up to 38 digits", "Attempting to store more than 38 significant digits in a Number"),
        ("The number of conditions on the keys is invalid", Key),
        ("Invalid attribute value type", Key),
        ("One of the required keys was not given a value", Key),
        ("One or more parameter values were invalid: Type mismatch for key", Key),
        ("One or more parameter values were invalid: Type mismatch for key", "One or more parameter values were invalid: Type mismatch for key .* expected: . actual: .*"),
        ("Hash primary key values must be under 2048 bytes, and range primary key values must be under 1024 bytes", "One or more parameter values were invalid: (Size of hashkey|Aggregated size of all range keys) has exceeded the (maximum )?size limit of ?[0-9]+ bytes"),
        ("Return values set to invalid value", @"ReturnValues can only be (NONE, ALL_OLD, UPDATED_OLD, ALL_NEW or UPDATED_NEW|ALL_OLD or NONE)"),
        ("Empty attribute name", "One or more parameter values were invalid: Empty attribute name"),
        ("Attribute name is too large, must be less than 65536 bytes", "One or more parameter values were invalid: Attribute name is too large, must be less than 65536 bytes"),
        (@"One or more parameter values were invalid: Input collection (?<what>\[.*\]) contains duplicates", @"One or more parameter values were invalid: Input collection (?<what>\[.*\]) contains duplicates\."),
        ("Cannot have null key for GetItem, DeleteItem, or UpdateItem", "1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be null"),
        ("Cannot do operations on a non-existent table", "Requested resource not found"),
        ("Select must be ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES, COUNT, or SPECIFIC_ATTRIBUTES", "1 validation error detected: Value '.*' at 'select' failed to satisfy constraint: Member must satisfy enum value set: .*"),
        ("Cannot have null key for GetItem, DeleteItem, or UpdateItem", "1 validation error detected: Value '.*' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: .*"),
        ("Limit must be greater than or equal to 1", "1 validation error detected: Value '.*' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"),
        ("If segment is specified, total segment must also be specified", "The TotalSegments parameter is required but was not present in the request when Segment parameter is present"),
        ("If total segments is specified, a particular segment must also be specified for this request", "The Segment parameter is required but was not present in the request when parameter TotalSegments is present"),
        ("1 validation error detected: Value '(?<what>.*)' at 'segment' failed to satisfy constraint: Member must have value less than or equal to -?[0-9]+", "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: (?<what>[0-9]+) is not less than TotalSegments: [0-9]+"),
        ("1 validation error detected: Value '(?<what>.*)' at 'segment' failed to satisfy constraint: Member must have value less than or equal to -?[0-9]+", "1 validation error detected: Value '(?<what>.*)' at '(segment|totalSegments)' failed to satisfy constraint: Member must have value greater than or equal to [01]"),
        ("Cannot have two attributes with the same name", "One or more parameter values were invalid: Duplicate value in attribute name: .*"),
        ("Exclusive Start Key must have same size as table's key schema", StartKey),
        ("Type mismatch for attribute to update", StartKey),
        ("The provided starting key is invalid", StartKey),
        ("The provided starting key does not match the range key predicate", "The provided starting key is outside query boundaries based on provided conditions"),
        ("One of the required keys was not given a value", "One or more parameter values were invalid: Missing the key .* in the item"),
        ("Invalid attribute value type", "One or more parameter values were invalid: Type mismatch for key .* expected: . actual: .*"),
        (@"Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes", "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
        (@"(?<what>Invalid \w+: The BETWEEN operator requires .*; )lower bound operand: AttributeValue: \{(B:java.nio.HeapByteBuffer.*|N:.*)\}, upper bound operand: AttributeValue: \{.*\}|(?<what>Invalid \w+: The BETWEEN operator requires .*; )lower bound operand: AttributeValue: \{.*\}, upper bound operand: AttributeValue: \{(B:java.nio.HeapByteBuffer.*|N:.*)\}", @"(?<what>Invalid \w+: The BETWEEN operator requires .*; )lower bound operand: AttributeValue: \{.*\}, upper bound operand: AttributeValue: \{.*\}"),
        ("Query key condition not supported", "Attempted conditional constraint is not an indexable operation"),
        ("One or more parameter values were invalid: (?<what>ADD|DELETE) action (with value )?is not supported for the type [A-Z]+", "One or more parameter values were invalid: (?<what>ADD|DELETE) action (with value )?is not supported for the type [A-Z]+"),
        ("Invalid table/index name\\.  Table/index names must be between 3 and 255 characters long, and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '\\.'", "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null"),
        ("Comparison type does not exist in DynamoDB", "1 validation error detected: Value '.*' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: .*"),
        ("One or more parameter values were invalid: Type mismatch for Index Key", "One or more parameter values were invalid: Type mismatch for Index Key .* Expected: . Actual: \\w+ IndexName: .*"),
        ("One or more parameter values were invalid: Size limit exceeded", "One or more parameter values were invalid: (Size of hashkey|Aggregated size of all range keys) has exceeded the (maximum )?size limit of ?[0-9]+ bytes"),
        ("Member must have length (?<what>less|greater) than or equal to [0-9]+", "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length (?<what>less|greater) than or equal to [0-9]+"),
        (@"Value (\[\] |null )?at 'transactItems' failed to satisfy constraint: Member must .*", "1 validation error detected: Value (null )?at 'transactItems(\\.[0-9]+\\.member\\.get)?' failed to satisfy constraint: Member must .*"),
        ("Value null (?<what>at 'transactItems\\..*)", "1 validation error detected: Value null (?<what>at 'transactItems\\..*)"),
        ("Requested resource not found", "1 validation error detected: Value null at 'transactItems\\..*\\.get\\.tableName' failed to satisfy constraint: Member must not be null"),
        ("Get Condition for key not in key list", "1 validation error detected: Value null at 'transactItems\\..*\\.get\\.key' failed to satisfy constraint: Member must not be null"),
        ("Value t+ (?<what>at 'clientRequestToken' .*)", "1 validation error detected: Value 't+' (?<what>at 'clientRequestToken' .*)"),
        ("Invalid attribute value type", "One or more parameter values were invalid: Type mismatch for Index Key .* Expected: . Actual: \\w+ IndexName: .*"),
        ("Only scalar types can be used as Range Key values", "Attempted conditional constraint is not an indexable operation"),
        (@"One or more parameter values were invalid: Global secondary index (?<what>\S+) does not project \[.*\]", @"One or more parameter values were invalid: Global secondary index (?<what>\S+) does not project \[.*\]"),
        ("Invalid attribute value type", "The update expression attempted to update the secondary index key to unsupported type"),
        ("Updates on index keys must be of the same data type as the key attribute", "The update expression attempted to update the secondary index key to unsupported type"),
        ("The service returned an error with Error Code IdempotentParameterMismatchException and HTTP Body: .*", "The request uses the same client token as a previous, but non-identical request\\."),
        (@"One or more parameter values are not valid\. A value specified for a secondary index key is not supported\. .* IndexName: \S+, (?<what>IndexKey: .*)", @"One or more parameter values are not valid\. A value specified for a secondary index key is not supported\. .* IndexName: \S+, (?<what>IndexKey: .*)"),
        (@"One or more parameter values are not valid\. A value specified for a secondary index key is not supported\. .*", "The update expression attempted to update the secondary index key to unsupported type"),
        (@"One or more parameter values are not valid\. The update expression attempted to update a secondary index key to a value that is not supported\. .*", "The update expression attempted to update the secondary index key to unsupported type"),
        ("Consistent read cannot be true when (querying|scanning) a GSI", "Consistent reads are not supported on global secondary indexes"),
        ("Query condition missed key schema element", "Query condition missed key schema element: .*"),
        ("A value provided cannot be converted into a number", "Number overflow\\. Attempting to store a number with magnitude larger than supported range"),
        ("(BatchWriteItem|BatchGetItem) cannot have a null or no requests set", "1 validation error detected: Value at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        ("Item to put in PutItem cannot be null", "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null"),
        ("Member must satisfy enum value set: \\[ADD, DELETE, PUT\\]", "1 validation error detected: Value '.*' at 'attributeUpdates..*.member.action' failed to satisfy constraint: Member must satisfy enum value set: \\[ADD, DELETE, PUT\\]"),
        ("(?<what>Invalid .*: Invalid attribute type name found; type: .*, )valid types: {.*}", "(?<what>Invalid .*: Invalid attribute type name found; type: .*, )valid types: {.*}"),
        ("(?<what>Invalid \\w+: Two document paths (overlap|conflict) with each other; must remove or rewrite one of these paths; )path one: .*, path two: .*", "(?<what>Invalid \\w+: Two document paths (overlap|conflict) with each other; must remove or rewrite one of these paths; )path one: .*, path two: .*"),
        ("Conditions can be of length 1 or 2 only", "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request\\."),
        ("BatchGetItem must have some requests set", "1 validation error detected: Value at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        ("The batch write request list for a table cannot be null or empty: .*", "1 validation error detected: Value at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        ("KeyConditionExpressions cannot have conditions on nested attributes", @"Key attributes must be scalars; list random access '\[\]' and map lookup '\.' are not allowed: Key: .*"),
        (@"(?<what>Invalid \w+: Expression size has exceeded the maximum allowed size;)", @"(?<what>Invalid \w+: Expression size has exceeded the maximum allowed size;) expression size: [0-9]+"),
    ];

    private static readonly ImmutableArray<(Regex Theirs, Regex Ours)> Pairs = [.. Known.Select(pair => (Whole(pair.Theirs), Whole(pair.Ours)))];

    /// <summary>Whether two refusals are one in different words. Inside an expression's values, both say for which.</summary>
    public static bool AreOne(Exchange exchange) =>
        exchange.Differing is [Answer.Message] && exchange.Theirs.Error is not null
        && AreOne(exchange.Theirs.Fields[Answer.Message], exchange.Ours.Fields[Answer.Message]);

    /// <inheritdoc cref="AreOne(Exchange)"/>
    public static bool AreOne(string theirs, string ours)
    {
        var within = Within();
        if (within.Match(theirs) is { Success: true } their && within.Match(ours) is { Success: true } our && their.Groups["key"].Value == our.Groups["key"].Value)
        {
            (theirs, ours) = (their.Groups["reason"].Value, our.Groups["reason"].Value);
        }

        const string OneRow = "The query can return at most one row and cannot be restarted. ";
        theirs = theirs.StartsWith(OneRow, StringComparison.Ordinal) ? theirs[OneRow.Length..] : theirs;
        var (unused, alsoUnused) = (Unused().Match(theirs), Unused().Match(ours));
        if (unused.Success && alsoUnused.Success && unused.Groups["what"].Value == alsoUnused.Groups["what"].Value)
        {
            return unused.Groups["keys"].Value.Split(", ").ToHashSet(StringComparer.Ordinal).SetEquals(alsoUnused.Groups["keys"].Value.Split(", "));
        }

        const string Start = "The provided starting key is invalid: ";
        ours = ours.StartsWith(Start, StringComparison.Ordinal) && !theirs.StartsWith("The provided starting key", StringComparison.Ordinal) && !theirs.StartsWith("Exclusive", StringComparison.Ordinal) && !theirs.StartsWith("Type mismatch for attribute", StringComparison.Ordinal) ? ours[Start.Length..] : ours;
        return theirs == ours || Pairs.Any(pair => pair.Theirs.Match(theirs) is { Success: true } left && pair.Ours.Match(ours) is { Success: true } right
            && left.Groups["what"].Value == right.Groups["what"].Value);
    }

    private static Regex Whole(string pattern) => new($"^({pattern})$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    // In Java's order of a hash.
    private static Regex Unused() => new("^Value provided in (?<what>\\w+) unused in expressions: keys: {(?<keys>.*)}$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static Regex Within() => new("^ExpressionAttributeValues contains invalid value: (?<reason>.*) for key (?<key>\\S+)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
}
