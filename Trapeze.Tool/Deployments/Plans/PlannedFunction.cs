using System.Collections.Immutable;

namespace Trapeze.Tool.Deployments.Plans;

/// <summary>A function of the policy as one of Lambda's.</summary>
/// <param name="Name">The name that the policy gives it.</param>
/// <param name="Id">The name in the template: letters and digits.</param>
/// <param name="Routes">The routes of the HTTP API that start it.</param>
/// <param name="TakesEvents">Whether it has a queue of its own.</param>
/// <param name="Sources">Where its events come in from besides.</param>
internal sealed record PlannedFunction(string Name, string Id, ImmutableArray<PlannedRoute> Routes, bool TakesEvents, ImmutableArray<PlannedSource> Sources)
{
    /// <summary>Whether Lambda itself holds its events until it has run, and has to be told where those go that it cannot run.</summary>
    internal bool IsInvokedAsynchronously => Sources.Any(source => source.IsPushed);
}
