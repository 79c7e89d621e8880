using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Trapeze.Analyzers.Ways;

/// <summary>A way round the shim: members of a type that a function does not use.</summary>
internal sealed class Way
{
    private readonly ImmutableArray<MemberPattern> _members;
    private readonly ImmutableArray<string> _spared;

    private Way(DiagnosticDescriptor rule, string type, ImmutableArray<MemberPattern> members, ImmutableArray<string> spared)
    {
        Rule = rule;
        IsOfDerived = type.EndsWith("+", StringComparison.Ordinal);
        Type = type.TrimEnd('+');
        _members = members;
        _spared = spared;
    }

    internal DiagnosticDescriptor Rule { get; }

    /// <summary>The type's full name in metadata; a namespace, if it ends with <c>.*</c>.</summary>
    internal string Type { get; }

    /// <summary>Whether types that derive from it or implement it are meant as well.</summary>
    internal bool IsOfDerived { get; }

    /// <summary>Every member, or those that are named.</summary>
    /// <param name="rule">The rule that reports it.</param>
    /// <param name="type">The type; with <c>+</c> those that derive from it as well; with <c>.*</c> all types of a namespace.</param>
    /// <param name="members">Patterns, with spaces between; none for all members.</param>
    internal static Way Of(DiagnosticDescriptor rule, string type, string members = "") =>
        new(rule, type, [.. Split(members).Select(MemberPattern.Read)], []);

    /// <summary>Every member but some.</summary>
    internal static Way AllBut(DiagnosticDescriptor rule, string type, string spared) => new(rule, type, [], Split(spared));

    internal bool Matches(ISymbol member, bool isSet) =>
        _members.IsEmpty ? !_spared.Contains(member.Name, StringComparer.Ordinal) : _members.Any(pattern => pattern.Matches(member, isSet));

    private static ImmutableArray<string> Split(string text) => [.. text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];
}
