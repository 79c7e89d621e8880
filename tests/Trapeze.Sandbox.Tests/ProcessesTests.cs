using Trapeze.Sandbox.Tracing;

namespace Trapeze.Sandbox.Tests;

/// <summary>How long those wait, stopped, that no event has told of yet.</summary>
public sealed class ProcessesTests
{
    // No process has it: there are not that many numbers.
    private const int Nobody = int.MaxValue;

    private readonly Processes _processes = new();

    [Fact]
    public void Stranger_WaitsForTheEventThatTellsOfIt()
    {
        _processes.Park(Nobody);
        Assert.True(_processes.HasStrangers);

        _processes.Adopt(parent: Nobody - 1, Nobody);

        Assert.False(_processes.HasStrangers);
    }

    [Fact]
    public void Stranger_IsMetWhenSomebodyEnds()
    {
        _processes.Park(Nobody);
        _processes.MeetStrangers(isDue: false);
        Assert.True(_processes.HasStrangers);

        _processes.MeetStrangers(isDue: true);

        Assert.False(_processes.HasStrangers);
    }

    // Others may have events for ever.
    [Fact]
    public void Stranger_DoesNotWaitForEver()
    {
        const int Events = 1_000;
        _processes.Park(Nobody);

        for (var each = 0; each < Events; each++)
        {
            _processes.MeetStrangers(isDue: false);
        }

        Assert.False(_processes.HasStrangers);
    }

    [Fact]
    public void Stranger_ThatHasEnded_IsNotMet()
    {
        _processes.Park(Nobody);

        _processes.Unpark(Nobody);

        Assert.False(_processes.HasStrangers);
    }
}
