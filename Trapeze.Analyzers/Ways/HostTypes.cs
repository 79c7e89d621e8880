using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Trapeze.Analyzers.Ways;

/// <summary>Types that a function has no business to be given: services of the host that know no activation.</summary>
internal static class HostTypes
{
    private static readonly ImmutableHashSet<string> Names = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "Microsoft.Extensions.Hosting.IHost",
        "Microsoft.Extensions.Hosting.IHostApplicationLifetime",
        "Microsoft.Extensions.Hosting.IHostLifetime",
        "Microsoft.Extensions.Hosting.IHostedService",
        "Microsoft.Extensions.Logging.ILoggerProvider",
        "Microsoft.Extensions.DependencyInjection.IServiceScopeFactory",
        "Microsoft.Extensions.Options.IOptionsMonitorCache`1",
        "Microsoft.AspNetCore.Builder.WebApplication",
        "Microsoft.AspNetCore.Hosting.Server.IServer",
        "Microsoft.AspNetCore.Authentication.IAuthenticationSchemeProvider",
        "Microsoft.AspNetCore.Authentication.IAuthenticationHandlerProvider",
        "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions",
        "Microsoft.AspNetCore.DataProtection.KeyManagement.IKeyManager",
        "Trapeze.Core.Activations.ReferenceMonitor",
        "Trapeze.Core.Audit.IAuditLog",
        "Trapeze.Store.FacetedStore");

    /// <summary>The type itself, or what it is a container of.</summary>
    internal static bool Has(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Has(array.ElementType),
        INamedTypeSymbol named => Names.Contains(TypeNames.Of(named)) || named.TypeArguments.Any(Has),
        _ => false,
    };
}
