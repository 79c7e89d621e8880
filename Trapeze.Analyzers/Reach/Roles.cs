namespace Trapeze.Analyzers.Reach;

/// <summary>As what code is run.</summary>
[Flags]
internal enum Roles
{
    None = 0,

    /// <summary>In an activation: by an endpoint, or by an event function.</summary>
    Function = 1,

    /// <summary>As trusted code, by a declassifier.</summary>
    Declassifier = 2,
}
