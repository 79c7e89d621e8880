using Trapeze.Core.Declassification;

namespace Trapeze.Shim.Declassification;

/// <summary>One activation's prepared release.</summary>
/// <remarks>semantics §2, rule declassify: what the activation learns after it was prepared can change the released value and nothing else.</remarks>
internal sealed class GuardedPreparedRelease : PreparedRelease
{
    private readonly GuardedRelease _release;
    private readonly Declassifier _declassifier;
    private readonly DeclassifierCode _code;
    private readonly string _eventName;
    private readonly byte[] _payload;
    private readonly string? _id;
    private int _completed;

    internal GuardedPreparedRelease(GuardedRelease release, Declassifier declassifier, DeclassifierCode code, string eventName, byte[] payload, string? id)
    {
        _release = release;
        _declassifier = declassifier;
        _code = code;
        _eventName = eventName;
        _payload = payload;
        _id = id;
    }

    public override Task CompleteAsync<TIn>(TIn input, CancellationToken cancellationToken = default)
    {
        var port = _code.PortFor(typeof(TIn)) ?? throw new ArgumentException($"the declassifier takes no {typeof(TIn).Name}", nameof(input));
        cancellationToken.ThrowIfCancellationRequested();
        return Interlocked.Exchange(ref _completed, 1) == 0
            ? _release.CompleteAsync(_declassifier, port, input, _eventName, _payload, _id).WaitAsync(cancellationToken)
            : throw new InvalidOperationException("the release was completed before");
    }
}
