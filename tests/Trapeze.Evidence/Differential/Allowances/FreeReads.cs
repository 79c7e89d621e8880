using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Capacities of reads, some of which DynamoDB Local gives for nothing.</summary>
internal static partial class FreeReads
{
    /// <summary>Whether the capacities differ by what was not found alone.</summary>
    public static bool Explain(Exchange exchange)
    {
        var pairs = exchange.Theirs.Fields["ConsumedCapacity"].Split("; ").Zip(exchange.Ours.Fields["ConsumedCapacity"].Split("; "));
        var isBatch = exchange.Operation!.Request is BatchGetItemRequest;
        return pairs.All(pair => Units(pair.First) is { } theirs && Units(pair.Second) is { } ours && theirs <= ours && (isBatch || theirs == 0)
            && Number().Replace(pair.First, "") == Number().Replace(pair.Second, ""));
    }

    /// <summary>Whether they are of reads, which a transaction that is sent again makes, and each of theirs is at most twice ours.</summary>
    public static bool AreOfTransactionAgain(Exchange exchange)
    {
        var (theirs, ours) = (exchange.Theirs.Fields["ConsumedCapacity"], exchange.Ours.Fields["ConsumedCapacity"]);
        return Again().IsMatch(theirs) && Number().Replace(theirs, "") == Number().Replace(ours, "")
            && Numbers(theirs).Zip(Numbers(ours)).All(pair => pair.First > 0 && pair.First <= 2 * pair.Second);
    }

    /// <summary>Whether each of theirs is ours, or more.</summary>
    public static bool AreMore(Exchange exchange)
    {
        var (theirs, ours) = (exchange.Theirs.Fields["ConsumedCapacity"], exchange.Ours.Fields["ConsumedCapacity"]);
        return Number().Replace(theirs, "") == Number().Replace(ours, "") && Numbers(theirs).Zip(Numbers(ours)).All(pair => pair.First >= pair.Second);
    }

    private static IEnumerable<double> Numbers(string capacity) => Number().Matches(capacity).Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture));

    private static double? Units(string capacity) =>
        Number().Match(capacity) is { Success: true } units ? double.Parse(units.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@" read \d", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Again();

    // Not the digits of a table's name.
    [GeneratedRegex(@"(?<= )\d+(\.5)?(?=[ ;]|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
