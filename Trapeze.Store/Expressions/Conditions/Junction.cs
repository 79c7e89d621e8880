using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Expressions.Conditions;

/// <summary><c>AND</c> or <c>OR</c> of two conditions or, from legacy parameters, of more.</summary>
internal sealed class Junction(bool isAnd, params ConditionNode[] parts) : ConditionNode
{
    public bool IsAnd { get; } = isAnd;

    public IReadOnlyList<ConditionNode> Parts { get; } = parts;

    public override bool Evaluate(Dictionary<string, AttributeValue>? item)
    {
        foreach (var part in Parts)
        {
            if (part.Evaluate(item) != IsAnd)
            {
                return !IsAnd;
            }
        }

        return IsAnd;
    }

    public override string ToString() => string.Join(IsAnd ? " AND " : " OR ", Parts.Select(Enclose));

    /// <summary>The text of a part, in parentheses if it could be read otherwise.</summary>
    public static string Enclose(ConditionNode part) => part is Junction or Not ? $"({part})" : part.ToString();
}
