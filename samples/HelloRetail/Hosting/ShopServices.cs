using System.Text.Json.Serialization;
using HelloRetail.Events;
using HelloRetail.People;
using HelloRetail.Workflows;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace HelloRetail.Hosting;

/// <summary>What the shop's functions are made of, guarded or not.</summary>
public static class ShopServices
{
    public static void AddShop(this IServiceCollection services, EventSchemas schemas, WorkflowTimes times, DevelopmentTokens tokens)
    {
        services.AddSingleton(schemas);
        services.AddSingleton(times);
        services.AddScoped<RetailStream>();
        services.AddScoped<AssignmentBook>();
        services.AddScoped<PurchaseBook>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(jwt =>
        {
            jwt.MapInboundClaims = false;
            jwt.IncludeErrorDetails = false;
            jwt.TokenValidationParameters = tokens.Validation;
        });
    }
}
