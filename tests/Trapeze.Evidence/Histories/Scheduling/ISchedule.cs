namespace Trapeze.Evidence.Histories.Scheduling;

/// <summary>Who goes next.</summary>
internal interface ISchedule
{
    /// <summary>Whether all others stand still while one goes.</summary>
    bool StandsStill { get; }

    /// <summary>Runs all clients, and what they leave behind, to their ends.</summary>
    Task RunAsync(IEnumerable<Func<Task>> clients);

    /// <summary>Leaves something of a client's behind, which goes on by itself.</summary>
    void Leave(Func<Task> rest);

    /// <summary>Ends when it is the client's turn.</summary>
    Task TurnAsync(int client);

    /// <summary>Ends when the storage's work has ended.</summary>
    Task SettleAsync(Task work);
}
