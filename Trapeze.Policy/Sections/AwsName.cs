using System.Text.RegularExpressions;

namespace Trapeze.Policy.Sections;

/// <summary>What AWS lets things be called.</summary>
internal static partial class AwsName
{
    // FIFO queues and topics end so, within the same length.
    private const string Fifo = ".fifo";
    private const int LongestQueue = 80;
    private const int LongestTopic = 256;

    internal static bool IsQueue(string text) => IsPlain(WithoutFifo(text)) && text.Length <= LongestQueue;

    internal static bool IsTopic(string text) => IsPlain(WithoutFifo(text)) && text.Length <= LongestTopic;

    internal static bool IsStream(string text) => Stream().IsMatch(text);

    internal static bool IsBus(string text) => Bus().IsMatch(text);

    internal static bool IsStateMachine(string text) => text.Length <= 80 && IsPlain(text);

    internal static bool IsFunction(string text) => Function().IsMatch(text);

    internal static bool IsBucket(string text) => Bucket().IsMatch(text) && !text.Contains("..", StringComparison.Ordinal);

    /// <summary>What an ARN of a service names, in the service's own words; <see langword="null"/> if it is none.</summary>
    internal static string? OfArn(string text, string service, string prefix = "") =>
        Arn().Match(text) is { Success: true } match
        && string.Equals(match.Groups["service"].Value, service, StringComparison.Ordinal)
        && match.Groups["rest"].Value is var rest
        && rest.StartsWith(prefix, StringComparison.Ordinal)
            ? rest[prefix.Length..]
            : null;

    private static string WithoutFifo(string text) => text.EndsWith(Fifo, StringComparison.Ordinal) ? text[..^Fifo.Length] : text;

    private static bool IsPlain(string text) => Plain().IsMatch(text);

#pragma warning disable MA0009 // No pattern looks back, and none has two ways through the same text.
    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Stream();

    [GeneratedRegex(@"^[A-Za-z0-9/_.-]{1,256}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Bus();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_$-]{1,128})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Function();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^arn:aws[a-z-]*:(?<service>[a-z0-9]+):[a-z0-9-]+:[0-9]{12}:(?<rest>[^\s]+)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Arn();
#pragma warning restore MA0009
}
