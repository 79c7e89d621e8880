using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Shim.Events;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>The function of every event: it does what the program that the event names says.</summary>
internal sealed class HostileEvent(World world, IServiceProvider services, Activation activation, FlowPolicy policy) : IEventFunction
{
    public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        var call = message.Read<Call>();
        if (!world.TryFind(call.Pair, out var book))
        {
            return;
        }

        // Not a Visit: an attempt may fail in sight of all, and only the last is the end.
        var run = new ProgramRun(world, book, services, activation, policy, call.Program)
        {
            Attempt = message.Attempt,
            OnHidden = () => book.Event(call.Program).TrySetResult(),
        };
        if (call.Released is { } released)
        {
            run.Say($"released {released}");
        }

        await run.RunAsync(book.Program(call.Program));
        await run.TellAsync();
        book.Event(call.Program).TrySetResult();
    }

    internal sealed record Call(string Pair, string Program, bool? Released);
}
