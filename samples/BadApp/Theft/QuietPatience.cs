namespace BadApp.Theft;

/// <summary>Gives up when no reply has come for a while.</summary>
public sealed class QuietPatience(TimeSpan quiet, TimeProvider time) : IPatience
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public async Task WaitAsync(Way way, IReadOnlyList<Task> replies)
    {
        var all = Task.WhenAll(replies);
        var (last, since) = (0, time.GetTimestamp());
        while (!all.IsCompleted && time.GetElapsedTime(since) < quiet)
        {
            await Task.WhenAny(all, Task.Delay(Look, time));
            if (replies.Count(reply => reply.IsCompleted) is var now && now > last)
            {
                (last, since) = (now, time.GetTimestamp());
            }
        }
    }
}
