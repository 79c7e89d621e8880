using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Gg.Blobs;
using Trapeze.Policy.Profiles;

namespace Gg.Functions;

/// <summary>Tells whether what the profiles give of this machine is still what it was: compilers, libraries, headers.</summary>
[SuppressMessage("Trapeze", "TRZ0004", Justification = "It looks at what profiles let every function read of the machine, and keeps nothing there.")]
[SuppressMessage("Trapeze", "TRZ0015", Justification = "A digest depends on the machine alone: whoever asks first, all are told the same.")]
public sealed class Toolchain
{
    private readonly ConcurrentDictionary<string, Lazy<string>> _known = new(StringComparer.Ordinal);

    /// <summary>A digest of the environment that a profile says, and of the names, sizes and times of all files that it gives, as they were when they were first asked for.</summary>
    public string Of(SandboxProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var given = profile.Executes.Concat(profile.Reads).Select(path => _known.GetOrAdd(path.Text, text => new Lazy<string>(() => Digest(text))).Value);
        return DigestOf(string.Join('\n', given.Concat(profile.Environment.Select(variable => variable.ToString()))));
    }

    private static string Digest(string path)
    {
        var seen = new StringBuilder();
        foreach (var file in Files(path))
        {
            // Of a link, what it leads to.
            var real = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            seen.Append(CultureInfo.InvariantCulture, $"{file.FullName} {(real.Exists ? real.Length : 0)} {real.LastWriteTimeUtc.Ticks}\n");
        }

        return DigestOf(seen.ToString());
    }

    private static IEnumerable<FileInfo> Files(string path) =>
        File.Exists(path) ? [new FileInfo(path)] : new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal);

    private static string DigestOf(string text) => BlobHash.Of(Encoding.UTF8.GetBytes(text)).Text;
}
