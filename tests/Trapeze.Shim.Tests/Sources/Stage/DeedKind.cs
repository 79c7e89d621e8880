namespace Trapeze.Shim.Tests.Sources.Stage;

/// <summary>How a function is to end.</summary>
internal enum DeedKind
{
    /// <summary>Well.</summary>
    Succeed,

    /// <summary>Badly, at the label of its event.</summary>
    Fail,

    /// <summary>Well, out of sight.</summary>
    Rise,

    /// <summary>Badly, out of sight.</summary>
    RiseAndFail,

    /// <summary>Not before it is let.</summary>
    Hang,

    /// <summary>Not before it is let, out of sight.</summary>
    RiseAndHang,

    /// <summary>Not before it is let, out of sight, where it goes only when it is told to.</summary>
    RiseLateAndHang,
}
