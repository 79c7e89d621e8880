using Trapeze.Policy.Channels;
using Trapeze.Policy.Sources;

namespace Trapeze.Policy.Tests;

/// <summary>What a policy says of the places that events come in from, and of those in AWS that they go out to.</summary>
public sealed class SourcePolicyTests
{
    private const string Account = "123456789012";

    [Theory]
    [InlineData("orders", SourceKind.Sqs, "orders.fifo", null, "sqs:orders")]
    [InlineData("news", SourceKind.Sns, "news", "named", "sns:news")]
    [InlineData("clicks", SourceKind.Kinesis, "clicks", "photo.taken", "kinesis:clicks")]
    [InlineData("tasks", SourceKind.DynamoDb, "tasks", "purchase.again", "dynamodb:tasks")]
    [InlineData("shop", SourceKind.EventBridge, "com.shop/orders", "named", "eventbridge:shop")]
    [InlineData("pictures", SourceKind.S3, "retail-uploads", "photo.taken", "s3:pictures")]
    [InlineData("fulfilment", SourceKind.StepFunctions, "fulfilment", null, "states:fulfilment")]
    [InlineData("again", SourceKind.Invoke, "purchase", "purchase.again", "invoke:again")]
    public void Sources_OfEachKind_AreWhatWasWritten(string name, SourceKind kind, string resource, string? started, string id)
    {
        var source = PolicyFiles.Read("everything.yaml").Sources[name];

        Assert.Equal((name, kind, resource, started, id), (source.ToString(), source.Kind, source.Resource, source.Event, source.Id));
    }

    [Fact]
    public void UnsignedLabel_Said_IsThatLabel_AndNoneIfLeftOut()
    {
        var policy = PolicyFiles.Read("everything.yaml");

        Assert.Equal(policy.Order.Label("client", "bob").Join(policy.Order.Label("auditor")), policy.Sources["shop"].UnsignedLabel);
        Assert.Equal(policy.Order.Top, policy.Sources["pictures"].UnsignedLabel);
        Assert.Null(policy.Sources["orders"].UnsignedLabel);
        Assert.Null(policy.Sources["tasks"].UnsignedLabel);
    }

    [Fact]
    public void From_OfAQueue_NamesItsTopic()
    {
        var policy = PolicyFiles.Read("everything.yaml");

        Assert.Equal("news", policy.Sources["headlines"].From);
        Assert.Null(policy.Sources["orders"].From);
    }

    [Fact]
    public void Sources_LeftOut_AreNone() => Assert.Empty(PolicyFiles.Read("retail.yaml").Sources);

    [Theory]
    [InlineData("orders", ChannelKind.Sqs, "orders.fifo")]
    [InlineData("news", ChannelKind.Sns, $"arn:aws:sns:eu-west-1:{Account}:news")]
    [InlineData("clicks", ChannelKind.Kinesis, $"arn:aws:kinesis:eu-west-1:{Account}:stream/clicks")]
    [InlineData("counts", ChannelKind.Kinesis, "counts")]
    [InlineData("bus", ChannelKind.EventBridge, $"arn:aws-cn:events:cn-north-1:{Account}:event-bus/shop/orders")]
    [InlineData("machine", ChannelKind.StepFunctions, $"arn:aws:states:eu-west-1:{Account}:stateMachine:fulfilment")]
    [InlineData("worker", ChannelKind.Lambda, "purchase:live")]
    [InlineData("uploads", ChannelKind.S3, "retail-uploads")]
    public void Channels_OfAws_LeadWhereWasWritten(string name, ChannelKind kind, string target)
    {
        var channel = PolicyFiles.Read("everything.yaml").Channels[name];

        Assert.Equal((kind, target), (channel.Kind, channel.Target));
        Assert.Equal(kind == ChannelKind.Sqs ? $"https://sqs.eu-west-1.amazonaws.com/{Account}/orders.fifo" : null, channel.Address?.ToString());
    }

    [Theory]
    [InlineData("sqs", 80, "")]
    [InlineData("sqs", 75, ".fifo")]
    [InlineData("sns", 256, "")]
    [InlineData("sns", 251, ".fifo")]
    [InlineData("kinesis", 128, "")]
    [InlineData("eventbridge", 256, "")]
    [InlineData("s3", 63, "")]
    [InlineData("states", 80, "")]
    public void Resource_UpToTheLongest_IsRead(string key, int length, string end)
    {
        Assert.Equal("", Said(key, new string('a', length) + end));
        Assert.Contains("[TP1002]", Said(key, new string('a', length + 1) + end), StringComparison.Ordinal);
    }

    private static string Said(string key, string resource) =>
        PolicyReader.Read($"trapeze: 1\nlabels:\n  a:\nfunctions:\n  f: {{ on: event e, raises: a }}\nsources:\n  s: {{ {key}: {resource}, event: e }}\n", "p.yaml").Render();
}
