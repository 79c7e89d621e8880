namespace Trapeze.Sandbox.Printing;

/// <summary>Waiting for what ends on a thread that does things for all runs.</summary>
internal static class Elsewhere
{
    /// <summary>Ends after a task, and whoever waits for it goes on in the pool: not on the thread that has ended it.</summary>
    internal static Task Of(Task task) => task.IsCompleted ? task : task.ContinueWith(static ended => ended, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
}
