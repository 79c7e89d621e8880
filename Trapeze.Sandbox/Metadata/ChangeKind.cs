namespace Trapeze.Sandbox.Metadata;

/// <summary>What is changed of a file besides its content; times by how a call writes them.</summary>
internal enum ChangeKind
{
    /// <summary>Who may do what with it.</summary>
    Mode,

    /// <summary>Whose it is.</summary>
    Owner,

    /// <summary>Two whole numbers of seconds.</summary>
    Seconds,

    /// <summary>Two times in seconds and microseconds.</summary>
    Microseconds,

    /// <summary>Two times in seconds and nanoseconds, or what stands for now and for as it is.</summary>
    Nanoseconds,
}
