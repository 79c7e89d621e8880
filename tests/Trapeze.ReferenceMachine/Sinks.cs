namespace Trapeze.ReferenceMachine;

/// <summary>Where a declassifier releases into.</summary>
[Flags]
public enum Sinks
{
    None = 0,
    Channel = 1,
    Table = 2,
    Event = 4,
}
