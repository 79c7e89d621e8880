namespace Trapeze.Sandbox.Results;

/// <summary>Why a confined run ended.</summary>
public enum SandboxEnd
{
    /// <summary>The program exited.</summary>
    Exited,

    /// <summary>A signal ended the program.</summary>
    Signaled,

    /// <summary>The program could not be started.</summary>
    NotStarted,

    /// <summary>It took too long.</summary>
    TooLong,

    /// <summary>It made too many processes.</summary>
    TooManyProcesses,

    /// <summary>Its processes had too much memory.</summary>
    TooMuchMemory,

    /// <summary>It wrote too much.</summary>
    TooMuchWritten,

    /// <summary>It printed too much.</summary>
    TooMuchOutput,

    /// <summary>It executed what no rule lets it execute.</summary>
    Executed,

    /// <summary>The caller gave it up.</summary>
    Cancelled,

    /// <summary>What confines it was ended.</summary>
    Lost,
}
