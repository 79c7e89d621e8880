using System.Collections.Immutable;
using System.Text;
using Trapeze.Policy.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Trapeze.Policy.Syntax;

/// <summary>
/// Reads the part of YAML that a policy uses: one document of mappings, lists and text. Anchors, aliases, tags, merge keys and further
/// documents are refused by name; depth and number of parts are bounded; every part keeps its place in the text.
/// </summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 100_000;

    private readonly string _text;
    private readonly DiagnosticBag _problems;
    private readonly Parser _parser;
    private int _nodes;
    private bool _aliases;

    private YamlTree(string text, DiagnosticBag problems)
    {
        _text = text;
        _problems = problems;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document; <see langword="null"/> if there is none that could be read to its end.</summary>
    internal static SyntaxNode? Read(string text, DiagnosticBag problems)
    {
        if (Encoding.UTF8.GetByteCount(text) > PolicyText.MaxBytes)
        {
            problems.Error(DiagnosticCode.TooLarge, new SourceSpan(1, 1, 0), "the policy is larger than 1 MiB");
            return null;
        }

        CharacterCheck.Run(text, problems);
        if (problems.HasErrors)
        {
            return null;
        }

        var tree = new YamlTree(text, problems);
        try
        {
            return tree.Document();
        }
        catch (StopException)
        {
            return null;
        }
        catch (YamlException problem)
        {
            problems.Error(DiagnosticCode.NotYaml, At(problem.Start, 1), $"this is not YAML: {Words(problem)}", HintFor(text, problem.Start));
            return null;
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The scanner's own errors on text that it does not foresee.
            problems.Error(DiagnosticCode.NotYaml, At(tree._parser.Current?.End ?? Mark.Empty, 1), "this is not YAML", "is a bracket, a brace or a quote not closed?");
            return null;
        }
    }

    private SyntaxNode? Document()
    {
        Next<StreamStart>();
        if (!_parser.MoveNext() || _parser.Current is not DocumentStart)
        {
            _problems.Error(DiagnosticCode.Empty, new SourceSpan(1, 1, 0), "the policy is empty", "it begins with `trapeze: 1`");
            return null;
        }

        if (_parser.Current is DocumentStart { IsImplicit: false } && HasDirective())
        {
            _problems.Error(DiagnosticCode.Tag, At(_parser.Current.Start, 1), "a policy has no YAML directives", "remove what begins with `%`");
        }

        _parser.MoveNext();
        var root = Node(depth: 1);
        Next<DocumentEnd>();
        if (_parser.MoveNext() && _parser.Current is DocumentStart second)
        {
            _problems.Error(DiagnosticCode.SecondDocument, At(second.Start, 3), "a policy is one document", "remove the second one");
        }

        // Without what an alias meant, the rest would give problems that are none.
        return _aliases ? null : root;
    }

    // Reads the node that the parser stands on, and leaves the parser on its last event.
    private SyntaxNode Node(int depth)
    {
        var start = _parser.Current!;
        if (++_nodes > MaxNodes)
        {
            Stop(DiagnosticCode.TooMany, start, $"the policy has more than {MaxNodes} parts");
        }

        if (depth > MaxDepth)
        {
            Stop(DiagnosticCode.TooDeep, start, $"the policy nests more than {MaxDepth} deep");
        }

        if (start is NodeEvent node)
        {
            RefuseProperties(node);
        }

        return start switch
        {
            AnchorAlias alias => Alias(alias),
            Scalar scalar => Scalar(scalar),
            SequenceStart => Sequence(start, depth),
            MappingStart => Mapping(start, depth),
            _ => throw new InvalidOperationException("the parser gave something that is no node"),
        };
    }

    private void RefuseProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            _problems.Error(DiagnosticCode.Alias, At(node.Start, 1), "a policy has no anchors", "say it where it is meant");
        }

        if (!node.Tag.IsEmpty)
        {
            _problems.Error(DiagnosticCode.Tag, At(node.Start, 1), "a policy has no tags", "remove what begins with `!`, or quote the text");
        }
    }

    private ScalarNode Alias(AnchorAlias alias)
    {
        var span = Spanning(alias);
        _aliases = true;
        _problems.Error(DiagnosticCode.Alias, span, "a policy has no aliases", "say it where it is meant; `*` alone names nothing, `client(*)` does");
        return new ScalarNode(span, "*", isQuoted: true, firstColumn: null);
    }

    private ScalarNode Scalar(Scalar scalar)
    {
        var span = Spanning(scalar);
        var quoted = scalar.Style != ScalarStyle.Plain;
        var offset = (int)scalar.Start.Index + (quoted ? 1 : 0);
        var verbatim = scalar.Start.Line == scalar.End.Line
            && offset + scalar.Value.Length <= _text.Length
            && string.CompareOrdinal(_text, offset, scalar.Value, 0, scalar.Value.Length) == 0;
        return new ScalarNode(span, scalar.Value, quoted, verbatim ? span.Column + (quoted ? 1 : 0) : null);
    }

    private SequenceNode Sequence(ParsingEvent start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<SyntaxNode>();
        for (_parser.MoveNext(); _parser.Current is not SequenceEnd; _parser.MoveNext())
        {
            items.Add(Node(depth + 1));
        }

        return new SequenceNode(At(start.Start, 1), items.ToImmutable());
    }

    private MappingNode Mapping(ParsingEvent start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<MappingEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        for (_parser.MoveNext(); _parser.Current is not MappingEnd; _parser.MoveNext())
        {
            var key = Node(depth + 1);
            _parser.MoveNext();
            var value = Node(depth + 1);
            if (key is not ScalarNode { Text.Length: > 0 } name)
            {
                _problems.Error(DiagnosticCode.KeyNotText, key.Span, "a key is text", $"here it is {(key is ScalarNode ? "nothing" : key.Shape)}");
            }
            else if (name.Text is "<<")
            {
                _problems.Error(DiagnosticCode.MergeKey, name.Span, "a policy has no merge keys", "say it where it is meant");
            }
            else if (!lines.TryAdd(name.Text, name.Span.Line))
            {
                _problems.Error(
                    DiagnosticCode.DuplicateKey, name.Span, $"{DiagnosticText.Quote(name.Text)} is here twice", $"the first one is in line {lines[name.Text]}");
            }
            else
            {
                entries.Add(new MappingEntry(name, value));
            }
        }

        return new MappingNode(At(start.Start, 1), entries.ToImmutable());
    }

    private bool HasDirective() =>
        _text.StartsWith('%') || _text.AsSpan(0, Math.Min((int)_parser.Current!.End.Index, _text.Length)).Contains("\n%", StringComparison.Ordinal);

    private void Next<TEvent>()
        where TEvent : ParsingEvent
    {
        if (!_parser.MoveNext() || _parser.Current is not TEvent)
        {
            throw new InvalidOperationException("the parser gave something else");
        }
    }

    private void Stop(string code, ParsingEvent at, string message)
    {
        _problems.Error(code, At(at.Start, 1), message);
        throw new StopException();
    }

    private static SourceSpan Spanning(ParsingEvent part) =>
        At(part.Start, part.Start.Line == part.End.Line ? (int)(part.End.Column - part.Start.Column) : 1);

    private static SourceSpan At(Mark mark, int length) => new(Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column), length);

    // The parser's own words, as part of a sentence of ours.
    private static string Words(YamlException problem)
    {
        var message = problem.Message.AsSpan().TrimEnd('.');
        var words = message.StartsWith("While ") && message.IndexOf(", ") is var comma and > 0 ? message[(comma + 2)..] : message;
        return words.IsEmpty ? "it cannot be read" : string.Concat(char.ToLowerInvariant(words[0]).ToString(), words[1..]);
    }

    private static string? HintFor(string text, Mark mark)
    {
        var at = Math.Clamp((int)mark.Index, 0, text.Length);
        var from = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        var to = text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;
        var line = text.AsSpan(from, to - from);
        return line.Contains('\t') ? "indent with spaces, not tabs"
            : line.IndexOf("/{") >= 0 ? "inside `{ … }` quote a route with a parameter: \"GET /products/{id}\""
            : null;
    }

    private sealed class StopException : Exception;
}
