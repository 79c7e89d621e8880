namespace Trapeze.Evidence.Histories.Faults;

/// <summary>What can go wrong at one physical step.</summary>
public enum Fault
{
    None,

    /// <summary>An error; nothing was done.</summary>
    Before,

    /// <summary>The step is done, and the answer is lost.</summary>
    After,

    /// <summary>A time-out; the step is done later, or never.</summary>
    Late,

    /// <summary>The write's decision is asked for once more than needed.</summary>
    Twice,

    /// <summary>The storage itself fails, in the midst of what the step writes.</summary>
    Below,

    /// <summary>Another process is writing when the step begins.</summary>
    Held,

    /// <summary>A page breaks off in the midst.</summary>
    Torn,

    /// <summary>The process dies before the step.</summary>
    CrashBefore,

    /// <summary>The process dies inside the step.</summary>
    CrashInside,

    /// <summary>The process dies when the step is done, before it can tell.</summary>
    CrashAfter,
}
