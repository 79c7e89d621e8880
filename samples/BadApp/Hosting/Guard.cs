namespace BadApp.Hosting;

/// <summary>What stands between the application's code and the world.</summary>
public enum Guard
{
    /// <summary>Nothing: one label for every row, every way out open.</summary>
    None,

    /// <summary>A guard that checks everything that is said, and lets a function's end be seen: termination-insensitive noninterference.</summary>
    Insensitive,

    /// <summary>Trapeze, as it ships.</summary>
    Trapeze,
}
