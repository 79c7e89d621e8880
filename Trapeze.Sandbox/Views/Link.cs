using System.Runtime.InteropServices;
using Trapeze.Sandbox.Kernel;

namespace Trapeze.Sandbox.Views;

/// <summary>A symbolic link on the way to what is granted.</summary>
/// <param name="At">Where it is.</param>
/// <param name="To">What it says.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Link(string At, string To)
{
    private const int Most = 40;

    /// <summary>Those that a path leads over, as they are at this moment.</summary>
    internal static IEnumerable<Link> On(string path)
    {
        var left = new Stack<string>(path.Split('/').Reverse());
        var at = "";
        for (var met = 0; left.TryPop(out var part) && met < Most;)
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part == "..")
            {
                at = at[..Math.Max(at.LastIndexOf('/'), 0)];
                continue;
            }

            var next = $"{at}/{part}";
            if (RealPath.Link(next) is not { } text)
            {
                at = next;
                continue;
            }

            met++;
            yield return new Link(next, text);
            at = text[0] == '/' ? "" : at;
            foreach (var each in text.Split('/').Reverse())
            {
                left.Push(each);
            }
        }
    }

    /// <summary>Those of the root, as <c>/bin</c> is in many systems.</summary>
    internal static IEnumerable<Link> OfRoot() =>
        new DirectoryInfo("/").EnumerateFileSystemInfos().Where(each => each.LinkTarget is not null).Select(each => new Link(each.FullName, each.LinkTarget!));
}
