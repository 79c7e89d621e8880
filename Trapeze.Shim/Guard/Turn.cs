using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Trapeze.Core.Activations;
using Trapeze.Shim.Guard.Context;
using Trapeze.Shim.Guard.Reply;
using Trapeze.Shim.Guard.Rising;

namespace Trapeze.Shim.Guard;

/// <summary>The server's side of one guarded request: it alone holds the server's context, and lets go of it when the reply is decided.</summary>
/// <remarks>
/// semantics §2, "The reply is a channel". Lock order: the activation's lock, then the turn's. Nothing that function code can reach leads to
/// a turn, and a turn is never pooled: whoever comes late finds it decided.
/// </remarks>
#pragma warning disable MA0064, CA2002 // nobody else can reach a turn to lock it, and a lock object of its own would cost every request 48 bytes
internal sealed class Turn : IReply, IThreadPoolWorkItem
{
    private readonly HttpContext _server;
    private readonly GuardedContext _context;
    private CancellationTokenRegistration _abort;
    private TaskCompletionSource? _done;
    private RisingSlot? _slot;
    private TaskScheduler? _scheduler;
    private Task? _sent;
    private Outcome _outcome;

    internal Turn(HttpContext server, GuardedContext context)
    {
        _server = server;
        _context = context;
    }

    internal Outcome Outcome => _outcome;

    /// <summary>Whether the function runs on threads of its own.</summary>
    internal bool IsApart => _done is not null;

    /// <summary>Makes the turn one whose function runs on threads of its own, and whose reply may be refused at any moment.</summary>
    /// <returns>Ends when the reply is decided, which may be long before the function ends.</returns>
    internal Task MayRise(RisingSlot slot, TaskScheduler scheduler)
    {
        _slot = slot;
        _scheduler = scheduler;
        _sent = _server.Features.Get<IRequestHost>()?.ReplySent;
        _done = new TaskCompletionSource();
        return _done.Task;
    }

    /// <summary>Runs function code where this turn's function runs, and never in the caller's execution context.</summary>
    internal void RunApart(Action work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler ?? TaskScheduler.Default);
        }
    }

    /// <summary>Reads from the server's request, as long as it is this one's.</summary>
    internal bool TryRead<TState>(TState state, Action<TState, HttpContext> read)
    {
        lock (this)
        {
            if (_outcome > Outcome.Streaming)
            {
                return false;
            }

            read(state, _server);
            return true;
        }
    }

    /// <summary>Reads a header of the server's request, as long as it is this one's.</summary>
    internal bool TryReadHeader(string key, ref StringValues value)
    {
        lock (this)
        {
            if (_outcome > Outcome.Streaming)
            {
                return false;
            }

            value = _server.Request.Headers[key];
            return true;
        }
    }

    /// <summary>Writes to a stream that has begun.</summary>
    internal bool TryWrite<TState>(TState state, Action<TState, HttpContext> write)
    {
        lock (this)
        {
            if (_outcome != Outcome.Streaming)
            {
                return false;
            }

            write(state, _server);
            return true;
        }
    }

    /// <summary>Gives the function's reply to the server if the reply may still carry the activation's label.</summary>
    /// <returns>Whether it was the function's to decide.</returns>
    internal bool TryReply(Activation activation) => Ended(activation.TryReply(this, static turn => turn.Decide(Outcome.Replied, static turn => ReplyCopy.Send(turn._context, turn._server))));

    /// <summary>Begins a reply that goes out piece by piece.</summary>
    internal bool TryBeginStream(Activation activation) =>
        activation.TryReply(this, static turn => turn.Decide(Outcome.Streaming, static turn => ReplyCopy.Begin(turn._context, turn._server)));

    /// <summary>Answers with a constant instead of the function.</summary>
    internal bool TryFail(Activation activation, Problem problem) => Ended(activation.TryReply(
        (Turn: this, Problem: problem),
        static state => state.Turn.Decide(Outcome.Replied, turn => ReplyCopy.Replace(turn._context, turn._server, state.Problem))));

    /// <summary>Ends a stream.</summary>
    internal void EndStream(bool whole)
    {
        lock (this)
        {
            if (_outcome != Outcome.Streaming)
            {
                return;
            }

            _outcome = whole ? Outcome.Replied : Outcome.Aborted;
            LetGo();
            if (!whole)
            {
                _server.Abort();
            }
        }
    }

    /// <summary>Ends the connection, if the reply is still the function's.</summary>
    internal void Abort(Activation activation)
    {
        if (!Ended(activation.TryReply(this, static turn => turn.Decide(Outcome.Aborted, static turn => turn._server.Abort()))))
        {
            EndStream(whole: false);
        }
    }

    /// <inheritdoc/>
    void IReply.Refuse()
    {
        lock (this)
        {
            if (_outcome != Outcome.Undecided)
            {
                return;
            }

            _context.Detach(_server);
            _outcome = Outcome.Refused;
            LetGo();
        }

        // Not on the function's thread, and not behind it in that thread's own queue.
        if (_done is not null)
        {
            _slot!.HoldUntilDeadline();
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <inheritdoc/>
    void IReply.WaitUntilSent() => _sent?.GetAwaiter().GetResult();

    /// <summary>The server's own part of a decision that function code brought about.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            if (_outcome == Outcome.Refused)
            {
                Problems.RefusedReply.Write(_server, _context.ActivationHeader);
            }

            _done!.SetResult();
        }
#pragma warning disable CA1031 // the server's to handle, where it waits; here it would end the process
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _done!.TrySetException(exception);
        }
    }

    /// <summary>Lets the caller's going away reach the function, until the reply is decided.</summary>
    internal void LinkAbort()
    {
        lock (this)
        {
            if (_outcome <= Outcome.Streaming && _abort == default)
            {
                _abort = _server.RequestAborted.UnsafeRegister(static state => ((GuardedContext)state!).CancelApart(), _context);
            }
        }
    }

    private void Decide(Outcome outcome, Action<Turn> send)
    {
        lock (this)
        {
            send(this);
            _outcome = outcome;
            if (outcome != Outcome.Streaming)
            {
                LetGo();
            }
        }
    }

    private bool Ended(bool decided)
    {
        if (decided && _done is not null)
        {
            _slot!.Release();
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return decided;
    }

    // Under the lock. Unregister does not wait for a callback that is running: that one only cancels the function's own token.
    private void LetGo()
    {
        _abort.Unregister();
        _abort = default;
    }
}
