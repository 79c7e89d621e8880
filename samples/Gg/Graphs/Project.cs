using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Gg.Graphs;

/// <summary>The files of a folder, and what each includes.</summary>
/// <remarks>
/// Only what lies in the folder is found. A source that names anything else is not helped to it: what its compiler then asks for is the sandbox's to decide.
/// </remarks>
public sealed partial class Project(string folder, IEnumerable<string> flags)
{
    private const string IncludeFlag = "-I";

    private readonly string _root = Path.GetFullPath(folder);
    private readonly ImmutableArray<string> _folders = [.. flags.Where(flag => flag.StartsWith(IncludeFlag, StringComparison.Ordinal)).Select(flag => flag[IncludeFlag.Length..])];
    private readonly SortedDictionary<string, Source?> _read = new(StringComparer.Ordinal);

    /// <summary>All that was asked for, by name.</summary>
    public IEnumerable<Source> Sources => _read.Values.OfType<Source>();

    /// <exception cref="IOException">It is not there.</exception>
    public Source Find(string name) => TryFind(name) ?? throw new IOException($"`{name}`, which the recipe names, is not in `{_root}`");

    /// <summary>A source and all that it includes by name, whatever the conditions around it: at least what its preprocessor reads of the project.</summary>
    public IReadOnlyCollection<Source> WithIncludes(string name)
    {
        var found = new Dictionary<string, Source>(StringComparer.Ordinal);
        var left = new Stack<Source>([Find(name)]);
        while (left.TryPop(out var source))
        {
            if (found.TryAdd(source.Name, source))
            {
                foreach (var included in Includes(source))
                {
                    left.Push(included);
                }
            }
        }

        return found.Values;
    }

    private IEnumerable<Source> Includes(Source source) =>
        from Match include in Include().Matches(Encoding.UTF8.GetString(source.Content.Span))
        from folder in _folders.Prepend(Path.GetDirectoryName(source.Name)!)
        let file = TryFind(Path.Combine(folder, include.Groups["name"].Value))
        where file is not null
        select file;

    private Source? TryFind(string name)
    {
        var path = Path.GetFullPath(Path.Combine(_root, name));
        var own = Path.GetRelativePath(_root, path);
        if (Path.IsPathRooted(name) || own.Split('/')[0] is "..")
        {
            return null;
        }

        if (!_read.TryGetValue(own, out var source))
        {
            _read[own] = source = File.Exists(path) ? new Source(own, File.ReadAllBytes(path)) : null;
        }

        return source;
    }

    [GeneratedRegex(@"^[ \t]*#[ \t]*include[ \t]*[""<](?<name>[^"">\n]+)["">]", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Include();
}
