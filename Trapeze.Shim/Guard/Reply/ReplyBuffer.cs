using System.Buffers;
using System.IO.Pipelines;

namespace Trapeze.Shim.Guard.Reply;

/// <summary>The body of a reply, kept until the reply is decided.</summary>
/// <remarks>
/// The memory that it hands out is never pooled: whoever writes into it late writes into garbage. Once the reply is refused it keeps
/// nothing of what it is given.
/// </remarks>
internal sealed class ReplyBuffer : PipeWriter
{
    private const int FirstSegment = 256;
    private const int LargestSegment = 64 * 1024;

    private readonly IReplyStart _start;
    private readonly int _limit;
    private List<ReadOnlyMemory<byte>>? _full;
    private byte[] _segment = [];
    private int _used;
    private long _length;
    private long _unflushed;
    private bool _isCompleted;
    private bool _discards;
    private ReplyStream? _stream;

    internal ReplyBuffer(IReplyStart start, int limit)
    {
        _start = start;
        _limit = limit;
    }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _unflushed;

    internal long Length => _length;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _segment.AsMemory(_used);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _segment.AsSpan(_used);
    }

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(_segment.Length - _used), nameof(bytes));
        if (_discards)
        {
            return;
        }

        if (_length + bytes > _limit)
        {
            throw new InvalidOperationException("the reply is larger than the guard keeps");
        }

        _length += bytes;
        _used += bytes;
        _unflushed += bytes;
    }

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null) => _isCompleted = true;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        _unflushed = 0;
        var started = _start.StartAsync();
        return started.IsCompletedSuccessfully ? new(new FlushResult(isCanceled: false, _isCompleted)) : AwaitAsync(started);
    }

    public override Stream AsStream(bool leaveOpen = false) => _stream ??= new ReplyStream(this);

    /// <summary>From now on keeps nothing.</summary>
    internal void Discard()
    {
        _discards = true;
        _full = null;
    }

    internal void CopyTo(IBufferWriter<byte> writer)
    {
        if (_full is not null)
        {
            foreach (var segment in _full)
            {
                writer.Write(segment.Span);
            }
        }

        writer.Write(_segment.AsSpan(0, _used));
    }

    // Zeroed: what lay there before may have been another activation's.
    private void Ensure(int sizeHint)
    {
        if (_isCompleted)
        {
            throw new InvalidOperationException("Writing is not allowed after writer was completed.");
        }

        if (_segment.Length - _used >= Math.Max(sizeHint, 1))
        {
            return;
        }

        if (_used > 0 && !_discards)
        {
            (_full ??= []).Add(_segment.AsMemory(0, _used));
        }

        _segment = new byte[Math.Max(sizeHint, (int)Math.Clamp(_length * 2, FirstSegment, LargestSegment))];
        _used = 0;
    }

    private async ValueTask<FlushResult> AwaitAsync(Task started)
    {
        await started;
        return new FlushResult(isCanceled: false, _isCompleted);
    }
}
