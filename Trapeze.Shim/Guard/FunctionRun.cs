using System.Globalization;
using Microsoft.AspNetCore.Http;
using Trapeze.Core.Activations;
using Trapeze.Shim.Events;
using Trapeze.Shim.Guard.Context;
using Trapeze.Shim.Guard.Reply;
using Trapeze.Shim.Guard.Rising;
using Trapeze.Shim.Telemetry;

namespace Trapeze.Shim.Guard;

/// <summary>Runs the rest of the pipeline for one activation, in an execution context that holds nothing of the server's.</summary>
internal sealed class FunctionRun(RequestDelegate next, GuardServices services)
{
    private readonly ExecutionContext _blank = Blank();

    /// <summary>Runs a function that cannot rise out of sight where the server called: its reply is never refused, so its time is its caller's to see.</summary>
    internal async Task HereAsync(HttpContext server, GuardedContext context)
    {
        var run = new Run(this, context);
        ExecutionContext.Run(_blank, static run => ((Run)run!).Start(), run);
        await run.Task;
        if (context.Turn.Outcome is Outcome.Refused or Outcome.Undecided)
        {
            Problems.RefusedReply.Write(server, context.ActivationHeader);
        }

        if (context.HasTail)
        {
            server.Response.OnCompleted(static tail => ((GuardedContext)tail).EndAsync(), context);
        }
    }

    /// <summary>Runs a function that may rise on threads of its own. Ends when its reply is decided.</summary>
    internal Task ApartAsync(GuardedContext context, RisingSlot slot)
    {
        var decided = context.Turn.MayRise(slot, new EventScheduler(services.Threads));
        slot.OnDeadline(context.CancelNowOrLater);
        context.Turn.RunApart(new Apart(this, context, slot, CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture).Start);
        return decided;
    }

    private static ExecutionContext Blank()
    {
        ExecutionContext? blank = null;
        var thread = new Thread(() => blank = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return blank!;
    }

    private async Task RunAsync(GuardedContext context)
    {
        var activation = context.Activation!;
        CurrentActivation.Enter(context);
        try
        {
            if (services.Accessor is { } accessor)
            {
                accessor.HttpContext = context;
            }

            await next(context);
            await context.StartAsync();
            if (context.Turn.Outcome == Outcome.Streaming)
            {
                await context.EndStreamAsync();
            }
            else
            {
                context.Turn.TryReply(activation);
            }
        }
#pragma warning disable CA1031 // whatever a function throws, its caller gets a constant
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(context, activation, exception);
        }
    }

    private static void Fail(GuardedContext context, Activation activation, Exception exception)
    {
        var problem = exception switch
        {
            BadHttpRequestException bad => Problems.BadRequest(bad.StatusCode),
            FlowRefusedException => Problems.RefusedFlow,
            _ => Problems.Fault,
        };

        if (!context.Turn.TryFail(activation, problem))
        {
            context.Turn.EndStream(whole: false);
        }

        if (exception is not BadHttpRequestException)
        {
            GuardServices.Log(context, exception);
        }
    }

    /// <summary>A run on the server's thread.</summary>
    private sealed class Run(FunctionRun function, GuardedContext context)
    {
        private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
        private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;

        internal Task Task { get; private set; } = Task.CompletedTask;

        internal void Start()
        {
            Localize(_culture, _uiCulture);
            Task = function.RunAsync(context);
        }
    }

    /// <summary>A run on threads of its own.</summary>
    private sealed class Apart(FunctionRun function, GuardedContext context, RisingSlot slot, CultureInfo culture, CultureInfo uiCulture)
    {
        internal void Start() => _ = RunAsync();

        private async Task RunAsync()
        {
            try
            {
                Localize(culture, uiCulture);
                await function.RunAsync(context);
                await context.EndAsync();
            }
#pragma warning disable CA1031 // nobody is left to tell
            catch (Exception exception)
#pragma warning restore CA1031
            {
                GuardServices.Log(context, exception);
            }
            finally
            {
                slot.End();
            }
        }
    }

    // Request localisation in front of the guard is the one thing ambient that functions expect to find.
    private static void Localize(CultureInfo culture, CultureInfo uiCulture)
    {
        if (!ReferenceEquals(CultureInfo.CurrentCulture, culture))
        {
            CultureInfo.CurrentCulture = culture;
        }

        if (!ReferenceEquals(CultureInfo.CurrentUICulture, uiCulture))
        {
            CultureInfo.CurrentUICulture = uiCulture;
        }
    }
}
