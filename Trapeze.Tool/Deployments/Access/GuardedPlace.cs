using System.Collections.Immutable;

namespace Trapeze.Tool.Deployments.Access;

/// <summary>Something of a deployment that nobody but its functions and administrators may get at.</summary>
/// <param name="Kind">What it is, in a word: <c>table</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Service">The service, as actions begin: <c>dynamodb</c>.</param>
/// <param name="Targets">Its ARNs, as patterns.</param>
/// <param name="Own">The statements of its own policy.</param>
/// <param name="HasOwn">Whether it has to have one that keeps everybody else out.</param>
/// <param name="Harmless">Patterns of actions that anybody may have.</param>
/// <param name="Ungoverned">Patterns of actions that its own policy has no say in.</param>
/// <param name="Danger">What whoever gets at it can do.</param>
internal sealed record GuardedPlace(
    string Kind,
    string Name,
    string Service,
    ImmutableArray<string> Targets,
    ImmutableArray<AccessStatement> Own,
    bool HasOwn,
    ImmutableArray<string> Harmless,
    ImmutableArray<string> Ungoverned,
    string Danger);
