namespace BadApp.Theft;

/// <summary>How long the thief waits for replies that may never come.</summary>
public interface IPatience
{
    /// <summary>Ends when it is time to give up, or when <paramref name="all"/> are in.</summary>
    /// <param name="all">Ends with the last reply.</param>
    /// <param name="answered">How many replies are in.</param>
    Task WaitAsync(Task all, Func<int> answered);
}
