using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Trapeze.Analyzers.Reach;

/// <summary>What functions and declassifiers reach, as members and as lambdas.</summary>
internal sealed class ReachedCode(IReadOnlyDictionary<ISymbol, Roles> members, IReadOnlyDictionary<SyntaxNode, Roles> lambdas, ISet<ISymbol> singletons)
{
    /// <summary>As what a member is run, or touched.</summary>
    internal Roles RolesOf(ISymbol member) => members.TryGetValue(Members.Canonical(member), out var roles) ? roles : Roles.None;

    /// <summary>As what the code at a place is run: by the member around it, or by a lambda or local function around it.</summary>
    internal Roles RolesAt(SyntaxNode place, ISymbol member)
    {
        var roles = RolesOf(member);
        for (var node = place; node is not null and not MemberDeclarationSyntax { Parent: TypeDeclarationSyntax }; node = node.Parent)
        {
            if (lambdas.TryGetValue(node, out var own))
            {
                roles |= own;
            }
        }

        return roles;
    }

    /// <summary>Whether the host gives every activation the same instance of <paramref name="type"/>.</summary>
    internal bool IsSingleton(INamedTypeSymbol type) => singletons.Contains(type);
}
