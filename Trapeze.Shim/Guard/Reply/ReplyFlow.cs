using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Trapeze.Shim.Guard.Reply;

/// <summary>The body of a reply that goes out piece by piece: each flush copies what is there into the server's reply.</summary>
/// <remarks>Only for activations whose clearance is bounded by the reply's label: what has gone out cannot be refused any more.</remarks>
internal sealed class ReplyFlow(IReplyStart start, Turn turn) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _pending = new();
    private bool _isCompleted;
    private ReplyStream? _stream;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _pending.WrittenCount;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _pending.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _pending.GetSpan(sizeHint);

    public override void Advance(int bytes) => _pending.Advance(bytes);

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null) => _isCompleted = true;

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        await start.StartAsync();
        var piece = new Piece(_pending, cancellationToken);
        if (!turn.TryWrite(piece, static (piece, server) => piece.Send(server)))
        {
            _pending.ResetWrittenCount();
            return new FlushResult(isCanceled: false, isCompleted: true);
        }

        _pending.ResetWrittenCount();
        var result = await piece.Flushed;
        return new FlushResult(result.IsCanceled, result.IsCompleted || _isCompleted);
    }

    public override Stream AsStream(bool leaveOpen = false) => _stream ??= new ReplyStream(this);

    private sealed class Piece(ArrayBufferWriter<byte> pending, CancellationToken cancellationToken)
    {
        internal Task<FlushResult> Flushed { get; private set; } = Task.FromResult(default(FlushResult));

        // Under the turn's lock: the server's writer copies, so nothing of it is kept. It is asked for room for all of it: where a chunk ends would
        // otherwise depend on how much of the server's block what went out before still takes, and so on when the network took that.
        internal void Send(HttpContext server)
        {
            var writer = server.Response.BodyWriter;
            if (pending.WrittenCount > 0 && !HttpMethods.IsHead(server.Request.Method))
            {
                pending.WrittenSpan.CopyTo(writer.GetSpan(pending.WrittenCount));
                writer.Advance(pending.WrittenCount);
            }

            Flushed = writer.FlushAsync(cancellationToken).AsTask();
        }
    }
}
