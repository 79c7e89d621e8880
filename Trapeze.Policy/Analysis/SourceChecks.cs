using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Sections;
using Trapeze.Policy.Sources;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Analysis;

/// <summary>Judges the sources: what they name has to be there, and warns of those whose records start nothing.</summary>
internal sealed class SourceChecks(PolicyDraft draft, DiagnosticBag problems)
{
    private readonly Dictionary<string, SourceSpan> _tables = draft.Tables.ToDictionary(table => table.Name, table => table.Place, StringComparer.Ordinal);
    private readonly Dictionary<string, SourceSpan> _functions = draft.Functions.ToDictionary(function => function.Name, function => function.Place, StringComparer.Ordinal);
    private readonly Dictionary<string, Declared<SourceRule>> _sources = draft.Sources.ToDictionary(source => source.Name, StringComparer.Ordinal);

    internal void Run()
    {
        foreach (var source in draft.Sources)
        {
            switch (source.Value)
            {
                case { Kind: SourceKind.DynamoDb, Resource: { } table }:
                    CheckNamed(table, _tables, DiagnosticCode.UnknownTable, "table", "`dynamodb:` names one of the entries of `tables:`");
                    break;
                case { Kind: SourceKind.Invoke, Resource: { } function }:
                    CheckNamed(function, _functions, DiagnosticCode.UnknownFunction, "function", "`invoke:` names one of the entries of `functions:`");
                    break;
                case { Kind: SourceKind.Sqs, From: { } from }:
                    CheckTopic(from);
                    break;
            }

            CheckStarts(source);
        }
    }

    private void CheckNamed(ScalarNode name, Dictionary<string, SourceSpan> declared, string code, string what, string hint)
    {
        if (!declared.ContainsKey(name.Text))
        {
            var nearest = Nearest.Find(name.Text, declared.Keys);
            problems.Error(code, name.Span, $"unknown {what} {DiagnosticText.Quote(name.Text)}", nearest is null ? hint : $"did you mean `{nearest}`, declared in line {declared[nearest].Line}?");
        }
    }

    private void CheckTopic(ScalarNode from)
    {
        var topics = draft.Sources.Where(source => source.Value.Kind is SourceKind.Sns).ToList();
        if (!topics.Exists(topic => string.Equals(topic.Name, from.Text, StringComparison.Ordinal)))
        {
            var nearest = Nearest.Find(from.Text, topics.Select(topic => topic.Name));
            problems.Error(
                DiagnosticCode.SourceFrom,
                from.Span,
                _sources.TryGetValue(from.Text, out var other) ? $"the source `{from.Text}` (line {other.Place.Line}) is no topic" : $"no source is called {DiagnosticText.Quote(from.Text)}",
                nearest is null ? "`from:` names the `sns` source whose topic feeds the queue" : $"did you mean `{nearest}`, declared in line {_sources[nearest].Place.Line}?");
        }
    }

    private void CheckStarts(Declared<SourceRule> source)
    {
        var rule = source.Value;
        var invoked = rule.Kind is SourceKind.Invoke ? rule.Resource?.Text : null;

        // What could not be read, of it or of the functions, might be what it starts.
        var isJudged = rule is { Kind: not null, Resource: not null } && (invoked is null || _functions.ContainsKey(invoked)) && draft.Functions.All(function => function.Value.IsSound);
        if (!isJudged)
        {
            return;
        }

        var started = draft.Functions.Where(function => invoked is null || string.Equals(function.Name, invoked, StringComparison.Ordinal))
            .SelectMany(function => function.Value.Events)
            .Select(name => name.Value)
            .ToHashSet(StringComparer.Ordinal);
        if (rule.Event is null ? started.Count == 0 : !started.Contains(rule.Event.Text))
        {
            problems.Warning(
                DiagnosticCode.StartsNothing,
                rule.Event?.Span ?? source.Place,
                $"the source `{source.Name}` starts nothing",
                $"{(invoked is null ? "no function" : $"`{invoked}`")} is {(invoked is null ? "" : "not ")}started by {(rule.Event is null ? "an event" : $"`event {rule.Event.Text}`")}: its records will all be set aside");
        }
    }
}
