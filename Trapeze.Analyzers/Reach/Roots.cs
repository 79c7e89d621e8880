using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Trapeze.Analyzers.Reach;

/// <summary>Where functions and declassifiers begin.</summary>
internal sealed class Roots(Bodies bodies)
{
    private static readonly ImmutableHashSet<string> OfFunctions = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "Trapeze.Shim.Events.IEventFunction",
        "Microsoft.AspNetCore.Mvc.ControllerBase",
        "Microsoft.AspNetCore.Mvc.ControllerAttribute",
        "Microsoft.AspNetCore.Mvc.RazorPages.PageModel",
        "Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata",
        "Microsoft.AspNetCore.Http.IEndpointFilter",
        "Microsoft.AspNetCore.Http.IResult");

    private static readonly ImmutableHashSet<string> MiddlewareCalls = ImmutableHashSet.Create(StringComparer.Ordinal, "Use", "Run", "UseWhen", "MapWhen", "UseMiddleware");

    /// <summary>As what a type is run by reason of what it implements, derives from, or is marked with.</summary>
    internal static Roles RolesOf(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return Roles.None;
        }

        var roles = Roles.None;
        for (var ancestor = type; ancestor is { SpecialType: not SpecialType.System_Object }; ancestor = ancestor.BaseType)
        {
            if (IsOfFunction(ancestor) || ancestor.GetAttributes().Any(attribute => attribute.AttributeClass is { } marked && (IsOfFunction(marked) || (marked.BaseType is { } basis && IsOfFunction(basis)))))
            {
                roles |= Roles.Function;
            }
        }

        foreach (var contract in type.AllInterfaces)
        {
            roles |= IsOfFunction(contract) ? Roles.Function : Roles.None;
            roles |= contract is { MetadataName: "IDeclassifier`2" } && Ways.TypeNames.Of(contract.ContainingNamespace) is "Trapeze.Shim.Declassification" ? Roles.Declassifier : Roles.None;
        }

        return roles;
    }

    /// <summary>Reads what is mapped, put behind the guard, and registered.</summary>
    internal Registrations Read(IEnumerable<SyntaxTree> trees, CancellationToken cancellation)
    {
        var found = new Registrations();
        foreach (var tree in trees)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var call in tree.GetRoot(cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                Read(call, found);
            }
        }

        return found;
    }

    private void Read(InvocationExpressionSyntax call, Registrations found)
    {
        var name = NameOf(call);
        if (name.Contains("Singleton"))
        {
            ReadSingleton(call, found);
        }
        else if (MiddlewareCalls.Contains(name) && StandsBehindGuard(call))
        {
            ReadMiddleware(call, found);
        }
        else if (name.StartsWith("Map", StringComparison.Ordinal) || name.StartsWith("AddEndpointFilter", StringComparison.Ordinal))
        {
            ReadEndpoint(call, found);
        }
    }

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => name,
        MemberBindingExpressionSyntax { Name.Identifier.ValueText: var name } => name,
        SimpleNameSyntax { Identifier.ValueText: var name } => name,
        _ => string.Empty,
    };

    private static bool StandsBehindGuard(InvocationExpressionSyntax call)
    {
        SyntaxNode? body = call.FirstAncestorOrSelf<MemberDeclarationSyntax>(node => node is not GlobalStatementSyntax and not BaseTypeDeclarationSyntax);
        return (body ?? call.SyntaxTree.GetRoot()).DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(other => other.Span.End <= call.ArgumentList.SpanStart && NameOf(other) is "UseTrapeze");
    }

    private void ReadEndpoint(InvocationExpressionSyntax call, Registrations found)
    {
        if (bodies.Operation(call) is IInvocationOperation { TargetMethod: var method } mapped && IsOfRoutes(call, mapped) && !TakesPipeline(method))
        {
            found.Handlers.AddRange(mapped.Arguments.Where(argument => IsCode(argument.Parameter?.Type)).Select(argument => argument.Value));
        }
    }

    private void ReadMiddleware(InvocationExpressionSyntax call, Registrations found)
    {
        if (bodies.Operation(call) is not IInvocationOperation { TargetMethod: var method } placed)
        {
            return;
        }

        found.Handlers.AddRange(placed.Arguments.Where(argument => IsCode(argument.Parameter?.Type)).Select(argument => argument.Value));
        var types = method.TypeArguments.Concat(placed.Arguments.Select(argument => argument.Value).OfType<ITypeOfOperation>().Select(named => named.TypeOperand));
        found.Middleware.AddRange(types.OfType<INamedTypeSymbol>().Select(type => type.OriginalDefinition).Where(Members.IsSource));
    }

    private void ReadSingleton(InvocationExpressionSyntax call, Registrations found)
    {
        if (bodies.Operation(call) is not IInvocationOperation { TargetMethod: var method } registered)
        {
            return;
        }

        var named = method.TypeArguments.Concat(registered.Arguments.SelectMany(argument => TypesOf(argument.Value)));
        found.Singletons.AddRange(named.OfType<INamedTypeSymbol>().Select(type => type.OriginalDefinition).Where(IsService));
    }

    private static IEnumerable<ITypeSymbol?> TypesOf(IOperation given) => given switch
    {
        ITypeOfOperation type => [type.TypeOperand],
        IConversionOperation { Operand: var operand } => TypesOf(operand),
        IDelegateCreationOperation factory => factory.Descendants().OfType<IObjectCreationOperation>().Select(made => made.Type),
        _ => [given.Type],
    };

    private static bool IsService(INamedTypeSymbol type) => type.TypeKind is TypeKind.Class && !type.IsStatic && Members.IsSource(type);

    private bool IsOfRoutes(InvocationExpressionSyntax call, IInvocationOperation mapped)
    {
        var receiver = call.Expression is MemberAccessExpressionSyntax access ? bodies.Model(call.SyntaxTree).GetTypeInfo(access.Expression).Type : null;
        return new[] { receiver, mapped.Arguments.FirstOrDefault()?.Value is IConversionOperation first ? first.Operand.Type : mapped.Arguments.FirstOrDefault()?.Value.Type }
            .OfType<ITypeSymbol>().Any(type => type.AllInterfaces.Append(type).Any(contract => contract.Name is "IEndpointRouteBuilder" or "IEndpointConventionBuilder"));
    }

    // On a part of the pipeline, `Map` is no endpoint but a branch.
    private static bool TakesPipeline(IMethodSymbol method) =>
        (method.ReducedFrom ?? method).Parameters.FirstOrDefault() is { Type.Name: "IApplicationBuilder" };

    // Code to run for a request; not what builds a part of the pipeline, or of the routes.
    private static bool IsCode(ITypeSymbol? type) => type switch
    {
        { Name: "Delegate" or "RequestDelegate" } => true,
        INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => !invoke.Parameters.Any(parameter => parameter.Type.Name.EndsWith("Builder", StringComparison.Ordinal)),
        _ => false,
    };

    private static bool IsOfFunction(INamedTypeSymbol type) => OfFunctions.Contains(Ways.TypeNames.Of(type.OriginalDefinition));
}
