using Trapeze.Core.Labels;
using Trapeze.Evidence.Histories.Orders;
using static Trapeze.Evidence.Protocols.Cases.Deed;

namespace Trapeze.Evidence.Protocols.Cases;

/// <summary>The cases: small ones of which every schedule is run, and larger ones of which some are.</summary>
internal static class CaseList
{
    private const int Low = 0;
    private const int Left = 1;
    private const int Right = 2;
    private const int High = 3;
    private const int Public = 0;
    private const int Alice = 1;
    private const int Bob = 2;
    private const int Staff = 2;
    private const int Owner = 3;
    private const int Both = 5;
    private const int Either = 6;

    private static readonly Shape Family = Shape.All[0];
    private static readonly Shape Chain = Shape.All[1];
    private static readonly Shape Diamond = Shape.All[2];
    private static readonly Shape Integrity = Shape.All[3];

    private static readonly Shape Offices = new(
        "two offices",
        () => LabelOrder.CreateBuilder().Declare("client", "id").Declare("desk").Declare("audit").Declare("board")
            .Below("client", "desk").Below("client", "audit").Below("desk", "board").Below("audit", "board").Build(),
        ["client(A)", "client(A) & client(B)", "desk", "board"],
        ["1111", "0111", "0011", "0001"]);

    private static readonly Shape Fork = new(
        "fork",
        () => LabelOrder.CreateBuilder().Declare("low").Declare("left").Declare("apart").Declare("high")
            .Below("low", "left").Below("left", "high").Below("apart", "high").Build(),
        ["low", "left", "apart", "high"],
        ["1101", "0101", "0011", "0001"]);

    /// <summary>
    /// What does not hold: a facet that one label finds at two places, as copies that are on their way or as the facet itself and a copy, while others
    /// below see it at one of them already. The label may then go back to the older of theirs. And two concurrent writes, of a client and of both clients: the owner, who sees
    /// copies, may stay with another order of them than those who see the cells.
    /// </summary>
    public static IReadOnlyList<ProtocolCase> Open { get; } =
    [
        new("a copy on its way beside who has seen more", Integrity, At(0, Put), At(1, Put), At(2, Put), At(3, Get, PutIfPresent, Get)) { Sample = 200_000 },
        new("both clients' write beside one client's, under an owner", Family, At(Alice, Put), At(Both, PutIfPresent), At(Bob, Put), At(Owner, PutIfPresent, Get)) { Sample = 20_000 },
        new("two copies on their way", Family, At(Either, Put), At(Alice, Put, Get), new CaseClient(Bob, -3, Put), At(Both, Get, PutIfPresent, Get)) { Sample = 200_000 },
    ];

    /// <summary>What few schedules come to: each begins with the steps that lead there, and there is little left to choose.</summary>
    public static IReadOnlyList<ProtocolCase> Steered { get; } =
    [
        new("an inbox that moves on while an owner looks", Family, new CaseClient(Alice, 3, Put), new CaseClient(Bob, -3, Put), At(Owner, Add), At(Owner, Add)) { Course = "2 1111 33 22 4444 33", Sample = 2_000 },
        new("several keys, one of which moves on by far", Chain, At(Staff, Add.All), At(Staff, Put, Put, Put, Put, Put, Put)) { IsJoint = true, Faults = 1, Course = "111111 222222222222222222", Sample = 2_000 },
        new("a copy ahead of another", Family, At(Either, Put, Put), At(Both, Add)) { Course = "111111 111 22222", Sample = 2_000 },
        new("a lower write above what it outlives", Fork, new CaseClient(Low, -3, Put), At(Left, Put), At(Right, Put), At(High, Get, Get)) { Course = "1 333 222 44444 11 44444", Sample = 2_000 },
        new("a decision on what is newer than what is late", Diamond, new CaseClient(Left, 3, Put), new CaseClient(Right, -3, Put), At(High, PutIfPresent), At(High, Get, Get)) { Course = "11 2 3333 22 44444 3 44444", Sample = 2_000 },
        new("a sweep between two looks", Chain, At(Staff, Put, Rest, Get), At(Public, Rest, Put), At(Owner, Rest, Sweep)) { Course = "1111 11 11 2222 3333333333333333", Sample = 2_000 },
        new("a sweep beside a dead writer", Family, At(Alice, Put, Put), At(Owner, Rest, Sweep), At(Owner, Rest, Get, Get)) { Crashes = 1, Course = "1111 11", Sample = 2_000 },
        new("a sweep of what was outlived", Fork, new CaseClient(Low, -3, Put), At(Left, Put), At(Right, Put), At(High, Get, Rest, Sweep, Get)) { Course = "1 333 222 44444 11", Sample = 2_000 },
        new("a sweep of entries beside a slow writer", Family, At(Alice, Put), At(Owner, Rest, Sweep, Get)) { IsIndexed = true, Course = "1 222 1 11 222222", Sample = 2_000 },
        new("a sweep beside a slow delivery", Family, At(Alice, Put), At(Owner, Rest, Sweep, Get)) { IsIndexed = true, Faults = 1, Course = "11 11 1 222222222", Sample = 2_000 },
        new("a sweep beside a slow request", Family, At(Alice, Put), At(Owner, Nap, Sweep, Get)) { IsIndexed = true, Course = "11111 222222222", Sample = 2_000 },
        new("a slow copy over another", Family, At(Alice, Put), At(Bob, Put), At(Owner, Rest, Sweep, Get)) { IsIndexed = true, Faults = 1, Course = "222222222 11 11 1 333333333", Sample = 2_000 },
        new("a slow writer who is not sure", Chain, At(Staff, Add), At(Staff, Pause, Get)) { Faults = 1, Course = "111 222 1", Sample = 2_000 },
        new("a sweep of what was replaced", Family, At(Alice, Put), At(Bob, Put), At(Owner, Rest, Sweep, Get)) { Course = "1111 2222", Sample = 2_000 },
        new("a decision on a cell whose copy is read", Offices, At(0, Put), At(1, PutIfPresent), At(3, Add)) { Course = "111111 22222 33333", Sample = 2_000 },
    ];

    public static IReadOnlyList<ProtocolCase> All { get; } = [.. Small(), .. Faulty(), .. Leased(), .. Several(), .. Indexed(), .. Swept(), .. Large(), .. Steered];

    private static IEnumerable<ProtocolCase> Small() =>
    [
        new("two writers and a reader", Chain, At(Public, Put), At(Staff, Put), At(Staff, Get)),
        new("a deleter below", Chain, At(Public, Put, Delete), At(Staff, Put), At(Staff, Get)),
        new("a deleter above", Chain, At(Public, Put), At(Staff, Delete), At(Staff, PutIfAbsent)),
        new("a condition above", Chain, At(Public, Put), At(Staff, PutIf(11)), At(Staff, Get)),
        new("additions at one label", Chain, At(Staff, Add), At(Staff, Add)),
        new("additions above a write", Chain, At(Public, Put), At(Staff, Add), At(Staff, Add)),
        new("blind writes at one label", Chain, At(Public, Put), At(Public, Put), At(Public, PutIfPresent)),
        new("blind writes by clocks that are off", Chain, new CaseClient(Public, 3, Put), new CaseClient(Public, -3, Put, Get)),
        new("three labels, written", Chain, At(Public, Put), At(Staff, Put), At(Owner, Put)),
        new("three labels, read twice", Chain, At(Public, Put), At(Staff, Put), At(Owner, Get, Get)),
        new("two clients under an owner", Family, At(Alice, Put), At(Bob, Put), At(Owner, Get)),
        new("a client under an owner who writes", Family, At(Alice, Put), At(Owner, PutIfPresent), At(Owner, Get)),
        new("a client under an owner who writes, twice", Family, At(Alice, Put, Put), At(Owner, PutIfPresent, Get)),
        new("a client above the public", Family, At(Public, Put), At(Alice, Put), At(Owner, Get)),
        new("either client", Family, At(Either, Put), At(Alice, Put), At(Owner, Get)),
        new("either client, read by one", Family, At(Either, Put), At(Alice, Get, Put)),
        new("both clients", Family, new CaseClient(Alice, 3, Put), new CaseClient(Bob, -3, Put), At(Both, Get)),
        new("both clients, refused", Family, new CaseClient(Alice, 3, Put), new CaseClient(Bob, -3, Put), At(Both, PutIfAbsent, Get)) { Sample = 20_000 },
        new("two that cannot be compared", Diamond, new CaseClient(Left, 3, Put), new CaseClient(Right, -3, Put), At(High, Get)),
        new("two that cannot be compared, one after another", Diamond, new CaseClient(Left, 3, Put), new CaseClient(Right, -3, Put), At(High, Get, Get)) { Jumps = 1 },
        new("two above one", Diamond, At(Low, Put), At(Left, Put), At(Right, Put)),
        new("one client twice under an owner", Family, At(Alice, Put), At(Alice, Put), At(Owner, Get)),
        new("vouched for and not", Integrity, At(0, Put), At(1, Put), At(3, Get)),
    ];

    private static IEnumerable<ProtocolCase> Faulty() =>
    [
        new("an unknown outcome below", Chain, At(Public, Put), At(Staff, Get, Get)) { Faults = 1 },
        new("an unknown outcome at one label", Chain, At(Staff, Add), At(Staff, Add)) { Faults = 1 },
        new("two unknown outcomes", Chain, At(Staff, Add), At(Staff, Get)) { Faults = 2 },
        new("an unknown outcome under an owner", Family, At(Alice, Put), At(Owner, Get, Get)) { Faults = 1 },
        new("an unknown outcome among clients", Family, At(Alice, Put), At(Bob, Put), At(Owner, Get)) { Faults = 1, Sample = 20_000 },
        new("a late copy among clients", Family, At(Alice, Put), At(Bob, Put), At(Owner, Get, Get, Get)) { Faults = 1, Sample = 20_000 },
        new("a death below", Chain, At(Public, Put), At(Staff, Put), At(Staff, Get)) { Crashes = 1, Sample = 20_000 },
        new("a death under an owner", Family, At(Alice, Put, Put), At(Owner, Get, Get)) { Crashes = 1 },
    ];

    private static IEnumerable<ProtocolCase> Leased() =>
    [
        new("a first write below", Chain, At(Public, Put), At(Staff, Get, Get)) { Lease = 12, Jumps = 2 },
        new("a first write below a write", Chain, At(Public, Put), At(Staff, Get, PutIfAbsent)) { Lease = 12, Jumps = 2, Sample = 20_000 },
        new("a first write of either client", Family, At(Either, Put), At(Alice, Get, Get)) { Lease = 12, Jumps = 2, Sample = 20_000 },
        new("a first write under an owner", Family, At(Alice, Put), At(Owner, Get, Get)) { Lease = 12, Jumps = 1 },

        // A client with nothing else in sight: its writes are decided on what its cell held last.
        new("a cell that moves on", Family, At(Alice, Get, Add), At(Alice, Add)) { Lease = 12, Sample = 20_000 },
        new("a cell that moves on between two additions", Family, At(Alice, Add, Add), At(Alice, Add)) { Lease = 12, Sample = 20_000 },
        new("a cell that is emptied", Family, At(Alice, Put, PutIfAbsent, Get), At(Alice, Delete)) { Lease = 12, Sample = 20_000 },
        new("a cell above a first write", Family, At(Public, Put), At(Alice, Add, Add, Get)) { Lease = 12, Jumps = 2, Sample = 20_000 },
        new("a cell of unknown outcome", Family, At(Alice, Add, Add), At(Alice, Add)) { Lease = 12, Faults = 1, Sample = 20_000 },
        new("a client's cell under an owner", Family, At(Alice, Add, Add), At(Owner, PutIfPresent, Get)) { Lease = 12, Sample = 20_000 },
    ];

    private static IEnumerable<ProtocolCase> Several() =>
    [
        new("two keys at one label", Chain, At(Staff, Put.All), At(Staff, Get.All)) { IsJoint = true },
        new("two keys, written twice", Chain, At(Staff, Put.All), At(Staff, Put.All), At(Staff, Get.All)) { IsJoint = true, Sample = 20_000 },
        new("two keys and one of them", Chain, At(Staff, Add.All), At(Staff, Put.OfSecond), At(Staff, Get.All)) { IsJoint = true, Sample = 20_000 },
        new("a condition on two keys", Chain, At(Staff, PutIfAbsent.All), At(Staff, Put.OfSecond, Delete.OfSecond)) { IsJoint = true },
        new("conditions on two keys", Chain, At(Staff, PutIfAbsent.All), At(Staff, PutIfAbsent.All), At(Staff, Delete)) { IsJoint = true, Sample = 20_000 },
        new("a key that is only asked about", Chain, At(Staff, PutIfAbsent.FirstIfAll, Get.All), At(Staff, PutIfAbsent.OfSecond), At(Staff, Get)) { IsJoint = true, Sample = 20_000 },
        new("two keys, each asked about by the other", Chain, At(Staff, PutIfAbsent.FirstIfAll), At(Staff, PutIfAbsent.OfSecond, Get)) { IsJoint = true },
        new("two keys below", Chain, At(Public, Put.All), At(Staff, Get.All, Get)) { IsJoint = true },
        new("two keys below, and a condition above", Chain, At(Public, Put.All), At(Staff, PutIfPresent.All)) { Sample = 20_000 },
        new("two keys above a write", Chain, At(Public, Put), At(Staff, Put.All), At(Staff, Get, Get.OfSecond)) { Sample = 20_000 },
        new("two keys of clients", Family, At(Alice, Put.All), At(Bob, Put.All), At(Owner, Get, Get)) { Sample = 20_000 },
        new("two keys that cannot be compared", Diamond, new CaseClient(Left, 3, Put.All), new CaseClient(Right, -3, Put), At(High, Get, Get)) { Sample = 20_000 },
        new("an unknown outcome of two keys", Chain, At(Staff, Add.All), At(Staff, Add.All)) { IsJoint = true, Faults = 1, Sample = 40_000 },
        new("a death among two keys", Chain, At(Staff, Put.All, Add.All), At(Staff, Get.All, Get.All)) { IsJoint = true, Crashes = 1, Sample = 20_000 },
    ];

    private static IEnumerable<ProtocolCase> Indexed() =>
    [
        new("an item that moves", Chain, At(Staff, Put, Put), At(Staff, Put)) { IsIndexed = true, Sample = 20_000 },
        new("items of clients that move", Family, At(Alice, Put, Delete), At(Bob, Put, Put), At(Owner, Get)) { IsIndexed = true, Sample = 20_000 },
        new("two items that move at once", Family, At(Alice, Put.All), At(Alice, Add.All), At(Owner, Put)) { IsIndexed = true, Sample = 20_000 },
        new("an item that moves under faults", Family, At(Alice, Put, Put), At(Bob, Put), At(Alice, Add)) { IsIndexed = true, Faults = 2, Crashes = 1, Sample = 20_000 },
    ];

    private static IEnumerable<ProtocolCase> Swept() =>
    [
        new("a sweep of what is superseded", Chain, At(Staff, Put, Rest, Get), At(Public, Put, Rest, Put), At(Owner, Rest, Sweep, Get)) { Sample = 20_000 },
        new("a sweep while its label writes", Chain, At(Staff, Put, Rest, Add), At(Public, Put), At(Owner, Rest, Sweep, Get)) { Sample = 20_000 },
        new("a sweep of clients' copies", Family, At(Alice, Put, Rest, Put), At(Public, Put, Rest, Get), At(Owner, Put, Rest, Sweep, Get)) { Sample = 20_000 },
        new("a sweep of what two clients wrote", Family, At(Alice, Put, Rest, Get), At(Bob, Put, Rest, Put), At(Owner, PutIfPresent, Rest, Sweep, Get)) { Sample = 20_000 },
        new("a sweep that delivers", Family, At(Alice, Put, Rest, Get), At(Bob, Rest, Put), At(Owner, Rest, Sweep, Get)) { Crashes = 1, Sample = 20_000 },
        new("a sweep beside a late writer", Family, At(Alice, Put, Put, Rest, Put), At(Owner, Rest, Sweep), At(Owner, Rest, Get, PutIfPresent)) { Crashes = 1, Sample = 20_000 },
        new("two sweeps", Family, At(Alice, Put, Rest, Delete), At(Public, Put), At(Owner, Rest, Sweep), At(Owner, Put, Rest, Sweep)) { Sample = 20_000 },
        new("a sweep of either client's", Family, At(Either, Put, Rest, Put), At(Alice, Put, Rest, Get), At(Owner, Put, Rest, Sweep, Get)) { Sample = 20_000 },
        new("a sweep in a diamond", Diamond, At(Low, Put, Rest, Put), At(Left, Put, Rest, Get), At(Right, Put), At(High, PutIfPresent, Rest, Sweep, Get)) { Sample = 20_000 },
        new("a sweep of entries", Family, At(Alice, Put, Rest, Put), At(Public, Put, Rest, Get), At(Owner, Put, Rest, Sweep, Get)) { IsIndexed = true, Sample = 20_000 },
        new("a sweep of entries after a death", Family, At(Alice, Put, Rest, Put), At(Owner, Rest, Sweep), At(Owner, Rest, Sweep, Get)) { IsIndexed = true, Crashes = 1, Sample = 20_000 },
        new("a sweep of entries too soon", Family, At(Alice, Put), At(Owner, Sweep, Get)) { IsIndexed = true, Sample = 20_000 },
        new("a sweep too soon", Family, At(Alice, Put), At(Public, Put), At(Owner, Put, Sweep, Get)) { Sample = 20_000 },
        new("a sweep that delivers what was lost", Family, At(Alice, Put, Rest, Get), At(Owner, Rest, Sweep, Get)) { Faults = 1, Agrees = true, Sample = 20_000 },
        new("a sweep under faults", Family, At(Alice, Put, Rest, Put), At(Public, Put), At(Owner, Put, Rest, Sweep, Get)) { Faults = 2, Sample = 20_000 },
    ];

    private static IEnumerable<ProtocolCase> Large() =>
    [
        new("a long chain", Chain, At(Public, Put, Put), At(Staff, PutIfPresent, Add), At(Owner, Get, Add), At(Owner, Get, Get)) { Sample = 20_000 },
        new("a busy label", Chain, At(Staff, Add, Add), At(Staff, Add, Delete), At(Staff, Add, Get), At(Public, Put)) { Sample = 20_000, Faults = 2 },
        new("a busy chain under faults", Chain, At(Public, Put, Delete), At(Staff, Add, Get), At(Owner, Put, Get), At(Staff, PutIfAbsent)) { Sample = 20_000, Faults = 2, Crashes = 1 },
        new("a busy family", Family, At(Public, Put, Delete), At(Alice, Put, Add), At(Bob, Put, Delete), At(Owner, Get, Add, Get)) { Sample = 20_000 },
        new("a busy family under faults", Family, At(Public, Put), At(Alice, Put, Add), At(Bob, Put, Delete), At(Owner, Get, PutIfPresent, Get)) { Sample = 20_000, Faults = 2, Crashes = 1 },
        new("either and both", Family, At(Either, Put, Delete), At(Alice, Put, Get), At(Bob, Put), At(Owner, Get, Get)) { Sample = 20_000 },
        new("a reader of both", Family, new CaseClient(Alice, 3, Put, Put), new CaseClient(Bob, -3, Put, Put), At(Both, Get, Get), At(Public, Put)) { Sample = 20_000, Jumps = 1 },
        new("writers of both", Family, new CaseClient(Alice, 3, Put, Get), new CaseClient(Bob, -3, Put), At(Both, PutIfPresent, Get), At(Both, Get)) { Sample = 20_000, Jumps = 1 },
        new("a diamond read", Diamond, At(Low, Put), new CaseClient(Left, 3, Put), new CaseClient(Right, -3, Put), At(High, Get, Get, Get)) { Sample = 20_000, Jumps = 1 },
        new("a diamond written", Diamond, At(Low, Put, Delete), new CaseClient(Left, 3, Put, Add), new CaseClient(Right, -3, Put), At(High, PutIfPresent, Get)) { Sample = 20_000, Jumps = 1 },
        new("a diamond under faults", Diamond, At(Low, Put), new CaseClient(Left, 3, Put), new CaseClient(Right, -3, Put, Put), At(High, Get, Add, Get)) { Sample = 20_000, Faults = 2, Jumps = 1 },
        new("integrity", Integrity, At(0, Put), At(1, Put, Get), At(3, Get, Add)) { Sample = 20_000, Jumps = 1 },
    ];

    private static CaseClient At(int label, params Deed[] deeds) => new(label, 0, deeds);
}
