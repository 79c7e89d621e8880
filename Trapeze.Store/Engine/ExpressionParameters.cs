using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

/// <summary>The expressions of one request and what may stand beside them: not the parameters that were there before, and no placeholders for nothing.</summary>
internal static class ExpressionParameters
{
    /// <summary>Checks a request's parameters and gives the placeholders of its expressions.</summary>
    /// <param name="names">The request's ExpressionAttributeNames.</param>
    /// <param name="values">The request's ExpressionAttributeValues.</param>
    /// <param name="legacy">The parameters that expressions exclude, in the order of messages.</param>
    /// <param name="expressions">The operation's expressions, in the order of messages.</param>
    /// <exception cref="ValidationException">They contradict each other, or a placeholder is malformed.</exception>
    internal static Placeholders Of(
        Dictionary<string, string>? names,
        Dictionary<string, AttributeValue>? values,
        ReadOnlySpan<(string Name, bool IsSet)> legacy,
        params ReadOnlySpan<ExpressionParameter> expressions)
    {
        Ensure(names, values, legacy, expressions);
        return new Placeholders(names, values);
    }

    /// <summary>Checks a request's parameters, and no placeholder.</summary>
    /// <inheritdoc cref="Of"/>
    /// <exception cref="ValidationException">They contradict each other.</exception>
    internal static void Ensure(
        Dictionary<string, string>? names,
        Dictionary<string, AttributeValue>? values,
        ReadOnlySpan<(string Name, bool IsSet)> legacy,
        params ReadOnlySpan<ExpressionParameter> expressions)
    {
        List<string> used = [];
        List<string> unused = [];
        var takesValues = false;
        foreach (var expression in expressions)
        {
            if (expression.Text is not null)
            {
                used.Add(expression.Name);
                takesValues |= expression.TakesValues;
            }
            else if (expression.TakesValues)
            {
                unused.Add(expression.Name);
            }
        }

        if (used.Count > 0)
        {
            EnsureNone(legacy, used);
        }
        else if (names is not null)
        {
            throw new ValidationException("ExpressionAttributeNames can only be specified when using expressions");
        }

        if (values is not null && !takesValues)
        {
            throw new ValidationException("ExpressionAttributeValues can only be specified when using expressions: "
                + $"{string.Join(" and ", unused)} {(unused.Count > 1 ? "are" : "is")} null");
        }
    }

    private static void EnsureNone(ReadOnlySpan<(string Name, bool IsSet)> legacy, List<string> used)
    {
        List<string> present = [];
        foreach (var (name, isSet) in legacy)
        {
            if (isSet)
            {
                present.Add(name);
            }
        }

        if (present.Count > 0)
        {
            throw new ValidationException("Can not use both expression and non-expression parameters in the same request: "
                + $"Non-expression parameters: {{{string.Join(", ", present)}}} Expression parameters: {{{string.Join(", ", used)}}}");
        }
    }
}
