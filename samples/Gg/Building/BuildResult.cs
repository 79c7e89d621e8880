using System.Collections.Immutable;
using Gg.Blobs;
using Gg.Graphs;

namespace Gg.Building;

/// <summary>What a build has made.</summary>
/// <param name="Outputs">What each step made.</param>
/// <param name="Run">How many of them a tool was run for; the others had been made before.</param>
public sealed record BuildResult(ImmutableDictionary<Step, BlobHash> Outputs, int Run);
