namespace Trapeze.Shim.Channels;

/// <summary>The one place that an HTTP channel leads to: a scheme, host, port and path prefix.</summary>
internal sealed class HttpDestination
{
    private readonly Uri _address;
    private readonly string _prefix;

    internal HttpDestination(Uri address)
    {
        _address = address;
        _prefix = address.AbsolutePath.TrimEnd('/');
    }

    /// <summary>The canonical form of <paramref name="target"/>; <see langword="null"/> if it lies elsewhere.</summary>
    internal Uri? Admit(Uri? target)
    {
        // Made anew: a Uri can be told to leave its dots alone.
        if (target is not { IsAbsoluteUri: true } || !Uri.TryCreate(target.AbsoluteUri, UriKind.Absolute, out var canonical))
        {
            return null;
        }

        return Equal(canonical.Scheme, _address.Scheme) && Equal(canonical.IdnHost, _address.IdnHost) && canonical.Port == _address.Port
            && canonical.UserInfo.Length == 0 && IsBelow(canonical.AbsolutePath)
            ? canonical
            : null;
    }

    private static bool Equal(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // Servers disagree on whether an escaped slash or dot is one, so under a prefix there are none.
    private bool IsBelow(string path) =>
        _prefix.Length == 0
        || (path.StartsWith(_prefix, StringComparison.Ordinal)
            && (path.Length == _prefix.Length || path[_prefix.Length] == '/')
            && !path.Contains("%2f", StringComparison.OrdinalIgnoreCase)
            && !path.Contains("%5c", StringComparison.OrdinalIgnoreCase)
            && !path.Contains("%2e", StringComparison.OrdinalIgnoreCase)
            && !path.Contains("..", StringComparison.Ordinal));
}
