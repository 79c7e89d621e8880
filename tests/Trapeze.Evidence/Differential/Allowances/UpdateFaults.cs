using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Differential.Answers;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>What is wrong with updates.</summary>
internal static partial class UpdateFaults
{
    private static readonly ImmutableArray<string> OfItems =
    [
        "The document path provided in the update expression is invalid for update",
        "The provided expression refers to an attribute that does not exist in the item",
        "An operand in the update expression has an incorrect data type",
        "Type mismatch for attribute to update",
        "DynamoDB only supports precision up to 38 digits",
        "Attempting to store more than 38 significant digits in a Number",
        "Number overflow. Attempting to store a number with magnitude larger than supported range",
        "Number underflow. Attempting to store a number with magnitude smaller than supported range",
    ];

    /// <summary>Whether AttributeUpdates are wrong whatever the item.</summary>
    public static bool IsOfOldUpdates(Answer answer) => OfOldUpdates().IsMatch(answer.Fields[Answer.Message]);

    /// <summary>Whether an update does not fit the item that is there.</summary>
    public static bool IsOfTheItem(Answer answer) => OfItems.Contains(answer.Fields[Answer.Message], StringComparer.Ordinal);

    /// <summary>How many actions an update has, at least as far as that matters.</summary>
    public static int Actions(UpdateItemRequest update) =>
        update.AttributeUpdates?.Count ?? update.UpdateExpression!.Split(',', '=', '+').Length + (update.UpdateExpression.Split(' ').Count(word => word.ToUpperInvariant() is "SET" or "ADD" or "DELETE" or "REMOVE") - 1);

    [GeneratedRegex(
        """^(One or more parameter values were invalid: (Only DELETE action is allowed when no attribute value is specified|(ADD|DELETE) action (with value )?is not supported for the type \w+)|1 validation error detected: Value '.*' at 'attributeUpdates\..*)$""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex OfOldUpdates();
}
