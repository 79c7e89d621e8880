using System.Collections.Immutable;
using Amazon.Runtime;

namespace Trapeze.Shim.Aws;

/// <summary>How the shim reaches AWS's services, besides the store's own table.</summary>
public sealed class AwsOptions
{
    /// <summary>The region, such as <c>eu-west-1</c>; that of the environment, by the SDK's own rules, if it is not given.</summary>
    public string? Region { get; init; }

    /// <summary>Where all services are, if not at their region's addresses: for tests and local runs.</summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>The credentials; the SDK's own rules, asked when they are first needed, if they are not given.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>How long one try at a request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a request is tried that AWS has no room for, or does not answer.</summary>
    public int Tries { get; init; } = 4;

    /// <summary>The longest wait before the second try; it doubles from try to try, and how much of it is waited for is random.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What is wrong with the options, all of it.</summary>
    internal ImmutableArray<string> Problems()
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        Check(Region is not { } region || (region.Length is > 0 and < 64 && region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-')), nameof(Region), $"`{Region}` is no region's name");
        Check(ServiceUrl is null or { IsAbsoluteUri: true, Scheme: "http" or "https", PathAndQuery: "/" }, nameof(ServiceUrl), $"`{ServiceUrl}` is no address of a service, such as http://localhost:9324");
        Check(RequestTimeout > TimeSpan.Zero, nameof(RequestTimeout), "is not positive");
        Check(Tries is >= 1 and <= 10, nameof(Tries), "is not between 1 and 10");
        Check(Pause >= TimeSpan.Zero, nameof(Pause), "is negative");
        return problems.ToImmutable();

        void Check(bool holds, string option, string complaint)
        {
            if (!holds)
            {
                problems.Add($"{nameof(AwsOptions)}.{option} {complaint}");
            }
        }
    }
}
