using System.Security.Claims;
using FsCheck.Fluent;
using Trapeze.Core.Labels;
using Trapeze.Testing;

namespace Trapeze.Policy.Tests;

public sealed class CallerPolicyTests
{
    private readonly FlowPolicy _retail = PolicyFiles.Read("retail.yaml");
    private readonly FlowPolicy _everything = PolicyFiles.Read("everything.yaml");

    [Fact]
    public void Resolve_FirstRuleThatFits_StartsAndRepliesAtItsLabel()
    {
        var labels = _retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", "alice")));

        Assert.Equal("client(alice)", labels?.Start.ToString());
        Assert.Equal(labels?.Start, labels?.Reply);
    }

    [Fact]
    public void Resolve_NoPrincipal_IsTheAnonymousCaller() => Assert.Equal("public", _retail.Callers.Resolve(null)?.Start.ToString());

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
        Assert.Null(_retail.Callers.Resolve(Principals.With((claim, value), ("sub", "alice"))));

    [Fact]
    public void Resolve_NoRuleFits_IsRefusedAndNotAnonymous() => Assert.Null(_retail.Callers.Resolve(Principals.With(("role", "nobody"), ("sub", "alice"))));

    [Fact]
    public void Resolve_ClaimSeveralTimes_FitsIfAnyValueDoes() =>
        Assert.Equal("client(alice)", _retail.Callers.Resolve(Principals.With(("role", "x"), ("role", "client"), ("role", "y"), ("sub", "alice")))?.Start.ToString());

    [Fact]
    public void Resolve_ClaimTwiceTheSame_FitsStill() =>
        Assert.Equal("client(alice)", _retail.Callers.Resolve(Principals.With(("role", "client"), ("role", "client"), ("sub", "alice")))?.Start.ToString());

    [Theory]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(300)]
    public void Resolve_ManyConditions_TheLastFitsToo(int count)
    {
        var rules = string.Concat(Enumerable.Range(0, count).Select(i => $"  - when: {{ role: r{i} }}\n    are: a\n"));
        var policy = PolicyFiles.Parse($"trapeze: 1\nlabels:\n  a:\ncallers:\n{rules}channels: {{ reply: caller }}\nfunctions:\n  f: {{ on: GET /f }}\n");

        Assert.Equal("a", policy.Callers.Resolve(Principals.With(("role", $"r{count - 1}")))?.Start.ToString());
        Assert.Null(policy.Callers.Resolve(Principals.With(("role", $"r{count}"))));
    }

    [Fact]
    public void Resolve_ParameterMissing_IsRefused() => Assert.Null(_retail.Callers.Resolve(Principals.With(("role", "client"))));

    [Fact]
    public void Resolve_ParameterEmpty_IsRefused() => Assert.Null(_retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", ""))));

    [Theory]
    [InlineData("alice", "bob")]
    [InlineData("alice", "")]
    [InlineData("", "alice")]
    public void Resolve_ParameterWithSeveralValues_IsRefused(string first, string second) =>
        Assert.Null(_retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", first), ("sub", second))));

    [Fact]
    public void Resolve_ParameterWithThreeValuesTheFirstAgain_IsRefused() =>
        Assert.Null(_retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", "alice"), ("sub", "bob"), ("sub", "alice"))));

    [Fact]
    public void Resolve_ParameterTwiceTheSame_IsThatValue() =>
        Assert.Equal("client(alice)", _retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", "alice"), ("sub", "alice")))?.Start.ToString());

    [Fact]
    public void Resolve_ParameterTooLong_IsRefused()
    {
        var longest = new string('x', LabelOrder.MaxParameterLength);

        Assert.NotNull(_retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", longest))));
        Assert.Null(_retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", longest + "x"))));
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
        Assert.Null(_everything.Callers.Resolve(Principals.With(("role", "photographer"))));

    [Fact]
    public void Resolve_EveryClaimOfARuleIsNeeded()
    {
        var verified = ("https://claims.example/verified", "true");

        Assert.Equal("client(a)", _everything.Callers.Resolve(Principals.With(("role", "client"), verified, ("sub", "a")))?.Start.ToString());
        Assert.Equal("auditor", _everything.Callers.Resolve(Principals.With(("role", "client"), ("sub", "a")))?.Start.ToString());
    }

    [Fact]
    public void Resolve_TwoParameters_BothAreFilledIn()
    {
        Assert.Equal("client(l) & client(r)", _everything.Callers.Resolve(Principals.With(("role", "team"), ("left", "l"), ("right", "r")))?.Start.ToString());
        Assert.Null(_everything.Callers.Resolve(Principals.With(("role", "team"), ("left", "l"))));
    }

    [Fact]
    public void Resolve_Integrity_StaysOnTheStartAndIsNotAskedOfTheReply()
    {
        var labels = _everything.Callers.Resolve(Principals.With(("role", "owner")));

        Assert.Equal("owner ! voucher", labels?.Start.ToString());
        Assert.Equal("owner", labels?.Reply.ToString());
    }

    [Fact]
    public void Resolve_IntegrityOfAClaim_IsFilledIn()
    {
        var policy = PolicyFiles.Parse("""
            trapeze: 1
            labels: { owner: , client(id): }
            callers:
              - { when: { by: one }, are: owner ! client($sub) }
              - { when: { by: two }, are: client($a) ! client($b) }
            channels: { reply: caller }
            functions: { f: { on: GET /f } }
            """);

        Assert.Equal("owner ! client(x)", policy.Callers.Resolve(Principals.With(("by", "one"), ("sub", "x")))?.Start.ToString());
        Assert.Equal("client(x) ! client(y)", policy.Callers.Resolve(Principals.With(("by", "two"), ("a", "x"), ("b", "y")))?.Start.ToString());
        Assert.Null(policy.Callers.Resolve(Principals.With(("by", "two"), ("a", "x"), ("b", new string('y', LabelOrder.MaxParameterLength + 1)))));
    }

    [Fact]
    public void Resolve_ReplyThatComesTooLarge_IsRefused()
    {
        var parts = Enumerable.Range(0, 6).Select(i => $"f{i}").ToList();
        var policy = PolicyFiles.Parse(
            "trapeze: 1\nlabels:\n" + string.Concat(parts.Select(part => $"  {part}(id):\n"))
            + $"  all(id): [{string.Join(", ", parts.Select(part => $"{part}(id)"))}]\n"
            + $"callers:\n  - when: verified\n    are: all($sub)\nchannels:\n  reply: {string.Join(" & ", parts.Select(part => $"{part}($id)"))}\nfunctions:\n  f: {{ on: GET /f }}\n");

        Assert.NotNull(policy.Callers.Resolve(Principals.With(("sub", "alice"))));
        Assert.Null(policy.Callers.Resolve(Principals.With(("sub", new string('é', LabelOrder.MaxParameterLength)))));
    }

    [Fact]
    public void Resolve_IdentityThatIsNotAuthenticated_DoesNotCount()
    {
        Assert.Null(_retail.Callers.Resolve(Principals.Unauthenticated(("role", "client"), ("sub", "alice"))));
        Assert.Null(_retail.Callers.Resolve(new ClaimsPrincipal()));
        Assert.Null(_everything.Callers.Resolve(Principals.Unauthenticated(("role", "x"))));
    }

    [Fact]
    public void Resolve_ClaimsOfAnUnauthenticatedIdentityBesideAVerifiedOne_DoNotCount()
    {
        var principal = Principals.With(("sub", "alice"));
        principal.AddIdentity(new ClaimsIdentity([new Claim("role", "owner")]));

        Assert.Null(_retail.Callers.Resolve(principal));
    }

    [Theory]
    [InlineData("alice) & owner")]
    [InlineData("\") | public | client(\"")]
    [InlineData("*")]
    [InlineData("$sub")]
    [InlineData("a\nb")]
    public void Resolve_HostileValue_IsOneMemberAndNothingElse(string value)
    {
        var start = _retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", value)))!.Start;

        Assert.Equal(_retail.Order.Label("client", value), start);
        Assert.Equal(start, _retail.Order.Parse(start.ToString()));
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
            subs => subs.All(sub => _retail.Callers.Resolve(Principals.With(("role", "client"), ("sub", $"c{sub}")))!.Start.Equals(_retail.Order.Label("client", $"c{sub}"))),
            count: 200);
}
