namespace Trapeze.Policy.Tests;

/// <summary>Policies that look as if something in them could never happen, and are right.</summary>
public sealed class FlowChecksTests
{
    private const string Labels = "trapeze: 1\nlabels:\n  public:\n  client(id): public\n  owner: client(*)\n  vault: public\n";
    private const string Rest = "channels:\n  reply: caller\n";
    private const string Client = "  - { when: { role: client }, are: client($sub) }\n";
    private const string Owner = "  - { when: { role: owner }, are: owner }\n";
    private const string Voucher = "  - { when: { role: owner }, are: owner ! owner }\n";
    private const string Vault = "  - { when: { role: vault }, are: vault }\n";

    [Theory]
    [InlineData(Client, "client(bob)")]
    [InlineData(Client, "[client(*), client(bob)]")]
    public void Callers_MemberThatMayBeOne_IsSomeCaller(string rules, string callers) =>
        Accepts(rules, $"  f: {{ on: GET /f, callers: {callers} }}\n");

    // An event carries any label, whoever may call the route beside it.
    [Fact]
    public void Raises_RouteAndEvent_IsNotJudgedByTheCallers() =>
        Accepts(Owner, "  f: { on: [GET /f, event e], callers: owner, raises: client($id) }\n");

    [Fact]
    public void From_RouteAndEvent_IsNotJudgedByTheCallers() =>
        Accepts(Owner, "  f: { on: [GET /f, event e], callers: owner }\n", "client($id)");

    [Fact]
    public void From_Event_IsNotJudgedByTheCallers() => Accepts(Owner, "  f: { on: event e }\n", "vault");

    [Fact]
    public void From_OneOfTheRaisesReachesIt_IsEnough() => Accepts(Owner, "  f: { on: event e, raises: [owner, vault] }\n", "vault");

    [Fact]
    public void From_OneOfTheCallersStartsBelow_IsEnough() => Accepts(Owner + Vault, "  f: { on: GET /f }\n  g: { on: event e }\n", "vault");

    [Theory]
    [InlineData("client($id)")]
    [InlineData("client(bob)")]
    [InlineData("owner")]
    public void From_EveryMemberIsRaisedTo_OneReachesIt(string from) => Accepts(Client, "  f: { on: event e, raises: client(*) }\n", from);

    // A member that is named may or may not be the caller.
    [Fact]
    public void From_MemberBesideALabel_IsNotJudged() => Accepts(Owner, "  f: { on: GET /f }\n  g: { on: event e, raises: client(*) }\n", "client(bob) & vault");

    [Fact]
    public void DecidedBy_OneOfTheCallersVouches_IsEnough() => Accepts(Client + Voucher, "  f: { on: GET /f, raises: owner }\n  g: { on: event e }\n", "owner", "owner");

    [Fact]
    public void DecidedBy_Event_ComesFromAnyCaller() =>
        Accepts(Client + Voucher, "  f: { on: [GET /f, event e], callers: client(*), raises: owner }\n", "owner", "owner");

    [Fact]
    public void DecidedBy_CallerWithANamedMember_MayVouch() =>
        Accepts("  - { when: { role: client }, are: client(bob) }\n", "  f: { on: event e, raises: owner }\n", "owner", "owner");

    [Fact]
    public void DecidedBy_CallerVouchedForByANamedMember_MayVouch() =>
        Accepts("  - { when: { role: client }, are: owner ! client(bob) }\n", "  f: { on: event e, raises: owner }\n", "owner", "owner");

    [Fact]
    public void DecidedBy_ParameterThatTheCallersDoNotBind_IsNotJudged() =>
        Accepts(Owner, "  f: { on: event e, raises: owner }\n", "owner", "client($id)");

    private static void Accepts(string callers, string functions, string? from = null, string? decidedBy = null)
    {
        var by = decidedBy is null ? "" : $", decidedBy: {decidedBy}";
        var way = from is null ? "" : $"declassifiers:\n  way: {{ from: {from}, to: public, code: Shop.Way, in: f, into: e{by} }}\n";
        PolicyFiles.Parse($"{Labels}callers:\n{callers}{Rest}functions:\n{functions}{way}");
    }
}
