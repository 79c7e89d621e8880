using System.Text;
using Microsoft.AspNetCore.Http;

namespace Trapeze.Shim.Lambda.Http;

/// <summary>Paths as Kestrel makes them of what was sent, so that what the policy speaks of is the same under either server.</summary>
internal static class RequestPath
{
    /// <summary>Decodes a path as it was sent, the slash excepted.</summary>
    /// <returns><see langword="null"/> for one that no server takes.</returns>
    internal static string? Decode(string sent) => IsSent(sent) ? Normalize(PathString.FromUriComponent(sent).Value!) : null;

    /// <summary>Takes the dots out of a path that has been decoded.</summary>
    /// <returns><see langword="null"/> for one that no server takes.</returns>
    internal static string? Normalize(string decoded)
    {
        if (!decoded.StartsWith('/') || decoded.Contains('\0', StringComparison.Ordinal) || decoded.Contains("%00", StringComparison.Ordinal))
        {
            return null;
        }

        return decoded.Contains("/.", StringComparison.Ordinal) ? WithoutDots(decoded) : decoded;
    }

    /// <summary>Whether a query can have been sent.</summary>
    internal static bool IsQuery(string query) => query.All(character => character is > ' ' and < '\x7f' and not '#');

    private static bool IsSent(string path) => path.StartsWith('/') && path.All(character => character is > ' ' and < '\x7f' and not ('?' or '#'));

    // RFC 3986, 5.2.4, for a path that begins at the root.
    private static string WithoutDots(string path)
    {
        var parts = new List<string>();
        var all = path.Split('/');
        for (var at = 1; at < all.Length; at++)
        {
            var isLast = at == all.Length - 1;
            if (all[at] is "." or "..")
            {
                if (all[at] is ".." && parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }

                if (isLast)
                {
                    parts.Add("");
                }
            }
            else
            {
                parts.Add(all[at]);
            }
        }

        return new StringBuilder("/").AppendJoin('/', parts).ToString();
    }
}
