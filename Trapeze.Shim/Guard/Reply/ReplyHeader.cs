namespace Trapeze.Shim.Guard.Reply;

/// <summary>Headers that the guard itself sends.</summary>
internal static class ReplyHeader
{
    /// <summary>The activation's id, chosen before the function starts, by which its developer finds its audit records.</summary>
    internal const string Activation = "Trapeze-Activation";
}
