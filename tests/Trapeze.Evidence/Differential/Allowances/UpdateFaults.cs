using System.Text.RegularExpressions;
using Trapeze.Evidence.Differential.Answers;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>What is wrong with updates.</summary>
internal static partial class UpdateFaults
{
    /// <summary>Whether AttributeUpdates are wrong whatever the item.</summary>
    public static bool IsOfOldUpdates(Answer answer) => OfOldUpdates().IsMatch(answer.Fields[Answer.Message]);

    /// <summary>Whether both sides tell of a fault that an action of the update has by itself.</summary>
    public static bool AreOfTwoActions(Exchange exchange) =>
        exchange.FaultsAlone.Contains(exchange.Ours.Fields[Answer.Message], StringComparer.Ordinal)
        && exchange.FaultsAlone.Any(fault => Wordings.AreOne(exchange.Theirs.Fields[Answer.Message], fault));

    [GeneratedRegex(
        @"^(One or more parameter values were invalid: (Only DELETE action is allowed when no attribute value is specified|(ADD|DELETE) action (with value )?is not supported for the type \w+)|1 validation error detected: Value '.*' at 'attributeUpdates\..*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex OfOldUpdates();
}
