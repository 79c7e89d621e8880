using System.Globalization;
using Microsoft.AspNetCore.Http;
using Trapeze.Core.Activations;
using Trapeze.Shim.Guard.Context;
using Trapeze.Shim.Guard.Reply;
using Trapeze.Shim.Guard.Rising;
using Trapeze.Shim.Telemetry;
using Trapeze.Shim.Threads;

namespace Trapeze.Shim.Guard;

/// <summary>Runs the rest of the pipeline for one activation, in an execution context that holds nothing of the server's.</summary>
internal sealed class FunctionRun
{
    private readonly RequestDelegate _next;
    private readonly GuardServices _services;
    private readonly ContextCallback _start;
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;
    private readonly ExecutionContext _blank = Blank();

    internal FunctionRun(RequestDelegate next, GuardServices services)
    {
        _next = next;
        _services = services;
        _start = context => Start((GuardedContext)context!);
    }

    /// <summary>Runs a function that cannot rise out of sight where the server called: its reply is never refused, so its time is its caller's to see.</summary>
    internal async Task HereAsync(HttpContext server, GuardedContext context)
    {
        var culture = CultureInfo.CurrentCulture;
        var uiCulture = CultureInfo.CurrentUICulture;
        if (ReferenceEquals(culture, _culture) && ReferenceEquals(uiCulture, _uiCulture))
        {
            ExecutionContext.Run(_blank, _start, context);
        }
        else
        {
            StartLocalized(context, culture, uiCulture);
        }

        server.Features.Get<IRequestHost>()?.Begin(context.Activation!, context.Running, context.CancelNowOrLater);
        await context.Running;
        if (context.Turn.Outcome is Outcome.Refused or Outcome.Undecided)
        {
            Problems.RefusedReply.Write(server, context.ActivationHeader);
        }

        if (context.HasTail)
        {
            server.Response.OnCompleted(static tail => ((GuardedContext)tail).EndThereAsync(), context);
        }
        else
        {
            context.Activation!.End();
        }
    }

    /// <summary>Runs a function that may rise on threads of its own. Ends when its reply is decided.</summary>
    internal Task ApartAsync(HttpContext server, GuardedContext context, RisingSlot slot)
    {
        var decided = context.Turn.MayRise(slot, new OwnScheduler(_services.Threads));
        slot.OnDeadline(context.CancelNowOrLater);
        var run = new Apart(this, context, slot, CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        server.Features.Get<IRequestHost>()?.Begin(context.Activation!, run.Ended, context.CancelNowOrLater);
        context.Turn.RunApart(run.Start);
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

    // A method of its own, so that only requests of another culture pay for what the callback captures.
    private void StartLocalized(GuardedContext context, CultureInfo culture, CultureInfo uiCulture) => ExecutionContext.Run(
        _blank,
        _ =>
        {
            CultureInfo.CurrentCulture = culture;
            CultureInfo.CurrentUICulture = uiCulture;
            _start(context);
        },
        state: null);

    private void Start(GuardedContext context) => context.Running = RunAsync(context);

    private async Task RunAsync(GuardedContext context)
    {
        var activation = context.Activation!;
        CurrentActivation.Enter(context);
        context.Execution = ExecutionContext.Capture();
        try
        {
            if (_services.Accessor is { } accessor)
            {
                accessor.HttpContext = context;
            }

            await _next(context);
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

    private void Fail(GuardedContext context, Activation activation, Exception exception)
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
            _services.Log(context, exception);
        }
    }

    /// <summary>A run on threads of its own.</summary>
    private sealed class Apart(FunctionRun function, GuardedContext context, RisingSlot slot, CultureInfo culture, CultureInfo uiCulture)
    {
        private TaskCompletionSource? _ended;

        /// <summary>Ends when no code of the function runs any more; made for who asks for it before the start.</summary>
        internal Task Ended => (_ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        internal void Start() => _ = RunAsync();

        private async Task RunAsync()
        {
            try
            {
                // Request localisation in front of the guard is the one thing ambient that functions expect to find.
                CultureInfo.CurrentCulture = culture;
                CultureInfo.CurrentUICulture = uiCulture;
                await function.RunAsync(context);
                await context.EndThereAsync();
            }
#pragma warning disable CA1031 // nobody is left to tell
            catch (Exception exception)
#pragma warning restore CA1031
            {
                function._services.Log(context, exception);
            }
            finally
            {
                slot.End();
                _ended?.TrySetResult();
            }
        }
    }
}
