using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Tests.Deployments;

/// <summary>What a policy needs of an account, and what AWS cannot have of it.</summary>
public sealed class PlanTests
{
    /// <summary>A policy with every kind of channel and source that can be deployed.</summary>
    internal const string EveryKind = """
        trapeze: 1
        labels:
          public:
        callers:
          - anonymous: public
        channels:
          reply: caller
          q: { sqs: "https://sqs.eu-west-1.amazonaws.com/123456789012/orders", label: public }
          t: { sns: "arn:aws:sns:eu-west-1:123456789012:news", label: public }
          k: { kinesis: clicks, label: public }
          b: { eventbridge: orders, label: public }
          m: { states: "arn:aws:states:eu-west-1:123456789012:stateMachine:fulfilment", label: public }
          f: { lambda: purchase, label: public }
          s: { s3: retail-uploads, label: public }
          mail: { smtp: "localhost:25", label: public }
        functions:
          read-all: { on: ["GET /notes/{id:int}", "GET /files/{*rest}", GET /] }
          take: { on: [event order.placed, event photo.stored] }
          tell: { on: [event news.told, event photo.stored] }
        sources:
          orders: { sqs: retail-orders, event: order.placed }
          uploads: { s3: retail-uploads, event: photo.stored, unsigned: public }
          news: { sns: news }
          headlines: { sqs: headlines, from: news, event: news.told }
          told: { sns: told, event: news.told }
          clicks: { kinesis: clicks, event: order.placed }
          bus: { eventbridge: shop.orders, event: order.placed }
          machine: { states: fulfilment, event: order.placed }
          direct: { invoke: take, event: order.placed }
        """;

    private const string Labels = "trapeze: 1\nlabels: { public: }\ncallers: [{ anonymous: public }]\nchannels: { reply: caller }\n";

    [Fact]
    public void Of_Routes_AreThoseOfApiGateway() =>
        Assert.Equal(
            ["GET /", "GET /files", "GET /files/{rest+}", "GET /notes/{id}"],
            Deployed.PlanOf(EveryKind).Functions.Single(function => function.Name == "read-all").Routes.Select(route => route.Key));

    [Fact]
    public void Of_Sources_AreThoseOfTheirEvents()
    {
        var plan = Deployed.PlanOf(EveryKind);

        Assert.Equal(["bus", "clicks", "direct", "orders", "uploads"], plan.Functions.Single(function => function.Name == "take").Sources.Select(source => source.Name));
        Assert.Equal(["headlines", "told", "uploads"], plan.Functions.Single(function => function.Name == "tell").Sources.Select(source => source.Name));
    }

    [Fact]
    public void Of_Channels_EachNeedsOneAction() =>
        Assert.Equal(
            ["events:PutEvents", "lambda:InvokeFunction", "kinesis:PutRecord", "states:StartExecution", "sqs:SendMessage", "s3:PutObject", "sns:Publish"],
            Deployed.PlanOf(EveryKind).Channels.Select(grant => Assert.Single(grant.Actions).Name));

    [Theory]
    [InlineData("functions: { a.b: { on: event x } }", "`a.b` cannot be the name of one of Lambda's functions")]
    [InlineData("functions: { aside-aside: { on: event x } }", "`aside-aside` is the name of something else of a deployment")]
    [InlineData("functions: { facets: { on: event x } }", "`facets` is the name of something else of a deployment")]
    [InlineData("functions: { a-b: { on: event x }, aB: { on: event x } }", "`a-b` and `aB` would have one name in a template")]
    [InlineData("functions: { files: { on: \"GET /files/{name}.txt\" } }", "API Gateway has no route `GET /files/{name}.txt`")]
    [InlineData("functions: { one: { on: \"GET /a/{b:int}\" }, two: { on: \"GET /a/{*rest}\" }, three: { on: GET /a } }", "API Gateway has one route for `GET /a`")]
    [InlineData("functions: { a: { on: event x }, b: { on: event x } }\nsources: { s: { sqs: s, event: x } }", "the source `s` is a queue, and starts `a` and `b`")]
    [InlineData("functions: { a: { on: event x } }\nsources: { s: { kinesis: s } }", "the source `s` does not say which event its records are")]
    [InlineData("tables: { t: { key: id } }\nfunctions: { a: { on: event x } }\nsources: { s: { dynamodb: t, event: x } }", "the source `s` cannot be deployed")]
    public void Of_WhatAwsCannotHave_IsSaid(string rest, string why) =>
        Assert.Contains(why, Assert.Throws<CommandException>(() => Deployed.PlanOf(Labels + rest)).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_SeveralProblems_SaysAll() =>
        Assert.Equal(3, Assert.Throws<CommandException>(() => Deployed.PlanOf(Labels + "functions: { a.b: { on: event x }, facets: { on: event x } }", "X")).Message.Split('\n').Length);

    [Theory]
    [InlineData("PATH")]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    [InlineData("TRAPEZE_FUNCTION")]
    [InlineData("AWS_LAMBDA_EXEC_WRAPPER")]
    [InlineData("LD_PRELOAD")]
    [InlineData("small")]
    [InlineData("")]
    public void Of_VariableThatIsNotTheApplications_IsRefused(string name) =>
        Assert.Contains($"`{name}`", Assert.Throws<CommandException>(() => Deployed.PlanOf(EveryKind, "shop", name)).Message, StringComparison.Ordinal);

    [Fact]
    public void LongestName_LeavesRoomForEveryName()
    {
        var plan = Deployed.PlanOf(EveryKind);
        var name = new DeploymentNames(new string('a', plan.LongestName));

        Assert.Equal(DeploymentNames.LongestFunction, plan.Functions.SelectMany(function => function.Sources.Select(source => name.Rule(function.Name, source.Name)).Append(name.Function(function.Name))).Max(each => each.Length));
    }
}
