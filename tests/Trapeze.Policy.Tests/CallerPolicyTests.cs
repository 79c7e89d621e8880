using System.Security.Claims;
using FsCheck.Fluent;
using Trapeze.Core.Labels;
using Trapeze.Testing;

namespace Trapeze.Policy.Tests;

public sealed class CallerPolicyTests
{
    private static readonly FlowPolicy Retail = PolicyFiles.Read("retail.yaml");
    private static readonly FlowPolicy Everything = PolicyFiles.Read("everything.yaml");

    [Fact]
    public void Resolve_FirstRuleThatFits_StartsAndRepliesAtItsLabel()
    {
        var labels = Retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", "alice")));

        Assert.Equal("client(alice)", labels?.Start.ToString());
        Assert.Equal(labels?.Start, labels?.Reply);
    }

    [Fact]
    public void Resolve_NoPrincipal_IsTheAnonymousCaller() => Assert.Equal("public", Retail.Callers.Resolve(null)?.Start.ToString());

    [Fact]
    public void Resolve_NoPrincipalAndNoAnonymousRule_IsRefused() =>
        Assert.Null(PolicyFiles.Parse("trapeze: 1\nlabels:\n  a:\nfunctions:\n  f: { on: event e, raises: a }\n").Callers.Resolve(null));

    [Theory]
    [InlineData("role", "Client")]
    [InlineData("Role", "client")]
    [InlineData("ROLE", "CLIENT")]
    [InlineData("role", "client ")]
    [InlineData("rôle", "client")]
    public void Resolve_OtherCase_DoesNotFit(string claim, string value) =>
        Assert.Null(Retail.Callers.Resolve(Principals.With((claim, value), ("sub", "alice"))));

    [Fact]
    public void Resolve_NoRuleFits_IsRefusedAndNotAnonymous() => Assert.Null(Retail.Callers.Resolve(Principals.With(("role", "nobody"), ("sub", "alice"))));

    [Fact]
    public void Resolve_ClaimSeveralTimes_FitsIfAnyValueDoes() =>
        Assert.Equal("client(alice)", Retail.Callers.Resolve(Principals.With(("role", "x"), ("role", "client"), ("role", "y"), ("sub", "alice")))?.Start.ToString());

    [Fact]
    public void Resolve_ParameterMissing_IsRefused() => Assert.Null(Retail.Callers.Resolve(Principals.With(("role", "client"))));

    [Fact]
    public void Resolve_ParameterEmpty_IsRefused() => Assert.Null(Retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", ""))));

    [Theory]
    [InlineData("alice", "bob")]
    [InlineData("alice", "")]
    [InlineData("", "alice")]
    public void Resolve_ParameterWithSeveralValues_IsRefused(string first, string second) =>
        Assert.Null(Retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", first), ("sub", second))));

    [Fact]
    public void Resolve_ParameterWithThreeValuesTheFirstAgain_IsRefused() =>
        Assert.Null(Retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", "alice"), ("sub", "bob"), ("sub", "alice"))));

    [Fact]
    public void Resolve_ParameterTwiceTheSame_IsThatValue() =>
        Assert.Equal("client(alice)", Retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", "alice"), ("sub", "alice")))?.Start.ToString());

    [Fact]
    public void Resolve_ParameterTooLong_IsRefused()
    {
        var longest = new string('x', LabelOrder.MaxParameterLength);

        Assert.NotNull(Retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", longest))));
        Assert.Null(Retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", longest + "x"))));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Resolve_OneOfTwoParametersTooLong_IsRefused(bool isFirst, bool isSecond)
    {
        var policy = PolicyFiles.Parse("""
            trapeze: 1
            labels: { user(id): , firm(id): }
            callers:
              - { when: verified, are: user($sub) & firm($org) }
            channels: { reply: caller }
            functions: { f: { on: GET /f } }
            """);

        Assert.NotNull(policy.Callers.Resolve(Principals.With(("sub", Value(false)), ("org", Value(false)))));
        Assert.Null(policy.Callers.Resolve(Principals.With(("sub", Value(isFirst)), ("org", Value(isSecond)))));

        static string Value(bool isTooLong) => new('x', LabelOrder.MaxParameterLength + (isTooLong ? 1 : 0));
    }

    [Fact]
    public void Resolve_ParametersThatTogetherAreTooLong_IsRefused()
    {
        var policy = PolicyFiles.Parse(
            "trapeze: 1\nlabels:\n" + string.Concat(Enumerable.Range(0, 6).Select(i => $"  f{i}(id):\n"))
            + $"callers:\n  - when: verified\n    are: {string.Join(" & ", Enumerable.Range(0, 6).Select(i => $"f{i}($sub)"))}\n"
            + "channels:\n  reply: caller\nfunctions:\n  f: { on: GET /f }\n");

        Assert.NotNull(policy.Callers.Resolve(Principals.With(("sub", "alice"))));
        Assert.Null(policy.Callers.Resolve(Principals.With(("sub", new string('é', LabelOrder.MaxParameterLength)))));
    }

    [Fact]
    public void Resolve_RuleFitsButIsUnbound_NoLaterRuleIsTried() =>
        Assert.Null(Everything.Callers.Resolve(Principals.With(("role", "photographer"))));

    [Fact]
    public void Resolve_EveryClaimOfARuleIsNeeded()
    {
        var verified = ("https://claims.example/verified", "true");

        Assert.Equal("client(a)", Everything.Callers.Resolve(Principals.With(("role", "client"), verified, ("sub", "a")))?.Start.ToString());
        Assert.Equal("auditor", Everything.Callers.Resolve(Principals.With(("role", "client"), ("sub", "a")))?.Start.ToString());
    }

    [Fact]
    public void Resolve_TwoParameters_BothAreFilledIn()
    {
        Assert.Equal("client(l) & client(r)", Everything.Callers.Resolve(Principals.With(("role", "team"), ("left", "l"), ("right", "r")))?.Start.ToString());
        Assert.Null(Everything.Callers.Resolve(Principals.With(("role", "team"), ("left", "l"))));
    }

    [Fact]
    public void Resolve_Integrity_StaysOnTheStartAndIsNotAskedOfTheReply()
    {
        var labels = Everything.Callers.Resolve(Principals.With(("role", "owner")));

        Assert.Equal("owner ! voucher", labels?.Start.ToString());
        Assert.Equal("owner", labels?.Reply.ToString());
    }

    [Fact]
    public void Resolve_IdentityThatIsNotAuthenticated_DoesNotCount()
    {
        Assert.Null(Retail.Callers.Resolve(Principals.Unauthenticated(("role", "client"), ("sub", "alice"))));
        Assert.Null(Retail.Callers.Resolve(new ClaimsPrincipal()));
        Assert.Null(Everything.Callers.Resolve(Principals.Unauthenticated(("role", "x"))));
    }

    [Fact]
    public void Resolve_ClaimsOfAnUnauthenticatedIdentityBesideAVerifiedOne_DoNotCount()
    {
        var principal = Principals.With(("sub", "alice"));
        principal.AddIdentity(new ClaimsIdentity([new Claim("role", "owner")]));

        Assert.Null(Retail.Callers.Resolve(principal));
    }

    [Theory]
    [InlineData("alice) & owner")]
    [InlineData("\") | public | client(\"")]
    [InlineData("*")]
    [InlineData("$sub")]
    [InlineData("a\nb")]
    public void Resolve_HostileValue_IsOneMemberAndNothingElse(string value)
    {
        var start = Retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", value)))!.Start;

        Assert.Equal(Retail.Order.Label("client", value), start);
        Assert.Equal(start, Retail.Order.Parse(start.ToString()));
    }

    [Fact]
    public void Resolve_RepliesAtAFixedLabel_WhereThePolicySaysSo()
    {
        var policy = PolicyFiles.Parse(File.ReadAllText(Path.Combine(PolicyFiles.Good, "retail.yaml")).Replace("reply:       caller", "reply:       public", StringComparison.Ordinal));

        Assert.Equal("public", policy.Callers.Resolve(Principals.With(("role", "client"), ("sub", "alice")))?.Reply.ToString());
        Assert.NotNull(policy.Reply);
    }

    [Fact]
    public void Resolve_Remembered_IsWhatItWouldBeAnew() =>
        Law.Holds(
            Gen.ListOf(Gen.Choose(0, 5_000)),
            subs => subs.All(sub => Retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", $"c{sub}")))!.Start.Equals(Retail.Order.Label("client", $"c{sub}"))),
            count: 200);
}
