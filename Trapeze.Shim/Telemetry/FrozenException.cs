namespace Trapeze.Shim.Telemetry;

/// <summary>What an exception said when the line that carries it was judged.</summary>
internal sealed class FrozenException : Exception
{
    private readonly string _text;

    private FrozenException(Exception exception)
        : base(exception.Message)
    {
        _text = exception.ToString();
        StackTrace = exception.StackTrace;
        HResult = exception.HResult;
    }

    public override string? StackTrace { get; }

    internal static FrozenException? Of(Exception? exception) => exception is null ? null : new FrozenException(exception);

    public override string ToString() => _text;
}
