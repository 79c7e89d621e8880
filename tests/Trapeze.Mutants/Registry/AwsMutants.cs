using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>What goes out to AWS: queues that carry events, claims, channels, keys.</summary>
internal static class AwsMutants
{
    private const string Events = "Trapeze.Shim/Aws/SqsEvents.cs";
    private const string Claims = "Trapeze.Shim/Aws/DynamoDbClaims.cs";
    private const string Channels = "Trapeze.Shim/Channels/GuardedChannels.cs";
    private const string Client = "Trapeze.Shim/Aws/AwsClient.cs";
    private const string OfClaims = "Trapeze.Shim/Aws/Claims.cs";
    private const string OfChannels = "Trapeze.Shim/Aws/AwsChannel.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("sqs-label-lost", Events, "Label = added.Label,", "Label = \"public\",", "an event that travels is public"),
        new("sqs-source-shared", Events, "added.Aside is null ? SourceOf(function) :", "added.Aside is null ? SourceOf(\"\") :", "a message can be moved to another function's queue"),
        new("sqs-aside-delivered", Events, "Source = added.Aside is null ? SourceOf(function) : $\"{Aside}:{added.Aside}\",", "Source = SourceOf(function),", "what was set aside can be delivered", Harm.Functional),
        new("sqs-id-shared", Events, "(string[])[added.Name, added.Label, id]", "(string[])[added.Name, id]", "an event is dropped because a hidden one has its id"),
        new("sqs-too-large", Events, "ArgumentOutOfRangeException.ThrowIfGreaterThan(SqsMessages.Size(added.Payload, envelope), options.MaxMessage, nameof(added));", "", "one function gets what another's queue does not take", Harm.Functional),
        new("claims-taken-twice", Claims, "OR #until <= :now", "OR #until <= :now OR #until > :now", "a record is taken twice", Harm.Functional) { Near = OfClaims },
        new("claims-never-free", Claims, "\"attribute_not_exists(id) OR #until <= :now\"", "\"attribute_not_exists(id) OR (#until <= :now AND #until > :now)\"", "a claim never ends", Harm.Functional) { Near = OfClaims },
        new("claims-anybodys", Claims, "\"holder = :me\"", "\"holder = :me OR attribute_exists(id)\"", "a claim is given back by those who do not have it", Harm.Functional) { Near = OfClaims },
        new("claims-in-the-clear", Claims, "Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))", "id", "a claim's key says what is claimed") { Near = OfClaims },
        new("aws-send-unjudged", Channels, "activation.Send(bound); await aws.SendAsync(", "await aws.SendAsync(", "everything goes out on a channel of AWS") { Near = OfChannels },
        new("aws-send-at-start-label", Channels, "activation.Label.ToString();", "activation.StartLabel.ToString();", "a message says the label that its sender started at") { Near = OfChannels },
        new("aws-failure-told", Channels, "if (bound.Answers.FlowsTo(activation.Label))", "if (true)", "an activation below a channel learns whether it failed") { Near = OfChannels },
        new("aws-error-tells", Client, "text?.Split('#')[^1] is { Length: > 0 and <= LongestCode } code && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '.') ? code : null", "System.Text.Encoding.UTF8.GetString(body)", "an error repeats what AWS says of a request"),
        new("aws-keys-short", "Trapeze.Shim/Aws/SecretsManagerKeys.cs", "key.Text.Length < ShortestText", "key.Text.Length < 1", "a key of few letters signs"),
    ];
}
