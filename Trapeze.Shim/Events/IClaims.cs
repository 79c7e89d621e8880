namespace Trapeze.Shim.Events;

/// <summary>Which records have been taken, across processes: so that a replay starts nothing and a repeated id is published once.</summary>
internal interface IClaims
{
    /// <summary>Takes the record of this id until a time by which it is completed or released, or free again.</summary>
    /// <returns>Whether it was free: not done, and not being done by another.</returns>
    Task<bool> TryClaimAsync(string id, DateTimeOffset until);

    /// <summary>The record is done: nobody takes it before <paramref name="remembered"/>.</summary>
    Task CompleteAsync(string id, DateTimeOffset remembered);

    /// <summary>The record was not done: it may be taken again.</summary>
    Task ReleaseAsync(string id);
}
