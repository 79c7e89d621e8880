using Trapeze.Core.Activations;
using Trapeze.Policy.Channels;
using Trapeze.Policy.Tables;

namespace Trapeze.Policy.Tests;

public sealed class FlowPolicyTests
{
    private readonly FlowPolicy _policy = PolicyFiles.Read("everything.yaml");

    [Fact]
    public void Channels_AreAsWritten()
    {
        var mail = _policy.Channels["mail"];
        var cards = _policy.Channels["cards"];

        Assert.Equal((ChannelKind.Smtp, new Uri("smtp://localhost:2525")), (mail.Kind, mail.Address));
        Assert.Equal((ChannelKind.Http, new Uri("https://cards.example:8443/v1/")), (cards.Kind, cards.Address));
        Assert.Equal(
            [ChannelKind.Log, ChannelKind.Metrics, ChannelKind.Trace],
            new[] { "log", "metrics", "trace" }.Select(name => _policy.Channels[name].Kind));
        Assert.False(_policy.Channels.ContainsKey("reply"));
        Assert.Null(_policy.Reply);
    }

    [Fact]
    public void For_OpenParameter_IsBoundByTheStartLabel()
    {
        var channel = _policy.Channels["cards"].For(_policy.Order.Label("client", "alice"));

        Assert.Equal("card(alice)", channel?.Label.ToString());
        Assert.Equal("client(alice)", channel?.Answers.ToString());
    }

    [Theory]
    [InlineData("public")]
    [InlineData("client(alice) & client(bob)")]
    [InlineData("client(alice) & photographer(peter)")]
    [InlineData("client(alice) | client(bob)")]
    public void For_NoneOrSeveralValues_IsRefused(string start) => Assert.Null(_policy.Channels["cards"].For(_policy.Order.Parse(start)));

    [Fact]
    public void For_SeveralAtomsThatAgree_IsBound() =>
        Assert.Equal("card(a)", _policy.Channels["cards"].For(_policy.Order.Parse("client(a) & photographer(a)"))?.Label.ToString());

    [Fact]
    public void For_Formula_IsCanonical() =>
        Assert.Equal("auditor", _policy.Channels["pair"].For(_policy.Order.Parse("client(a)"))?.Label.ToString().Split(" & ")[0]);

    [Fact]
    public void Admits_OnlyWhatThePatternsName()
    {
        var purchase = _policy.Functions["purchase"];

        Assert.True(purchase.Admits(_policy.Order.Parse("client(x)")));
        Assert.True(purchase.Admits(_policy.Order.Parse("owner ! voucher")));
        Assert.True(purchase.Admits(_policy.Order.Parse("owner")));
        Assert.False(purchase.Admits(_policy.Order.Parse("public")));
        Assert.False(purchase.Admits(_policy.Order.Parse("photographer(x)")));
        Assert.False(purchase.Admits(_policy.Order.Parse("client(x) & client(y)")));
        Assert.False(purchase.Admits(_policy.Order.Parse("client(x) | client(y)")));
        Assert.False(purchase.Admits(_policy.Order.Top));
        Assert.False(purchase.Admits(_policy.Order.Bottom));
        Assert.True(_policy.Functions["catalog"].Admits(_policy.Order.Parse("public")));
    }

    [Fact]
    public void Admits_IntegrityThatIsAskedFor_HasToBeThere()
    {
        var policy = PolicyFiles.Parse(
            "trapeze: 1\nlabels:\n  o:\n  v: o\ncallers:\n  - when: { r: v }\n    are: o ! v\n  - when: verified\n    are: o\nchannels: { reply: caller }\nfunctions:\n  f: { on: GET /, callers: o ! o }\n");

        Assert.True(policy.Functions["f"].Admits(policy.Order.Parse("o ! v")));
        Assert.True(policy.Functions["f"].Admits(policy.Order.Parse("o ! o")));
        Assert.False(policy.Functions["f"].Admits(policy.Order.Parse("o")));
    }

    [Theory]
    [InlineData("catalog", "client(a)", "client(a)", true)]
    [InlineData("catalog", "client(a)", "card(a)", false)]
    [InlineData("purchase", "client(a)", "card(a)", true)]
    [InlineData("purchase", "client(a)", "card(b)", true)]
    [InlineData("purchase", "client(a)", "owner", false)]
    [InlineData("purchase", "client(a)", "cardCompany & owner", false)]
    [InlineData("purchase", "client(a)", "top", false)]
    [InlineData("release", "owner", "top", true)]
    [InlineData("photo", "public", "client(a)", true)]
    [InlineData("photo", "public", "client(a) | card(b)", true)]
    [InlineData("photo", "public", "client(a) & client(b)", false)]
    [InlineData("photo", "public", "card(a)", false)]
    [InlineData("photo", "public", "public", true)]
    [InlineData("photo", "voucher", "voucher", true)]
    [InlineData("named", "public", "client(\"al ice\")", true)]
    [InlineData("named", "public", "client(bob)", true)]
    [InlineData("named", "public", "client(carol)", false)]
    public void ClearanceFor_PermitsUpToWhatRaisesSays(string function, string start, string target, bool permitted)
    {
        var from = _policy.Order.Parse(start);

        Assert.Equal(permitted, _policy.Functions[function].ClearanceFor(from).Permits(from, _policy.Order.Parse(target)));
    }

    [Fact]
    public void ClearanceFor_ParameterOfTheStart_IsNoOtherMember()
    {
        var policy = PolicyFiles.Parse("trapeze: 1\nlabels:\n  c(id):\n  k(id): c(id)\nfunctions:\n  f: { on: event e, raises: k($id) }\n");
        var start = policy.Order.Parse("c(a)");
        var clearance = policy.Functions["f"].ClearanceFor(start);

        Assert.True(clearance.Permits(start, policy.Order.Parse("k(a)")));
        Assert.False(clearance.Permits(start, policy.Order.Parse("k(b)")));
        Assert.False(clearance.Permits(start, policy.Order.Parse("c(a) & k(b)")));
        Assert.False(clearance.Permits(policy.Order.Parse("c(a) & c(b)"), policy.Order.Parse("k(a) & k(b)")));
    }

    [Fact]
    public void ClearanceFor_WithoutRaises_IsNone() =>
        Assert.Same(Clearance.None, _policy.Functions["feed"].ClearanceFor(_policy.Order.Parse("public")));

    [Fact]
    public void Tables_AreAsWritten()
    {
        Assert.Equal((new KeyAttribute("id", KeyType.String), null), (_policy.Tables["catalog"].Hash, _policy.Tables["catalog"].Sort));
        Assert.Equal(new KeyAttribute("at", KeyType.Number), _policy.Tables["price"].Sort);
        Assert.Equal(new KeyAttribute("hash", KeyType.Binary), _policy.Tables["blobs"].Hash);
    }

    [Fact]
    public void Tables_IndexesAndTtl_AreAsWritten()
    {
        var tasks = _policy.Tables["tasks"];

        Assert.Equal("ends", tasks.TimeToLive);
        Assert.Null(_policy.Tables["catalog"].TimeToLive);
        Assert.Empty(_policy.Tables["catalog"].Indexes);
        Assert.Equal(
            ["byOwner owner at everything", "byState state  ", "byTitle title  everything", "byRank  rank title text"],
            tasks.Indexes.Select(index => $"{index} {index.Hash?.Name} {index.Sort?.Name} {(index.Projects is { } projects ? string.Join(' ', projects) : "everything")}"));
        Assert.Equal(KeyType.Number, tasks.Indexes[3].Sort?.Type);
    }

    [Theory]
    [InlineData("{ key: id, sort: at }", false)]
    [InlineData("{ key: id, ttl: ends }", false)]
    [InlineData("{ key: id }", false)]
    [InlineData("{ key: id, indexes: { byOwner: { key: owner, sort: at } } }", false)]
    [InlineData("{ key: id, indexes: { byOwner: { key: owner, projects: keys } } }", false)]
    [InlineData("{ key: id, indexes: { byOwner: { key: owner, projects: [title] } } }", false)]
    [InlineData("{ key: id, indexes: { owners: { key: owner } } }", false)]
    [InlineData("{ key: id, indexes: { byOwner: { key: owner number } } }", false)]
    [InlineData("{ key: id, indexes: { byOwner: { key: owner, projects: all } } }", true)]
    public void IsAs_TableDeclaredOtherwise_IsAnother(string other, bool same)
    {
        static TablePolicy Table(string text) => PolicyFiles.Parse($"trapeze: 1\nlabels:\n  c:\ntables:\n  things: {text}\nfunctions:\n  f: {{ on: event e, raises: c }}\n").Tables["things"];

        Assert.Equal(same, Table("{ key: id, indexes: { byOwner: { key: owner } } }").IsAs(Table(other)));
        Assert.Equal(same, Table(other).IsAs(Table("{ key: id, indexes: { byOwner: { key: owner } } }")));
    }

    [Fact]
    public void Subscribers_AreTheFunctionsOfTheEvent()
    {
        Assert.Equal(["photo"], _policy.Subscribers("photo.taken").Select(function => function.Name));
        Assert.Empty(_policy.Subscribers("Photo.Taken"));
        Assert.Empty(_policy.Subscribers("photo"));
    }

    [Fact]
    public void Functions_RoutesAndStreams_AreAsWritten()
    {
        Assert.Equal(["GET /categories", "GET /products/{id}"], _policy.Functions["catalog"].Routes.Select(route => route.ToString()));
        Assert.True(_policy.Functions["feed"].Streams);
        Assert.False(_policy.Functions["catalog"].Streams);
    }

    [Fact]
    public void Declassifiers_For_FillsInTheStartsParameter()
    {
        var approved = _policy.Declassifiers["approved"];
        var right = approved.For(_policy.Order.Parse("client(alice)"));

        Assert.Equal(("cardCompany", "client(alice)"), (right?.From.ToString(), right?.To.ToString()));
        Assert.Equal("purchase", right?.Function);
        Assert.Equal(["purchase.again"], right?.Sinks);
        Assert.Equal((1, "Shop.Approved"), (approved.ReleasesBits, approved.Code));
        Assert.Null(right?.Integrity);
        Assert.Null(approved.For(_policy.Order.Parse("owner")));
        Assert.NotEqual(right?.To, approved.For(_policy.Order.Parse("client(bob)"))?.To);
    }

    [Fact]
    public void Declassifiers_DecidedBy_AsksForIntegrity()
    {
        var release = _policy.Declassifiers["releaseProduct"];

        Assert.Equal("voucher", release.For(_policy.Order.Parse("owner ! voucher"))?.Integrity?.ToString());
        Assert.Equal(["catalog", "price", "mail"], release.Into.AsEnumerable());
    }

    [Fact]
    public void Read_SameOrder_KeepsTheOrderObject()
    {
        var text = File.ReadAllText(Path.Combine(PolicyFiles.Good, "everything.yaml"));

        var same = PolicyFiles.Valid(PolicyReader.Read(text, "policy.yaml", _policy.Order));
        var other = PolicyFiles.Valid(PolicyReader.Read(text.Replace("  voucher:\n", "  voucher: public\n", StringComparison.Ordinal), "policy.yaml", _policy.Order));

        Assert.Same(_policy.Order, same.Order);
        Assert.Same(_policy.Order, same.Channels["mail"].For(_policy.Order.Label("public"))!.Label.Order);
        Assert.NotSame(_policy.Order, other.Order);
    }

    [Fact]
    public void For_ParameterOfTheLabelOrOfTheAnswersAlone_IsBound()
    {
        var policy = PolicyFiles.Parse("""
            trapeze: 1
            labels: { public: , client(id): public }
            channels:
              one: { http: http://one.example/, label: client($id) }
              two: { http: http://two.example/, label: public, answers: client($id) }
            functions: { f: { on: event e, raises: client(*) } }
            """);
        var start = policy.Order.Label("client", "alice");

        Assert.Equal("client(alice)", policy.Channels["one"].For(start)?.Label.ToString());
        Assert.Equal("client(alice)", policy.Channels["two"].For(start)?.Answers.ToString());
        Assert.Null(policy.Channels["two"].For(policy.Order.Label("public")));
    }

    [Fact]
    public void Declassifiers_ParameterOfOneLabelAlone_IsBound()
    {
        var policy = PolicyFiles.Parse("""
            trapeze: 1
            labels: { public: , client(id): public, owner: client(*) }
            functions: { f: { on: event e, raises: [client(*), owner] } }
            declassifiers:
              from: { from: client($id), to: public, code: A.B, in: f, into: e }
              by: { from: owner, to: public, code: A.B, in: f, into: e, decidedBy: client($id) }
            """);
        var start = policy.Order.Label("client", "alice");

        Assert.Equal("client(alice)", policy.Declassifiers["from"].For(start)?.From.ToString());
        Assert.Equal("client(alice)", policy.Declassifiers["by"].For(start)?.Integrity?.ToString());
    }

    [Fact]
    public void ClearanceFor_Top_IsEverything()
    {
        var policy = PolicyFiles.Parse("trapeze: 1\nlabels:\n  a:\nfunctions:\n  f: { on: event e, raises: [a, top] }\n");

        Assert.Same(Clearance.Everything, _policy.Functions["release"].ClearanceFor(_policy.Order.Parse("owner")));
        Assert.Same(Clearance.Everything, policy.Functions["f"].ClearanceFor(policy.Order.Parse("a")));
    }

    [Fact]
    public void Subscribers_AreInTheOrderOfTheirNames()
    {
        var policy = PolicyFiles.Parse("trapeze: 1\nlabels:\n  a:\nfunctions:\n  m: { on: event e, raises: a }\n  z: { on: event e }\n  b: { on: event e }\n");

        Assert.Equal(["b", "m", "z"], policy.Subscribers("e").Select(function => function.Name));
    }

    [Fact]
    public void NoLabelOrName_Throws()
    {
        Assert.Throws<ArgumentNullException>("start", () => _policy.Channels["mail"].For(null!));
        Assert.Throws<ArgumentNullException>("start", () => _policy.Declassifiers["releaseProduct"].For(null!));
        Assert.Throws<ArgumentNullException>("start", () => _policy.Functions["feed"].ClearanceFor(null!));
        Assert.Throws<ArgumentNullException>("callerStart", () => _policy.Functions["feed"].Admits(null!));
        Assert.Throws<ArgumentNullException>("eventName", () => _policy.Subscribers(null!));
    }
}
