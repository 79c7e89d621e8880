namespace Trapeze.Shim.Guard;

/// <summary>What became of a request's reply. It changes once, from <see cref="Undecided"/> (for a stream, twice).</summary>
internal enum Outcome
{
    /// <summary>Nobody has decided yet.</summary>
    Undecided,

    /// <summary>A part has gone out, and the function sends more.</summary>
    Streaming,

    /// <summary>The server has the function's reply, or a constant one because the function failed.</summary>
    Replied,

    /// <summary>The activation rose above its reply, and the caller gets the constant refusal.</summary>
    Refused,

    /// <summary>The function ended the connection.</summary>
    Aborted,
}
