using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Sections;

namespace Trapeze.Policy.Analysis;

/// <summary>Judges a policy as a whole: what it says although it can never happen, and what would show more than it says.</summary>
internal sealed class FlowChecks
{
    private readonly PolicyDraft _draft;
    private readonly SymbolicStarts _starts;
    private readonly DiagnosticBag _problems;

    private FlowChecks(PolicyDraft draft, DiagnosticBag problems)
    {
        _draft = draft;
        _problems = problems;
        _starts = new SymbolicStarts(draft.Callers);
    }

    internal static void Run(PolicyDraft draft, DiagnosticBag problems)
    {
        var checks = new FlowChecks(draft, problems);
        if (draft.Labels.IsSound && draft.KnowsCallers)
        {
            checks.CheckReply();
            foreach (var function in draft.Functions)
            {
                checks.CheckFunction(function);
            }
        }

        new DeclassifierChecks(draft, checks._starts, problems).Run();
        new ProfileChecks(draft, problems).Run();
        new SourceChecks(draft, problems).Run();
        if (!problems.HasErrors)
        {
            foreach (var (kind, place) in draft.Labels.Unused)
            {
                problems.Warning(DiagnosticCode.UnusedLabel, place, $"nothing uses the label `{kind}`", "if only code raises to it, say so with `raises:`; otherwise remove it");
            }
        }
    }

    private void CheckReply()
    {
        if (_draft.Reply is not { Label: { } reply } rule)
        {
            return;
        }

        foreach (var start in _starts.All)
        {
            if (!start.Binds(reply))
            {
                _problems.Error(
                    DiagnosticCode.ReplyUnbound,
                    rule.Node.Span,
                    $"callers that are `{start}` could never be answered",
                    $"their label does not bind `${reply.Variables.First(name => Labels.StartParameters.Find(start.Label, name) is null)}`; `reply: caller` answers everybody");
                return;
            }

            var bound = new Labels.BoundValues<Core.Labels.Label>(reply.Variables, reply.Bind).For(start.Label);
            if (bound is null || !bound.FlowsTo(start.Label.WithIntegrity(start.Label.Order.NoFormula)))
            {
                _problems.Error(
                    DiagnosticCode.ReplyAboveCaller,
                    rule.Node.Span,
                    $"a reply at `{reply}` would show callers that are `{start}` more than they may see",
                    "`reply:` has to be at or below every caller; `reply: caller` is each caller's own label");
                return;
            }
        }
    }

    private void CheckFunction(Declared<FunctionRule> function)
    {
        var rule = function.Value;
        foreach (var pattern in rule.Callers ?? [])
        {
            if (!_starts.All.Any(start => start.MayMatch(pattern.Value)))
            {
                _problems.Error(
                    DiagnosticCode.NoSuchCaller,
                    pattern.Node.Span,
                    $"no caller is `{pattern.Value}`",
                    _starts.All.IsEmpty ? "there are no rules under `callers:`" : $"callers are {string.Join(", ", _starts.All.Select(start => $"`{start}`"))}");
            }
        }

        // An event may carry any label; only of callers is it known where they start.
        if (!rule.IsSound || !rule.Events.IsEmpty || rule.Routes.IsEmpty)
        {
            return;
        }

        var admitted = _starts.Admitted(rule.Callers);
        foreach (var raise in rule.Raises)
        {
            if (admitted.IsEmpty || Symbols.NamesMembers(raise.Value.Template))
            {
                continue;
            }

            var binding = admitted.Where(start => start.Binds(raise.Value.Template)).ToList();
            if (binding.Count == 0)
            {
                _problems.Error(
                    DiagnosticCode.CallersDoNotBind,
                    raise.Node.Span,
                    $"none of the callers of `{function.Name}` binds `${raise.Value.Template.Variables[0]}`",
                    $"they are {string.Join(", ", admitted.Select(start => $"`{start}`"))}");
            }
            else if (!binding.Exists(start => Symbols.NamesMembers(start.Rule.Value.Label) || raise.Value.Covers(start.Label, start.Label)))
            {
                _problems.Error(
                    DiagnosticCode.NeverRises,
                    raise.Node.Span,
                    $"`{function.Name}` can never rise to `{raise.Value}`",
                    $"its callers are {string.Join(", ", admitted.Select(start => $"`{start}`"))}, and none of those flows there");
            }
        }
    }
}
