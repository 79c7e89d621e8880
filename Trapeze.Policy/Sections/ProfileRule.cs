using System.Collections.Immutable;
using Trapeze.Policy.Profiles;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>What a policy says of a profile; what could not be read is left out.</summary>
internal sealed record ProfileRule(
    ImmutableArray<ScalarNode> Functions,
    ImmutableArray<PathPattern> Executes,
    bool ExecutesOwn,
    ImmutableArray<PathPattern> Reads,
    ScalarNode? Channel,
    ImmutableArray<ProfileVariable> Environment,
    ProfileLimits Limits,
    bool AuditsReads);
