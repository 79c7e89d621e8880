using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Trapeze.Analyzers.Reach;

/// <summary>Follows calls from the functions and declassifiers of a compilation, as far as its source goes.</summary>
/// <remarks>A call through an interface or a virtual member reaches every implementation in source. What is created, or injected, is reached in all that others may call of it.</remarks>
internal sealed class Tracer
{
    private readonly CancellationToken _cancellation;
    private readonly Compilation _compilation;
    private readonly Bodies _bodies;
    private readonly Hierarchy _hierarchy;
    private readonly ImmutableArray<INamedTypeSymbol> _types;
    private readonly HashSet<ISymbol> _singletons = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Roles> _members = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Roles> _created = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Roles> _injected = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, Roles> _lambdas = [];
    private readonly Queue<(object Code, Roles Roles)> _open = new();

    internal Tracer(Compilation compilation, CancellationToken cancellation)
    {
        _compilation = compilation;
        _cancellation = cancellation;
        _bodies = new Bodies(compilation, cancellation);
        _types = [.. Members.TypesOf(compilation.Assembly.GlobalNamespace).Where(Members.IsSource)];
        _hierarchy = new Hierarchy(_types);
    }

    internal ReachedCode Trace()
    {
        var roots = new Roots(_bodies);
        var registrations = roots.Read(_compilation.SyntaxTrees, _cancellation);
        _singletons.UnionWith(registrations.Singletons);
        foreach (var type in _types)
        {
            ReachWhole(type, Roots.RolesOf(type));
        }

        foreach (var type in registrations.Middleware)
        {
            ReachWhole(type, Roles.Function);
        }

        foreach (var handler in registrations.Handlers)
        {
            ReachHandler(handler);
        }

        while (_open.Count > 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            var (code, roles) = _open.Dequeue();
            foreach (var operation in code is ISymbol member ? _bodies.Of(member) : [.. new[] { _bodies.Operation((SyntaxNode)code) }.OfType<IOperation>()])
            {
                Follow(operation, roles);
            }
        }

        return new ReachedCode(_members, _lambdas, _singletons);
    }

    // What runs it gives it what it asks for.
    private void ReachWhole(INamedTypeSymbol type, Roles roles)
    {
        if (roles is Roles.None)
        {
            return;
        }

        Create(type, roles);
        foreach (var member in Members.SourceBases(type).SelectMany(source => source.GetMembers()).Where(member => member is not INamedTypeSymbol))
        {
            Reach(member, roles);
            if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
            {
                Inject(constructor, roles);
            }
        }
    }

    private void ReachHandler(IOperation handler)
    {
        Follow(handler, Roles.Function);
        foreach (var part in handler.DescendantsAndSelf())
        {
            switch (part)
            {
                case IAnonymousFunctionOperation lambda:
                    ReachLambda(lambda.Syntax, Roles.Function);
                    Inject(lambda.Symbol, Roles.Function);
                    break;
                case IMethodReferenceOperation method:
                    Inject(method.Method, Roles.Function);
                    break;
                case ILocalReferenceOperation { Local: var local } when local.Type is { TypeKind: TypeKind.Delegate } or { SpecialType: SpecialType.System_Delegate }:
                    ReachLocal(local);
                    break;
            }
        }
    }

    // A handler that lies in a local variable first.
    private void ReachLocal(ILocalSymbol local)
    {
        foreach (var value in _bodies.Of(local))
        {
            if (_lambdas.ContainsKey(value.Syntax))
            {
                return;
            }

            ReachLambda(value.Syntax, Roles.Function);
            ReachHandler(value);
        }
    }

    private void Follow(IOperation body, Roles roles)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            foreach (var target in Calls.Of(operation))
            {
                Reach(target, roles);
            }

            foreach (var type in Calls.CreatedBy(operation))
            {
                Create(type, roles);
            }
        }
    }

    private void Reach(ISymbol target, Roles roles)
    {
        var member = Members.Canonical(target);
        if (!Members.IsSource(member) && !member.IsImplicitlyDeclared)
        {
            return;
        }

        if (member is IMethodSymbol { MethodKind: MethodKind.LocalFunction })
        {
            ReachLambda(member.DeclaringSyntaxReferences[0].GetSyntax(_cancellation), roles);
            return;
        }

        if (!Add(_members, member, roles))
        {
            return;
        }

        _open.Enqueue((member, roles));
        ReachInitializers(member, roles);
        if (member.IsVirtual || member.IsAbstract || member.IsOverride || member.ContainingType?.TypeKind is TypeKind.Interface)
        {
            foreach (var implementation in _hierarchy.ImplementationsOf(member))
            {
                Reach(implementation, roles);
            }
        }
    }

    // Whoever uses a type runs its static constructor; whoever makes one, its initializers and the constructors below.
    private void ReachInitializers(ISymbol member, Roles roles)
    {
        if (member.ContainingType is not { } type || !Members.IsSource(type))
        {
            return;
        }

        foreach (var first in type.StaticConstructors)
        {
            Reach(first, roles);
        }

        if (member is not IMethodSymbol { MethodKind: MethodKind.Constructor })
        {
            return;
        }

        foreach (var field in type.GetMembers().Where(other => !other.IsStatic && other is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol))
        {
            ReachInitializerOf(field, roles);
        }

        foreach (var ancestor in Members.SourceBases(type).Skip(1).Take(1).SelectMany(source => source.InstanceConstructors).Where(other => other.Parameters.IsEmpty))
        {
            Reach(ancestor, roles);
        }
    }

    private void ReachInitializerOf(ISymbol member, Roles roles)
    {
        if (member is IFieldSymbol)
        {
            Reach(member, roles);
        }
        else if (member.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(_cancellation)).OfType<Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax>().Any(property => property.Initializer is not null))
        {
            Reach(member, roles);
        }
    }

    private void ReachLambda(SyntaxNode lambda, Roles roles)
    {
        _lambdas.TryGetValue(lambda, out var known);
        if ((known | roles) != known)
        {
            _lambdas[lambda] = known | roles;
            _open.Enqueue((lambda, roles));
        }
    }

    private void Create(INamedTypeSymbol type, Roles roles)
    {
        var created = type.OriginalDefinition;
        if (Members.IsSource(created) && created.TypeKind is TypeKind.Class or TypeKind.Struct && Add(_created, created, roles))
        {
            foreach (var member in Hierarchy.CallableFromOutside(created))
            {
                Reach(member, roles);
            }
        }
    }

    // What a function takes as a parameter, the host makes in the activation, unless it is the same for all: then it is made once, as composition.
    private void Inject(IMethodSymbol taker, Roles roles)
    {
        foreach (var type in taker.Parameters.Select(parameter => parameter.Type).OfType<INamedTypeSymbol>().Select(type => type.OriginalDefinition).Where(Members.IsSource))
        {
            Inject(type, roles);
            foreach (var implementer in _hierarchy.ImplementersOf(type))
            {
                Inject(implementer, roles);
            }
        }
    }

    private void Inject(INamedTypeSymbol type, Roles roles)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !Add(_injected, type, roles))
        {
            return;
        }

        foreach (var binder in type.GetMembers().Where(member => member is IMethodSymbol { IsStatic: true, Name: "BindAsync" or "TryParse" }))
        {
            Reach(binder, roles);
        }

        if (_singletons.Contains(type))
        {
            return;
        }

        Create(type, roles);
        foreach (var constructor in type.InstanceConstructors)
        {
            Reach(constructor, roles);
            Inject(constructor, roles);
        }
    }

    private static bool Add(Dictionary<ISymbol, Roles> map, ISymbol key, Roles roles)
    {
        map.TryGetValue(key, out var known);
        map[key] = known | roles;
        return (known | roles) != known;
    }
}
