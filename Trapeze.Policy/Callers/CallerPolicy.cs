using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Claims;
using Trapeze.Core.Labels;
using Trapeze.Policy.Labels;

namespace Trapeze.Policy.Callers;

/// <summary>Who a caller is: from the claims of a verified token to labels.</summary>
/// <remarks>
/// semantics §2, rule start. The first rule whose claims are all there decides; if its label cannot be filled in, the caller is
/// refused and no later rule is tried. Claim names and values are compared ordinal. Claims of identities that are not authenticated do not count.
/// </remarks>
public sealed class CallerPolicy
{
    private const int OnStack = 128;

    private readonly FrozenDictionary<string, ClaimUse> _uses;
    private readonly ImmutableArray<CompiledRule> _rules;
    private readonly CompiledRule? _anonymous;
    private readonly int _conditions;
    private readonly int _variables;

    internal CallerPolicy(ImmutableArray<CallerRule> rules, LabelTemplate? reply)
    {
        Rules = rules;
        var conditions = new Dictionary<ClaimCondition, int>();
        var variables = new Dictionary<string, int>(StringComparer.Ordinal);
        var compiled = ImmutableArray.CreateBuilder<CompiledRule>();
        foreach (var rule in rules)
        {
            var rank = new CompiledRule(
                [.. rule.Conditions.Select(condition => IndexOf(conditions, condition))],
                [.. rule.Label.Variables.Select(name => IndexOf(variables, name))],
                new BoundValues<CallerLabels>(rule.Label.Variables, bindings => Labels(rule.Label, reply, bindings)));
            if (rule.IsAnonymous)
            {
                _anonymous = rank;
            }
            else
            {
                compiled.Add(rank);
            }
        }

        _rules = compiled.ToImmutable();
        _conditions = conditions.Count;
        _variables = variables.Count;
        _uses = conditions.Keys.Select(condition => condition.Claim).Concat(variables.Keys).Distinct(StringComparer.Ordinal).ToFrozenDictionary(
            claim => claim,
            claim => new ClaimUse(
                [.. conditions.Where(pair => string.Equals(pair.Key.Claim, claim, StringComparison.Ordinal)).Select(pair => (pair.Key.Value, pair.Value))],
                variables.TryGetValue(claim, out var variable) ? variable : -1),
            StringComparer.Ordinal);
    }

    internal ImmutableArray<CallerRule> Rules { get; }

    /// <summary>The labels of a caller; <see langword="null"/> if no rule fits or its label cannot be filled in: refuse.</summary>
    /// <param name="principal">Whom the token names, verified; <see langword="null"/> for a caller without a token.</param>
    public CallerLabels? Resolve(ClaimsPrincipal? principal)
    {
        if (principal is null)
        {
            return _anonymous?.Labels.Of([]);
        }

        Span<bool> holds = _conditions <= OnStack ? stackalloc bool[OnStack] : new bool[_conditions];
        var values = _variables == 0 ? [] : new string?[_variables];
        if (!Read(principal, holds, values))
        {
            return null;
        }

        foreach (var rule in _rules)
        {
            if (rule.Fits(holds))
            {
                return rule.Resolve(values);
            }
        }

        return null;
    }

    private static int IndexOf<TKey>(Dictionary<TKey, int> indices, TKey key)
        where TKey : notnull
    {
        indices.TryAdd(key, indices.Count);
        return indices[key];
    }

    private static CallerLabels? Labels(LabelTemplate label, LabelTemplate? reply, Bindings bindings)
    {
        if (label.Bind(bindings) is not { } start)
        {
            return null;
        }

        // A caller asks nobody to vouch for what it is told: only secrecy bounds the reply.
        var replyLabel = reply is null
            ? start.Integrity.IsBottom ? start : start.WithIntegrity(start.Order.NoFormula)
            : new BoundValues<Label>(reply.Variables, reply.Bind).For(start);
        return replyLabel is null ? null : new CallerLabels(start, replyLabel);
    }

    private bool Read(ClaimsPrincipal principal, Span<bool> holds, string?[] values)
    {
        var verified = false;
        foreach (var identity in principal.Identities)
        {
            if (!identity.IsAuthenticated)
            {
                continue;
            }

            verified = true;
            foreach (var claim in identity.Claims)
            {
                if (_uses.TryGetValue(claim.Type, out var use))
                {
                    use.Note(claim.Value, holds, values);
                }
            }
        }

        return verified;
    }

    private sealed class ClaimUse(ImmutableArray<(string Value, int Index)> conditions, int variable)
    {
        internal void Note(string value, Span<bool> holds, string?[] values)
        {
            foreach (var (wanted, index) in conditions)
            {
                holds[index] |= string.Equals(wanted, value, StringComparison.Ordinal);
            }

            // The empty value stands for "several": neither names anybody.
            if (variable >= 0)
            {
                values[variable] = values[variable] is null || string.Equals(values[variable], value, StringComparison.Ordinal) ? value : "";
            }
        }
    }

    private sealed class CompiledRule(ImmutableArray<int> conditions, ImmutableArray<int> variables, BoundValues<CallerLabels> labels)
    {
        internal BoundValues<CallerLabels> Labels { get; } = labels;

        internal bool Fits(ReadOnlySpan<bool> holds)
        {
            foreach (var condition in conditions)
            {
                if (!holds[condition])
                {
                    return false;
                }
            }

            return true;
        }

        internal CallerLabels? Resolve(string?[] values)
        {
            if (variables.Length == 1)
            {
                return values[variables[0]] is { Length: > 0 } only ? Labels.Of(only) : null;
            }

            var bound = new string[variables.Length];
            for (var i = 0; i < bound.Length; i++)
            {
                if (values[variables[i]] is not { Length: > 0 } value)
                {
                    return null;
                }

                bound[i] = value;
            }

            return Labels.Of(bound);
        }
    }
}
