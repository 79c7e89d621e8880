using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Shim.Audit;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Aws;

/// <summary>What a host takes from AWS instead of from its data folder.</summary>
public static class AwsServices
{
    /// <summary>Says how AWS is reached. Without it, region and credentials are those of the environment.</summary>
    /// <exception cref="ArgumentException">The options mean nothing; the message names every problem.</exception>
    public static TrapezeBuilder UseAws(this TrapezeBuilder builder, AwsOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        Require(options.Problems(), nameof(options));
        builder.Services.AddSingleton(new AwsChoice(options));
        return builder;
    }

    /// <summary>Carries events by queues of SQS, one for each function that an event starts, instead of the data folder's queue.</summary>
    /// <remarks>The claims have to be shared as well: <see cref="UseDynamoDbClaims"/>. So have the keys: <see cref="UseSecretsManagerKeys"/>.</remarks>
    /// <exception cref="ArgumentException">The options mean nothing; the message names every problem.</exception>
    public static TrapezeBuilder UseSqsEvents(this TrapezeBuilder builder, Action<SqsEventsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new SqsEventsOptions();
        configure(options);
        Require(options.Problems(), nameof(configure));
        builder.Services.AddSingleton(new TransportChoice(provider => provider.GetRequiredService<IClaims>() is var claims and not ProcessClaims
            ? new SqsEvents(
                provider.GetRequiredService<IAws>(), provider.GetRequiredService<EnvelopeSeals>(), claims, options, provider.GetRequiredService<ServedFunction>(), provider.GetRequiredService<SettledOptions>().Events,
                provider.GetRequiredService<TimeProvider>())
            : throw new InvalidOperationException($"{nameof(UseSqsEvents)} needs {nameof(UseDynamoDbClaims)}: processes that share queues have to know what the others have done")));
        return builder;
    }

    /// <summary>Keeps claims in a DynamoDB table, so that all processes know which records have been taken.</summary>
    /// <exception cref="ArgumentException">The options mean nothing; the message names every problem.</exception>
    public static TrapezeBuilder UseDynamoDbClaims(this TrapezeBuilder builder, Action<DynamoDbClaimsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new DynamoDbClaimsOptions();
        configure(options);
        Require(options.Problems(), nameof(configure));
        builder.Services.AddSingleton(new ClaimsChoice(time => new DynamoDbClaims(options, time)));
        return builder;
    }

    /// <summary>Reads the keys of envelopes from a secret of AWS Secrets Manager when the first envelope is closed or opened, and again when it names a key that is not there.</summary>
    /// <remarks>The secret is JSON: <c>signs</c> names the key that signs, every other member is a key, a random text of 43 letters and digits or more.</remarks>
    /// <param name="builder">The host.</param>
    /// <param name="secret">The secret's name or ARN.</param>
    public static TrapezeBuilder UseSecretsManagerKeys(this TrapezeBuilder builder, string secret)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(secret);
        builder.Services.AddSingleton(new EnvelopeKeyChoice(provider => new SecretsManagerKeys(provider.GetRequiredService<IAws>(), secret)));
        return builder;
    }

    /// <summary>Records decisions on standard output, a line of JSON each, written before the decision has any effect.</summary>
    /// <remarks>Whoever reads the output learns every decision's label: in Lambda, its log group is above every other label.</remarks>
    public static TrapezeBuilder UseStandardOutputAudit(this TrapezeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseAuditLog(new StandardOutputAudit(Console.OpenStandardOutput(), TimeProvider.System));
    }

    private static void Require(ImmutableArray<string> problems, string parameter)
    {
        if (!problems.IsEmpty)
        {
            throw new ArgumentException(string.Join("; ", problems), parameter);
        }
    }
}
