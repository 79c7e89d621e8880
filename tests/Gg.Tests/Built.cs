using Gg.Building;

namespace Gg.Tests;

/// <summary>A build, and all that could be seen of it.</summary>
internal sealed record Built(BuildResult Result, Told Told, IReadOnlyList<string> Seen);
