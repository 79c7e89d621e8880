using Trapeze.Evidence.Histories.Programs;
using Trapeze.Evidence.Histories.Recording;
using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Evidence.Protocols.Cases;

/// <summary>One operation of a client.</summary>
/// <param name="Change">What it writes; nothing: it reads.</param>
/// <param name="Test">What it asks before.</param>
/// <param name="Asked">The value that the test asks for.</param>
internal sealed record Deed(Change Change, TestKind Test = TestKind.None, int Asked = 0)
{
    /// <summary>Which key it is about.</summary>
    public int Key { get; init; }

    /// <summary>Whether it is about all keys, in one step.</summary>
    public bool IsOnAll { get; init; }

    /// <summary>Whether it writes the first key alone, and asks about all.</summary>
    public bool IsOfFirst { get; init; }

    /// <summary>For how long from the beginning it does nothing, in microseconds.</summary>
    public long Waits { get; init; }

    /// <summary>Whether it does nothing until all that was on its way before has long arrived, or never will.</summary>
    public bool Rests => Waits > FacetMaker.OnTheWay;

    /// <summary>Whether it goes through the whole table, and delivers and takes away what is due.</summary>
    public bool Sweeps { get; init; }

    /// <summary>The same of the first key, if what it asks is so of all keys; in one step.</summary>
    public Deed FirstIfAll => this with { IsOnAll = true, IsOfFirst = true };

    /// <summary>The same of all keys, in one step.</summary>
    public Deed All => this with { IsOnAll = true };

    /// <summary>The same of the second key.</summary>
    public Deed OfSecond => this with { Key = 1 };

    public static Deed Rest { get; } = new(Change.None) { Waits = 12 * FacetMaker.OnTheWay };

    /// <summary>Nothing, until what was on its way has arrived, but for requests that take very long.</summary>
    public static Deed Nap { get; } = new(Change.None) { Waits = FacetMaker.OnTheWay * 6 / 5 };

    /// <summary>Nothing, until a writer that began at first gives up.</summary>
    public static Deed Pause { get; } = new(Change.None) { Waits = FacetMaker.OnTheWay / 3 };

    public static Deed Sweep { get; } = new(Change.None) { Sweeps = true };

    public static Deed Get { get; } = new(Change.None);

    public static Deed Put { get; } = new(Change.Put);

    public static Deed Delete { get; } = new(Change.Delete);

    public static Deed Add { get; } = new(Change.Add);

    public static Deed PutIfAbsent { get; } = new(Change.Put, TestKind.Absent);

    public static Deed PutIfPresent { get; } = new(Change.Put, TestKind.Present);

    public static Deed PutIf(int value) => new(Change.Put, TestKind.Equals, value);

    public override string ToString() => Rests ? "rests" : Waits > 0 ? "pauses" : Sweeps ? "sweeps" : (Test == TestKind.None ? $"{Change}" : $"{Change}If{Test}{(Test == TestKind.Equals ? $"{Asked}" : "")}") + (IsOfFirst ? " of the first, asked of all" : IsOnAll ? " of all" : Key > 0 ? $" of k{Key}" : "");
}
