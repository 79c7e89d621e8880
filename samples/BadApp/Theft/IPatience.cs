namespace BadApp.Theft;

/// <summary>How long the thief waits for replies that may never come.</summary>
public interface IPatience
{
    /// <summary>Ends when it is time to give up, or when all replies are in.</summary>
    Task WaitAsync(Way way, IReadOnlyList<Task> replies);
}
