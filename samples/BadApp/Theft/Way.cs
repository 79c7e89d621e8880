namespace BadApp.Theft;

/// <summary>The ways in which injected code tries to tell one bit of a secret to somebody who may not see it.</summary>
public enum Way
{
    /// <summary>Writes a record, or does not.</summary>
    Write,

    /// <summary>Loops for ever, or does not.</summary>
    Loop,

    /// <summary>Crashes, or does not.</summary>
    Crash,

    /// <summary>Is slow, or fast.</summary>
    Slow,

    /// <summary>Logs much, or little.</summary>
    Log,

    /// <summary>Writes so many records that a reader has to turn pages, or does not.</summary>
    Page,
}
