using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Trapeze.Analyzers.Reach;
using Trapeze.Analyzers.Rules;

namespace Trapeze.Analyzers.State;

/// <summary>What outlives an activation because of where it is declared: statics, members of singletons and of declassifiers.</summary>
internal static class StateRules
{
    internal static void Check(SymbolAnalysisContext context, FunctionReach reach)
    {
        var member = context.Symbol;
        if (member.IsImplicitlyDeclared || !(IsRaised(member) || (KeptBy(member) is { } kept && IsMutable(kept))))
        {
            return;
        }

        var reached = reach.Find(context.CancellationToken);
        if (member.IsStatic)
        {
            Report(context, reached.RolesOf(member) is Roles.None ? null : RuleBook.MutableStatic);
        }
        else if (reached.IsSingleton(member.ContainingType) && IsUsed(reached, member.ContainingType))
        {
            Report(context, RuleBook.SharedSingleton);
        }
        else if ((Roots.RolesOf(member.ContainingType) & Roles.Declassifier) is not Roles.None)
        {
            Report(context, RuleBook.ImpureDeclassifier);
        }
    }

    private static void Report(SymbolAnalysisContext context, DiagnosticDescriptor? rule)
    {
        if (rule is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(rule, context.Symbol.Locations[0], context.Symbol.Name));
        }
    }

    private static bool IsUsed(ReachedCode reached, INamedTypeSymbol type) =>
        type.GetMembers().Any(member => member is not IFieldSymbol && !member.IsStatic && reached.RolesOf(member) is not Roles.None);

    private static bool IsMutable(IFieldSymbol kept) =>
        !kept.IsReadOnly || MutableTypes.Has(kept.Type) || kept.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "ThreadStaticAttribute");

    // Who listens is state: an event without accessors keeps it.
    private static bool IsRaised(ISymbol member) => member is IEventSymbol { IsAbstract: false } && member.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is VariableDeclaratorSyntax);

    // A field keeps itself; a property that the compiler keeps, its hidden field.
    private static IFieldSymbol? KeptBy(ISymbol member) => member switch
    {
        IFieldSymbol { IsConst: false, AssociatedSymbol: null } field => field,
        IPropertySymbol => member.ContainingType.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, member)),
        _ => null,
    };
}
