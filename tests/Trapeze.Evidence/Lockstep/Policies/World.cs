using System.Collections.Concurrent;
using System.Security.Claims;
using Trapeze.Evidence.Lockstep.Labels;
using Trapeze.Policy;
using Trapeze.Store.Places;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Policies;

/// <summary>A policy that the reader accepted, and what the policy reference says that it means.</summary>
internal sealed class World
{
    private const int MostAttempts = 400;

    // What does not change for a start is worked out once.
    private readonly ConcurrentDictionary<(Model.Label Start, string Name), string?> _parameters = new();
    private readonly ConcurrentDictionary<(LabelExpression Label, Model.Label Start), Model.Label?> _bound = new();

    private World(PolicyDraft draft, FlowPolicy policy)
    {
        Draft = draft;
        Policy = policy;
        Meanings = new Meanings(draft.Order);
        Placement = new Placement(policy.Order);
    }

    internal PolicyDraft Draft { get; }

    internal FlowPolicy Policy { get; }

    internal Meanings Meanings { get; }

    /// <summary>Which labels the store takes under this order.</summary>
    internal Placement Placement { get; }

    internal Model.Order Order => Draft.Order.Machine;

    /// <summary>A random policy; one that follows another keeps its order. The reader refuses those that contradict themselves, which is its own tests' affair.</summary>
    internal static World Draw(Dice dice, DeclaredOrder order, Tally tally, World? before = null)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var draft = PolicyDraft.Draw(dice, order) with { Later = before?.Draft.Later ?? [] };
            tally.Add("policies drawn");
            var result = PolicyReader.Read(draft.Yaml, "policy", before?.Policy.Order);
            if (!result.IsValid)
            {
                draft = Without(draft, result);
                result = PolicyReader.Read(draft.Yaml, "policy", before?.Policy.Order);
            }

            if (result.IsValid)
            {
                tally.Add("policies");
                tally.Add("declassifiers", draft.Declassifiers.Length);
                return new World(draft, result.Policy);
            }
        }

        throw new Disagreement("the policy reader", $"one policy accepted of {MostAttempts}", "none");
    }

    /// <summary>The same policy with one label more, above some: what there was keeps its meaning.</summary>
    internal World Extended(Dice dice)
    {
        var below = Draft.Order.Kinds.Where(_ => dice.Next(3) == 0).Select(kind => new Below(kind.Name, false));
        var draft = Draft with { Later = [.. Draft.Later, new Kind($"later{Draft.Later.Length}", dice.Flip() ? "id" : null, [.. below])] };
        var result = PolicyReader.Read(draft.Yaml, "policy");
        return result.IsValid ? new World(draft, result.Policy) : throw new Disagreement("a policy with one label more", "accepted", result.Render());
    }

    // Without the lines that the reader found something wrong with, where a policy can do without.
    private static PolicyDraft Without(PolicyDraft draft, PolicyResult result)
    {
        var lines = draft.Yaml.Split('\n');
        var wrong = result.Diagnostics.Select(diagnostic => lines[diagnostic.Span.Line - 1].Trim()).ToList();
        return draft with
        {
            Reply = wrong.Exists(line => line.StartsWith("reply:", StringComparison.Ordinal)) ? null : draft.Reply,
            Declassifiers = [.. draft.Declassifiers.Where(way => !wrong.Exists(line => line.StartsWith($"{way.Name}:", StringComparison.Ordinal)))],
        };
    }

    internal Twin Twin(LabelExpression label) => new(label.Meaning(Order), label.ToLabel(Policy.Order));

    /// <summary>What <c>$name</c> stands for in an activation of this start: the member that all atoms with that parameter agree on.</summary>
    internal string? ParameterOf(Model.Label start, string name) => _parameters.GetOrAdd((start, name), key =>
    {
        var members = Meanings.ClausesOf(key.Start.Secrecy).SelectMany(clause => clause).Select(Meanings.Split)
            .Where(atom => atom.Kind.Parameter == key.Name).Select(atom => atom.Member).Distinct(StringComparer.Ordinal).ToList();
        return members.Count == 1 ? members[0] : null;
    });

    /// <summary>A policy's label for an activation of this start; <see langword="null"/> if its parameters are not bound.</summary>
    internal Model.Label? Bound(LabelExpression label, Model.Label start) =>
        _bound.GetOrAdd((label, start), key => key.Label.Bind(name => ParameterOf(key.Start, name))?.Meaning(Order));

    /// <summary>The labels that a function may rise to: those that flow to one of these.</summary>
    internal IReadOnlyList<Model.Label> BoundsOf(int function, Model.Label start) =>
    [
        .. Draft.Functions[function].Raises.SelectMany(pattern => pattern.Family is { } family
            ? DeclaredOrder.Members.Select(member => Order.Secret($"{family}({member})"))
            : Bound(pattern.Label!, start) is { } bound ? [bound] : []),
    ];

    /// <summary>Whether callers of this start may call the function by its route.</summary>
    internal bool Admits(int function, Model.Label start) => Draft.Functions[function].Callers is not { } patterns || patterns.Any(pattern =>
        pattern.Label is { } label
            ? label.Secrecy.Meaning(Order) == start.Secrecy
                && (label.Integrity is null || Model.Label.FormulaFlows(label.Integrity.Meaning(Order), start.Integrity))
            : Meanings.ClausesOf(start.Secrecy) is [[var atom]] && Meanings.Split(atom).Kind.Name == pattern.Family);

    /// <summary>The label of the reply to a caller; only secrecy bounds it unless the policy says otherwise.</summary>
    internal Model.Label? ReplyTo(Model.Label start) => Draft.Reply is { } reply ? Bound(reply, start) : start with { Integrity = Order.Everywhere };

    /// <summary>Where a caller starts; <see langword="null"/>: refused.</summary>
    internal Model.Label? StartOf(Caller caller)
    {
        if (!caller.IsAnonymous && !caller.IsVerified)
        {
            return null;
        }

        var rule = caller.IsAnonymous ? Draft.Callers.First(each => each.Role is null) : Draft.Callers.FirstOrDefault(each => each.Role is not null && caller.Roles.Contains(each.Role));
        return rule?.Are.Bind(_ => caller.Subjects.Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null)?.Meaning(Order);
    }

    internal static ClaimsPrincipal? Principal(Caller caller) => caller.IsAnonymous ? null : new ClaimsPrincipal(new ClaimsIdentity(
        [.. caller.Roles.Select(role => new Claim("role", role)), .. caller.Subjects.Select(subject => new Claim("sub", subject))], caller.IsVerified ? "test" : null));
}
