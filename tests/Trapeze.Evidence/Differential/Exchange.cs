using System.Text.RegularExpressions;
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
