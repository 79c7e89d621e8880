namespace Trapeze.Evidence.Histories.Recording;

/// <summary>What an operation makes of a key.</summary>
internal enum Change
{
    None,
    Put,
    Delete,

    /// <summary>Takes the value and adds one to how often.</summary>
    Add,
}
