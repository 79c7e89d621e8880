using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Policy;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>The handler of every route: it does what the program that the path names says, and replies with all that it saw.</summary>
internal static class HostileRequest
{
    internal static async Task RunAsync(HttpContext context, World world)
    {
        if (!world.TryFind(context.Request.RouteValues["pair"] as string, out var book))
        {
            await context.Response.WriteAsync("no book");
            return;
        }

        var program = (string)context.Request.RouteValues["program"]!;
        var visit = book.Visits.TryGetValue(program, out var found) ? found : null;
        if (visit is not null)
        {
            // The first to be registered runs last, after all that the handler leaves behind itself.
            visit.Enter();
            context.Response.OnCompleted(static state =>
            {
                var visit = (Visit)state;
                visit.Handled.TrySetResult();
                visit.Leave();
                return Task.CompletedTask;
            }, visit);
        }

        var run = new ProgramRun(
            world, book, context.RequestServices, context.RequestServices.GetRequiredService<Activation>(), context.RequestServices.GetRequiredService<FlowPolicy>(), program)
        {
            Context = context,
            Visit = visit,
            OnHidden = () => visit?.Hide(),
        };
        book.Entered.GetOrAdd(program, static _ => new()).TrySetResult();
        await run.RunAsync(book.Program(program));
        await context.Response.WriteAsync(run.Said);
    }
}
