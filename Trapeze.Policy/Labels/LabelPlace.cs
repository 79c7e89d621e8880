namespace Trapeze.Policy.Labels;

/// <summary>Where a label is written, which decides what may stand in it.</summary>
internal enum LabelPlace
{
    /// <summary><c>are:</c> of a caller: <c>$name</c> is a claim.</summary>
    Caller,

    /// <summary>The anonymous caller: no parameters, for there are no claims.</summary>
    Anonymous,

    /// <summary>A label bound by an activation's start: <c>$name</c> is a family's parameter.</summary>
    Activation,

    /// <summary>Callers or raises of a function, where <c>client(*)</c> stands for every member.</summary>
    Raises,

    /// <summary>Callers of a function: <c>client(*)</c>, but no <c>$name</c>.</summary>
    Callers,

    /// <summary>A principal that vouches: secrecy only.</summary>
    Voucher,

    /// <summary>A record that nobody signed: no parameters, for nobody is named, and nobody who vouches.</summary>
    Unsigned,
}
