namespace Trapeze.Shim.Events;

/// <summary>Which records have been taken, across processes: so that a replay starts nothing and a repeated id is published once.</summary>
/// <remarks>What is held is told apart from what is done: to take the one for the other loses the record if its holder fails.</remarks>
internal interface IClaims
{
    /// <summary>Takes the record of this id until a time by which it is completed or released, or free again.</summary>
    /// <exception cref="EventsUnavailableException">It cannot be known.</exception>
    Task<ClaimOutcome> TryClaimAsync(string id, DateTimeOffset until);

    /// <summary>The record is done, whether it was taken or not: nobody takes it before <paramref name="remembered"/>.</summary>
    /// <exception cref="EventsUnavailableException">It could not be kept.</exception>
    Task CompleteAsync(string id, DateTimeOffset remembered);

    /// <summary>The record was not done: it may be taken again.</summary>
    /// <exception cref="EventsUnavailableException">It could not be kept.</exception>
    Task ReleaseAsync(string id);
}
