using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>Every check of the shipping code, as the change that takes it away.</summary>
public static class MutantRegistry
{
    /// <summary>All mutants, by where they are.</summary>
    public static ImmutableArray<Mutant> All { get; } =
    [
        .. MonitorMutants.All,
        .. DeclassifierMutants.All,
        .. LabelMutants.All,
        .. FacetMutants.All,
        .. PolicyMutants.All,
        .. SourceMutants.All,
        .. EngineMutants.All,
        .. TransactionMutants.All,
        .. IndexMutants.All,
        .. ResponseMutants.All,
        .. SqliteMutants.All,
        .. ProtocolMutants.All,
        .. TransferMutants.All,
        .. CompositionMutants.All,
        .. GuardMutants.All,
        .. ChannelMutants.All,
        .. EventMutants.All,
        .. LambdaMutants.All,
        .. EnvelopeMutants.All,
        .. AwsMutants.All,
        .. TelemetryMutants.All,
        .. SandboxMutants.All,
        .. MachineMutants.All,
    ];
}
