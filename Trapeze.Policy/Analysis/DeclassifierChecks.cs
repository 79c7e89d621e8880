using Trapeze.Core.Labels;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Sections;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Analysis;

/// <summary>Judges the ways down: each has to lead from where its function is, to somewhere lower, into something that is there.</summary>
internal sealed class DeclassifierChecks(PolicyDraft draft, SymbolicStarts starts, DiagnosticBag problems)
{
    private readonly Dictionary<string, Declared<FunctionRule>> _functions = draft.Functions.ToDictionary(function => function.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, Declared<ChannelRule>> _channels = draft.Channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, SourceSpan> _tables = draft.Tables.ToDictionary(table => table.Name, table => table.Place, StringComparer.Ordinal);
    private readonly Dictionary<string, SourceSpan> _events = draft.Functions
        .SelectMany(function => function.Value.Events)
        .GroupBy(name => name.Value, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First().Node.Span, StringComparer.Ordinal);

    internal void Run()
    {
        foreach (var declassifier in draft.Declassifiers)
        {
            var function = FindFunction(declassifier.Value.Function);
            foreach (var sink in declassifier.Value.Into)
            {
                CheckSink(declassifier.Value, sink);
            }

            if (draft.Labels.IsSound)
            {
                CheckDown(declassifier);
                if (function is { Value.IsSound: true } && draft.KnowsCallers)
                {
                    CheckReached(declassifier, function);
                    CheckVouched(declassifier, function);
                }
            }
        }
    }

    private static bool Flows(LabelTemplate from, LabelTemplate to) =>
        Symbols.Bind(from) is { } lower && Symbols.Bind(to) is { } upper && lower.FlowsTo(upper);

    private static string Text(IEnumerable<object> labels) => string.Join(", ", labels.Select(label => $"`{label}`"));

    private Declared<FunctionRule>? FindFunction(ScalarNode? name)
    {
        if (name is null)
        {
            return null;
        }

        if (_functions.TryGetValue(name.Text, out var function))
        {
            return function;
        }

        var nearest = Nearest.Find(name.Text, _functions.Keys);
        problems.Error(
            DiagnosticCode.UnknownFunction,
            name.Span,
            $"unknown function {DiagnosticText.Quote(name.Text)}",
            nearest is null ? "`in:` names one of the entries of `functions:`" : $"did you mean `{nearest}`, declared in line {_functions[nearest].Place.Line}?");
        return null;
    }

    private void CheckSink(DeclassifierRule rule, ScalarNode sink)
    {
        List<(string What, SourceSpan Place)> meanings = [];
        if (_tables.TryGetValue(sink.Text, out var table))
        {
            meanings.Add(("a table", table));
        }

        if (_events.TryGetValue(sink.Text, out var @event))
        {
            meanings.Add(("an event", @event));
        }

        if (_channels.TryGetValue(sink.Text, out var channel))
        {
            meanings.Add(("a channel", channel.Place));
        }

        if (meanings.Count == 0)
        {
            var all = _tables.Concat(_events).Concat(_channels.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Place))).ToList();
            var nearest = Nearest.Find(sink.Text, all.Select(pair => pair.Key));
            problems.Error(
                DiagnosticCode.UnknownSink,
                sink.Span,
                $"nothing is called {DiagnosticText.Quote(sink.Text)} to release into",
                sink.Text is "reply" ? "a reply is decided when its function rises: release into an event, and let the caller ask again"
                    : nearest is null ? "`into:` names tables, channels, and events that start a function"
                    : $"did you mean `{nearest}`, declared in line {all.Find(pair => string.Equals(pair.Key, nearest, StringComparison.Ordinal)).Value.Line}?");
        }
        else if (meanings.Count > 1)
        {
            problems.Error(
                DiagnosticCode.AmbiguousSink,
                sink.Span,
                $"`{sink.Text}` is {string.Join(" and ", meanings.Select(meaning => $"{meaning.What} (line {meaning.Place.Line})"))}",
                "a release goes into one of them: rename the others");
        }
        else if (channel?.Value.Label is { } label && rule.To is { } to && draft.Labels.IsSound && !Flows(to.Value, label.Value))
        {
            problems.Error(
                DiagnosticCode.SinkTooLow,
                sink.Span,
                $"the channel `{sink.Text}` may not carry what is released",
                $"its label `{label.Value}` (line {label.Node.Span.Line}) has to be at or above `{to.Value}`");
        }
    }

    private void CheckDown(Declared<DeclassifierRule> declassifier)
    {
        if (declassifier.Value is { From: { } from, To: { } to } && Flows(from.Value, to.Value))
        {
            problems.Error(
                DiagnosticCode.ReleasesNothing,
                to.Node.Span,
                $"declassifier `{declassifier.Name}` releases nothing",
                $"`{from.Value}` flows to `{to.Value}` without it; `to:` has to be somewhere that `from:` does not flow to");
        }
    }

    private void CheckReached(Declared<DeclassifierRule> declassifier, Declared<FunctionRule> function)
    {
        if (declassifier.Value.From is not { } from)
        {
            return;
        }

        var rule = function.Value;
        var byCallers = rule.Events.IsEmpty && !rule.Routes.IsEmpty;
        var admitted = starts.Admitted(rule.Callers);
        if (byCallers && !admitted.IsEmpty)
        {
            var all = new[] { from, declassifier.Value.To, declassifier.Value.DecidedBy }.OfType<Located<LabelTemplate>>();
            if (all.FirstOrDefault(label => !admitted.Any(start => start.Binds(label.Value))) is { } unbound)
            {
                problems.Error(
                    DiagnosticCode.CallersDoNotBind,
                    unbound.Node.Span,
                    $"none of the callers of `{function.Name}` binds `${unbound.Value.Variables[0]}`",
                    $"they are {Text(admitted)}");
                return;
            }
        }

        if (Symbols.NamesMembers(from.Value) || Symbols.Bind(from.Value) is not { } bound)
        {
            return;
        }

        if (!rule.Raises.IsEmpty)
        {
            if (!rule.Raises.Any(raise => Reaches(raise.Value, bound)))
            {
                var raises = Text(rule.Raises.Select(raise => raise.Value));
                Never(declassifier, from, $"function `{function.Name}` raises to {raises}, which does not flow to `{from.Value}`; `from:` must be at or above {raises}");
            }
        }
        else if (byCallers && !admitted.IsEmpty && !admitted.Any(start => StartsBelow(start, from.Value)))
        {
            Never(
                declassifier,
                from,
                $"function `{function.Name}` starts at {Text(admitted)} and does not rise; none of that flows to `{from.Value}`");
        }
    }

    private void Never(Declared<DeclassifierRule> declassifier, Located<LabelTemplate> from, string hint) =>
        problems.Error(DiagnosticCode.NeverRuns, from.Node.Span, $"declassifier `{declassifier.Name}` can never run", hint);

    private static bool Reaches(LabelPattern raise, Label from)
    {
        if (raise.Template.Secrecy.IsTop || Symbols.NamesMembers(raise.Template))
        {
            return true;
        }

        if (raise.Family is null)
        {
            return Symbols.Bind(raise.Template) is { } label && label.FlowsTo(from);
        }

        var order = raise.Template.Order;
        var members = from.Secrecy.Clauses.SelectMany(clause => clause.Atoms).Select(atom => atom.Parameter).OfType<string>().Append("");
        return members.Any(member => order.Label(raise.Family.Name, member).FlowsTo(from));
    }

    private static bool StartsBelow(SymbolicStart start, LabelTemplate from) =>
        Symbols.NamesMembers(start.Rule.Value.Label)
        || (new BoundValues<Label>(from.Variables, from.Bind).For(start.Label) is { } bound && start.Label.FlowsTo(bound));

    private void CheckVouched(Declared<DeclassifierRule> declassifier, Declared<FunctionRule> function)
    {
        if (declassifier.Value.DecidedBy is not { } by || Symbols.NamesMembers(by.Value))
        {
            return;
        }

        // What an event carries comes from a caller in the end, whoever that was.
        var possible = function.Value.Events.IsEmpty ? starts.Admitted(function.Value.Callers) : starts.All;
        if (possible.IsEmpty || possible.Any(start => Vouches(start, by.Value)))
        {
            return;
        }

        problems.Error(
            DiagnosticCode.NobodyVouches,
            by.Node.Span,
            $"declassifier `{declassifier.Name}` can never run: nobody starts vouched for by `{by.Value}`",
            $"callers are {Text(possible)}; write who vouches after `!`, such as `are: {by.Value} ! {by.Value}`");
    }

    private static bool Vouches(SymbolicStart start, LabelTemplate by) =>
        Symbols.NamesMembers(start.Rule.Value.Label)
        || !start.Binds(by)
        || (new BoundValues<Label>(by.Variables, by.Bind).For(start.Label) is { } bound && bound.Secrecy.FlowsTo(start.Label.Integrity));
}
