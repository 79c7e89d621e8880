namespace Trapeze.Sandbox.Rules;

/// <summary>What a confined program may do with a path and all below it.</summary>
[Flags]
public enum PathAccess
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read files, and list folders.</summary>
    Read = 1,

    /// <summary>Write files, make them, move and remove them.</summary>
    Write = 2,

    /// <summary>Execute programs.</summary>
    Execute = 4,
}
