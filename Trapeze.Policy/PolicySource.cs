using Trapeze.Policy.Syntax;

namespace Trapeze.Policy;

/// <summary>The policy in force: reads a file, watches it, and swaps whole policies; a bad new one is refused and the old one stays.</summary>
/// <remarks>
/// The file is looked at, not waited for: editors that replace it, mounts that send no notifications and clocks that stand still are all
/// the same then. A change counts once two looks in a row have seen the same bytes, so that a half-written file is not judged.
/// </remarks>
public sealed class PolicySource : IDisposable
{
    private readonly PolicySourceOptions _options;
    private readonly Lock _looking = new();
    private readonly ITimer _timer;
    private PolicyText _judged;
    private PolicyText _seen;
    private FlowPolicy _current;
    private bool _disposed;

    private PolicySource(PolicySourceOptions options, PolicyText text, FlowPolicy first)
    {
        _options = options;
        _judged = text;
        _seen = text;
        _current = first;
        _timer = options.Clock.CreateTimer(static source => ((PolicySource)source!).Look(), this, options.Interval, options.Interval);
    }

    /// <summary>The policy in force now. Read it once an activation, and keep what it gave.</summary>
    public FlowPolicy Current => Volatile.Read(ref _current);

    /// <summary>Reads the file and begins to watch it.</summary>
    /// <exception cref="InvalidPolicyException">The file is bad or missing: without a policy nothing starts.</exception>
    public static PolicySource Open(PolicySourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrEmpty(options.Path) || options.Interval <= TimeSpan.Zero)
        {
            throw new ArgumentException("a policy source needs a path and a positive interval", nameof(options));
        }

        var text = PolicyText.Of(options.Path);
        var result = PolicyReader.Read(text, reuse: null);
        return result.IsValid ? new PolicySource(options, text, result.Policy) : throw new InvalidPolicyException(result);
    }

    /// <summary>Ends the watch; the policy in force stays.</summary>
    public void Dispose()
    {
        lock (_looking)
        {
            _disposed = true;
        }

        _timer.Dispose();
    }

    private void Look()
    {
        // A look that finds another one under way leaves it to that one.
        if (!_looking.TryEnter())
        {
            return;
        }

        PolicyResult? result = null;
        try
        {
            var text = _disposed ? _judged : PolicyText.Of(_options.Path);
            var settled = text.Equals(_seen);
            _seen = text;
            if (settled && !text.Equals(_judged))
            {
                _judged = text;
                result = PolicyReader.Read(text, Current.Order);
                if (result.IsValid)
                {
                    Volatile.Write(ref _current, result.Policy);
                }
            }
        }
        finally
        {
            _looking.Exit();
        }

        if (result is not null)
        {
            _options.OnReload?.Invoke(result);
        }
    }
}
