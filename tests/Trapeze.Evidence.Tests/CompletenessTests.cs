using Amazon.DynamoDBv2;
using Trapeze.Evidence.Lockstep;
using Trapeze.Evidence.Lockstep.Completeness;
using Trapeze.Evidence.Lockstep.Stores;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Tests;

/// <summary>What is added to what ships without a rule in the machine, or to the machine without anything that ships, fails here.</summary>
public sealed class CompletenessTests
{
    private const ulong Seed = 1;

    [Fact]
    public void Monitor_EveryPublicOperation_HasARule() => Assert.Empty(Gaps.Between(Shipping.MonitorOperations, RuleTable.Monitor));

    [Fact]
    public void Monitor_EveryKindOfDecision_HasARule() => Assert.Empty(Gaps.Between(Shipping.Decisions, RuleTable.Decisions));

    [Fact]
    public async Task Store_EveryOperationThatItServes_HasARule() => Assert.Empty(Gaps.Between(await Shipping.ServedAsync(new EmbeddedBackend()), RuleTable.Store));

    [Fact]
    public void Store_EveryRequestOfTheClient_IsSent() =>
        Assert.Equal(
            typeof(AmazonDynamoDBRequest).Assembly.GetTypes().Where(type => type.IsPublic && type.IsSubclassOf(typeof(AmazonDynamoDBRequest))).Select(type => type.Name).Order(StringComparer.Ordinal),
            Shipping.Requests().Select(method => method.GetParameters()[0].ParameterType.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Owner_EveryPublicOperation_HasARuleOrAReason() => Assert.Empty(Gaps.Between(Shipping.OwnerOperations, RuleTable.Owner));

    [Fact]
    public void Machine_EveryRule_IsObeyedOrSaysWhyNot()
    {
        Assert.Empty(Gaps.Unreasoned(RuleTable.Operations));
        Assert.Empty(Gaps.Unshipped(RuleTable.Operations, RuleTable.Unshipped.Select(each => each.Rule)));
    }

    [Fact]
    public async Task Lockstep_EveryEntry_IsDone()
    {
        var tally = new Tally();

        Assert.Null(await new LockstepMonitor().SearchAsync(Seed, cases: 512, tally, CancellationToken.None));
        Assert.Null(await new LockstepStore().SearchAsync(Seed, cases: 512, tally, CancellationToken.None));

        Assert.Empty(Gaps.Undone(RuleTable.Operations, tally));
    }

    [Fact]
    public void Gaps_AnOperationMore_IsToldOf() =>
        Assert.Equal(
            ["Activation.Forget ships without a rule: give it one in the machine, a place in RuleTable and a lockstep"],
            Gaps.Between(Shipping.MonitorOperations.Append("Activation.Forget"), RuleTable.Monitor));

    [Fact]
    public void Gaps_ARuleWithoutAnOperation_IsToldOf() =>
        Assert.Equal(
            ["nothing that ships obeys the machine's rule Receive"],
            Gaps.Unshipped(RuleTable.Operations.Where(entry => !entry.Rules.Contains(Rule.Receive)), RuleTable.Unshipped.Select(each => each.Rule)));

    [Fact]
    public void Gaps_AnEntryThatNobodyDid_IsToldOf() => Assert.Equal(["no lockstep did Query"], Gaps.Undone(RuleTable.Store.Where(entry => entry.Operation == "Query"), new Tally()));
}
