using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Differential.Answers;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential;

/// <summary>One operation and what both sides answered.</summary>
/// <param name="Operation">The operation; <see langword="null"/> for a look at the tables' contents.</param>
/// <param name="Theirs">What DynamoDB Local answered.</param>
/// <param name="Ours">What the engine answered.</param>
internal sealed partial record Exchange(Operation? Operation, Answer Theirs, Answer Ours)
{
    /// <summary>Of what both refuse, in different ways: what the engine refuses each of its updates' actions for, alone, and a request without the values that it does not know.</summary>
    public IReadOnlyList<string> FaultsAlone { get; init; } = [];

    /// <summary>What DynamoDB Local refuses parts of the request for, alone: each of a batch's writes, an update without its condition.</summary>
    public IReadOnlyList<string> TheirFaultsAlone { get; init; } = [];

    /// <summary>What both answer to the same request if they are asked for units in more detail.</summary>
    public Exchange? InDetail { get; init; }

    /// <summary>What the engine answers without the parts that it looks at before DynamoDB Local does, beside what that answers to the whole.</summary>
    public Exchange? WithoutLateParts { get; init; }

    /// <summary>The items that it wrote, before and after, if an index may have half of a key of them.</summary>
    public IReadOnlyList<(string Table, Dictionary<string, AttributeValue>? Before, Dictionary<string, AttributeValue>? After)> Written { get; init; } = [];

    /// <summary>The transaction that was done with its token before.</summary>
    public TransactWriteItemsRequest? Earlier { get; init; }

    /// <summary>The tables that it is about.</summary>
    public IReadOnlyList<TableDefinition> Tables { get; init; } = [];

    /// <summary>The fields of the answers that are not the same.</summary>
    public IReadOnlyList<string> Differing { get; } = Ours.DiffersFrom(Theirs);

    /// <summary>What kind of difference it is: those of one kind probably have one reason.</summary>
    public string Signature =>
        $"{Operation?.Kind ?? "contents"}: {string.Join(", ", Differing)}; theirs {Theirs.Error ?? "succeeds"} {Kind(Theirs)}; ours {Ours.Error ?? "succeeds"} {Kind(Ours)}";

    public override string ToString() => $"theirs: {Theirs}\nours: {Ours}";

    private static string Kind(Answer answer) => Variable().Replace((answer.Fields.GetValueOrDefault(Answer.Message) ?? "") + answer.Fields.GetValueOrDefault(Answer.Reasons), "…");

    // What a message tells of the request.
    [GeneratedRegex("""(near: .*|"[^"]*"|\[[^\]]*\]|\{[^}]*\}|\d+|(?<=(name|[kK]ey|keys|type|value|function|operator|Attribute|operand|word|keyword): )[^\s;,]+)""", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Variable();
}
