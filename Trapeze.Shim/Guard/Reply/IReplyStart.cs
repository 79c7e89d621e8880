namespace Trapeze.Shim.Guard.Reply;

/// <summary>Starts a reply: runs what wants to run before, and closes the headers.</summary>
internal interface IReplyStart
{
    /// <summary>Once; later calls end at once.</summary>
    Task StartAsync();
}
