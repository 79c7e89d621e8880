using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>⊑, ⊔ and ⊓ on labels, formulas, clauses and atoms, every operand of each, and the text form.</summary>
internal static class LabelMutants
{
    private const string Label = "Trapeze.Core/Labels/Label.cs";
    private const string Formula = "Trapeze.Core/Labels/Formula.cs";
    private const string Algebra = "Trapeze.Core/Labels/FormulaAlgebra.cs";
    private const string Clause = "Trapeze.Core/Labels/Clause.cs";
    private const string Atom = "Trapeze.Core/Labels/Atom.cs";
    private const string Closure = "Trapeze.Core/Labels/KindClosure.cs";
    private const string Cache = "Trapeze.Core/Labels/FlowCache.cs";
    private const string Order = "Trapeze.Core/Labels/LabelOrder.cs";
    private const string Text = "Trapeze.Core/Labels/LabelText.cs";
    private const string Parser = "Trapeze.Core/Labels/LabelTextParser.cs";
    private const string Interning = "Trapeze.Core/Labels/InternTable.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("flow-any-secrecy", Label, "(ReferenceEquals(Secrecy, other.Secrecy) || Secrecy.IsBelow(other.Secrecy))", "true", "secrecy does not count in ⊑") { IsVisibleOutside = true },
        new("flow-secrecy-flipped", Label, "Secrecy.IsBelow(other.Secrecy)", "other.Secrecy.IsBelow(Secrecy)", "⊑ is ⊒ in secrecy") { IsVisibleOutside = true },
        new("flow-any-integrity", Label, "(ReferenceEquals(Integrity, other.Integrity) || other.Integrity.IsBelow(Integrity))", "true", "integrity does not count in ⊑"),
        new("flow-integrity-flipped", Label, "other.Integrity.IsBelow(Integrity)", "Integrity.IsBelow(other.Integrity)", "⊑ is ⊒ in integrity"),
        new("join-left-secrecy", Label, "Order.Label(Secrecy.Join(other.Secrecy), Integrity.Meet(other.Integrity))", "Order.Label(Secrecy, Integrity.Meet(other.Integrity))", "⊔ forgets the right secrecy"),
        new("join-right-secrecy", Label, "Order.Label(Secrecy.Join(other.Secrecy), Integrity.Meet(other.Integrity))", "Order.Label(other.Secrecy, Integrity.Meet(other.Integrity))", "⊔ forgets the left secrecy"),
        new("join-meets-secrecy", Label, "Secrecy.Join(other.Secrecy), Integrity.Meet", "Secrecy.Meet(other.Secrecy), Integrity.Meet", "⊔ is ⊓ in secrecy"),
        new("join-left-integrity", Label, "Integrity.Meet(other.Integrity)", "Integrity", "⊔ forgets the right integrity"),
        new("join-right-integrity", Label, "Integrity.Meet(other.Integrity)", "other.Integrity", "⊔ forgets the left integrity"),
        new("join-joins-integrity", Label, "Integrity.Meet(other.Integrity)", "Integrity.Join(other.Integrity)", "⊔ is ⊓ in integrity"),
        new("meet-left-secrecy", Label, "Order.Label(Secrecy.Meet(other.Secrecy), Integrity.Join(other.Integrity))", "Order.Label(Secrecy, Integrity.Join(other.Integrity))", "⊓ forgets the right secrecy", Harm.Functional),
        new("meet-right-integrity", Label, "Integrity.Join(other.Integrity)", "other.Integrity", "⊓ forgets the left integrity", Harm.Functional),
        new("formula-join-left", Formula, ": Order.Intern(FormulaAlgebra.Join(ClauseArray, other.ClauseArray))", ": this", "the join of incomparable formulas is the left one"),
        new("formula-join-right", Formula, ": Order.Intern(FormulaAlgebra.Join(ClauseArray, other.ClauseArray))", ": other", "the join of incomparable formulas is the right one"),
        new("formula-join-lower", Formula, "FlowsTo(other) ? other : other.FlowsTo(this) ? this : Order.Intern(FormulaAlgebra.Join", "FlowsTo(other) ? this : other.FlowsTo(this) ? this : Order.Intern(FormulaAlgebra.Join", "the join with something higher is the lower of both"),
        new("formula-join-lower-right", Formula, ": other.FlowsTo(this) ? this : Order.Intern(FormulaAlgebra.Join", ": other.FlowsTo(this) ? other : Order.Intern(FormulaAlgebra.Join", "the join with something lower is the lower of both"),
        new("formula-meet-left", Formula, ": Order.Intern(FormulaAlgebra.Meet(ClauseArray, other.ClauseArray))", ": this", "the meet of incomparable formulas is the left one", Harm.Functional),
        new("formula-meet-higher", Formula, "FlowsTo(other) ? this : other.FlowsTo(this) ? other", "FlowsTo(other) ? other : other.FlowsTo(this) ? other", "the meet with something higher is the higher of both", Harm.Functional),
        new("formula-flow-atoms-flipped", Formula, "lower.IsBelow(upper) : Order.Flows", "upper.IsBelow(lower) : Order.Flows", "single atoms flow down") { IsVisibleOutside = true },
        new("formula-any-clause", Algebra, "if (!covered)", "if (false)", "a formula flows everywhere"),
        new("formula-join-keeps-lower", Algebra, "Antichain.Union(left, right, static (upper, lower) => lower.IsBelow(upper))", "Antichain.Union(left, right, static (upper, lower) => upper.IsBelow(lower))", "the join drops the higher clause"),
        new("clause-any-atom", Clause, "if (!reached)", "if (false)", "a clause flows to every clause"),
        new("clause-meet-keeps-higher", Clause, "static (lower, upper) => lower.IsBelow(upper)", "static (lower, upper) => upper.IsBelow(lower)", "the meet drops the lower atom", Harm.Functional),
        new("atom-any-member", Atom, "ReferenceEquals(Kind, other.Kind) ? HasParameterOf(other)", "ReferenceEquals(Kind, other.Kind) ? true", "all members of a family are one") { IsVisibleOutside = true },
        new("atom-any-parameter", Atom, "(Kind.IsBelowSame(other.Kind) && HasParameterOf(other))", "Kind.IsBelowSame(other.Kind)", "a member is below the other family's members, whatever the parameter"),
        new("atom-flipped", Atom, "Kind.IsBelowEvery(other.Kind) ||", "other.Kind.IsBelowEvery(Kind) ||", "the declared order stands on its head") { IsVisibleOutside = true },
        new("atom-not-below", Atom, "Kind.IsBelowEvery(other.Kind) ||", "", "declared steps between atoms do not count", Harm.Functional),
        new("atom-case", Atom, "private bool HasParameterOf(Atom other) => string.Equals(Parameter, other.Parameter, StringComparison.Ordinal);", "private bool HasParameterOf(Atom other) => string.Equals(Parameter, other.Parameter, StringComparison.OrdinalIgnoreCase);", "members whose names differ in case are one"),
        new("closure-not-transitive", Closure, "Include(every, closure._every[upper]);", "", "the order is not transitive", Harm.Functional),
        new("closure-not-transitive-same", Closure, "Include(direct, closure._same[upper]);", "", "the order between families is not transitive", Harm.Functional),
        new("closure-same-is-every", Closure, "relation == KindRelation.Every ? every : same", "every", "a step between equal parameters is one between all"),
        new("cache-any-answer", Cache, "return entry.IsBelow;", "return true;", "what was asked before is allowed"),
        new("cache-without-upper", Cache, "entry.Lower == lowerId && entry.Upper == upperId", "entry.Lower == lowerId", "an answer is remembered for the left label alone") { With = [new(Cache, "^ (ulong)upper)", ")")] },
        new("cache-without-lower", Cache, "entry.Lower == lowerId && entry.Upper == upperId", "entry.Upper == upperId", "an answer is remembered for the right label alone") { With = [new(Cache, "((ulong)lower * 0x9E3779B97F4A7C15UL) ^ (ulong)upper", "(ulong)upper")] },
        new("cache-flipped", Cache, "FormulaAlgebra.IsBelow(lower.ClauseArray, upper.ClauseArray)", "FormulaAlgebra.IsBelow(upper.ClauseArray, lower.ClauseArray)", "formulas flow down"),
        new("orders-mixed", Order, "if (!ReferenceEquals(order, other))", "if (false)", "labels of different policies are compared", Harm.Functional),
        new("labels-not-one", Interning, "&& key.Matches(found)", "&& !key.Matches(found)", "equal labels are not the same", Harm.Functional),
        new("text-without-integrity", Text, "if (label.Integrity.IsBottom)", "if (true)", "the text of a label loses who vouches", Harm.Functional),
        new("text-unquoted", Text, "internal static bool IsBare(string parameter) => parameter.Length > 0 && !parameter.AsSpan().ContainsAnyExcept(BareCharacters);", "internal static bool IsBare(string parameter) => parameter.Length > 0;", "a parameter can write the rest of its label"),
        new("text-quotes-open", Text, "c is >= ' ' and <= '~' and not '\"' and not '\\\\'", "c is >= ' ' and <= '~' and not '\\\\'", "a parameter can end its quotes"),
        new("text-top-is-bottom", Text, "internal const string TopName = \"top\"; internal const string BottomName = \"bottom\";", "internal const string TopName = \"bottom\"; internal const string BottomName = \"top\";", "⊤ and ⊥ are written as each other", Harm.Functional),
        new("parse-and-is-or", Parser, "static (left, right) => left.Join(right)", "static (left, right) => left.Meet(right)", "a text that joins is read as one that meets"),
        new("parse-first-operand", Parser, "operands[i] = combine(operands[i], operands[half + i]);", "", "of a row of operands only the first is read"),
        new("parse-without-integrity", Parser, "label = order.Label(secrecy, integrity);", "label = order.Label(secrecy);", "who vouches is not read", Harm.Functional),
    ];
}
