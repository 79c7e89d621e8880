using Trapeze.Core.Audit;

namespace Trapeze.Shim.Audit;

/// <summary>The audit log on the process's standard output: a line of JSON for each decision, written whole before the decision has any effect.</summary>
/// <remarks>
/// For Lambda, where a process may be frozen at any time after a reply and never run again, so that nothing may wait in it. Whoever reads the output reads every decision's
/// label: its log group is above every other label. If the output cannot be written, nothing is decided.
/// </remarks>
internal sealed class StandardOutputAudit(Stream output, TimeProvider time) : IAuditLog, IDisposable
{
    private readonly Lock _lock = new();
    private readonly AuditFormat _format = new();
    private bool _isBroken;

    /// <exception cref="AuditUnavailableException">The output takes no lines any more.</exception>
    public void Record(in AuditRecord record)
    {
        var line = new AuditLine(record, time.GetUtcNow());
        lock (_lock)
        {
            if (_isBroken)
            {
                throw new AuditUnavailableException();
            }

            _format.Clear();
            _format.Append(line);
            Write(_format.Written.Span);
        }
    }

    public void Dispose()
    {
        _format.Dispose();
        output.Dispose();
    }

    // Half a line would make the next one unreadable.
    private void Write(ReadOnlySpan<byte> line)
    {
        try
        {
            output.Write(line);
            output.Flush();
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            _isBroken = true;
            throw new AuditUnavailableException();
        }
    }
}
