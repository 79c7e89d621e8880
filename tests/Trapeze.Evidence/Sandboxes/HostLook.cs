using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>The machine as it is seen from outside: files, mounts, shared memory, sockets, names, and what this process itself has.</summary>
internal sealed class HostLook
{
    private static readonly string[] Folders = ["/etc", "/usr/bin", "/usr/lib", "/dev/shm", "/dev/mqueue"];
    private static readonly string[] Files =
    [
        "/proc/self/mountinfo", "/proc/sysvipc/shm", "/proc/sysvipc/sem", "/proc/sysvipc/msg", "/proc/modules", "/proc/swaps", "/proc/sys/kernel/hostname", "/proc/sys/kernel/domainname",
        "/proc/self/limits", "/proc/self/cgroup", "/proc/self/oom_score_adj", "/proc/self/personality",
    ];

    private static readonly string[] Own = ["Umask:", "Cpus_allowed:", "SigBlk:", "SigIgn:", "SigCgt:", "TracerPid:"];
    private static readonly string[] SocketTables = ["unix", "tcp", "tcp6", "udp", "udp6", "raw", "raw6", "packet", "netlink"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    /// <param name="outside">A folder beside the confined one, every file of which is looked at.</param>
    public static HostLook Take(string outside)
    {
        var look = new HostLook();
        foreach (var folder in Folders.Where(Directory.Exists))
        {
            look.AddFolder(folder, isDeep: false);
        }

        look.AddFolder(outside, isDeep: true);
        foreach (var file in Files.Where(File.Exists))
        {
            look._seen[file] = TextOf(file);
        }

        var status = File.ReadAllLines("/proc/self/status").Where(line => Array.Exists(Own, begin => line.StartsWith(begin, StringComparison.Ordinal)));
        look._seen["this process"] = string.Join(' ', status.Append(File.ReadAllText("/proc/self/stat").Split(' ')[18]).Append(Environment.CurrentDirectory));
        return look;
    }

    /// <summary>What is not as it was, in words.</summary>
    public IEnumerable<string> ChangesSince(HostLook before)
    {
        foreach (var name in _seen.Keys.Union(before._seen.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (was, now) = (before._seen.GetValueOrDefault(name), _seen.GetValueOrDefault(name));
            if (was != now)
            {
                yield return $"{name}: was {was ?? "not there"}, is {now ?? "gone"}";
            }
        }
    }

    /// <summary>Sockets that are there and were not, and that no process outside holds: for as long as others may take to accept or to close theirs.</summary>
    public static IReadOnlyList<string> SocketsSince(IReadOnlySet<string> before)
    {
        var left = Sockets();
        left.ExceptWith(before);
        var began = TimeProvider.System.GetTimestamp();
        while (left.Count > 0 && TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            Thread.Yield();
            left.IntersectWith(Sockets());
            left.ExceptWith(Held());
        }

        return [.. left];
    }

    /// <summary>The kernel's numbers of all sockets.</summary>
    public static HashSet<string> Sockets() =>
    [
        .. from table in SocketTables
           let file = $"/proc/net/{table}"
           where File.Exists(file)
           let lines = TextOf(file).Split('\n')
           let column = Array.FindIndex(Columns(lines[0]), word => word is "Inode" or "inode")
           from line in lines.Skip(1)
           let words = Columns(line)
           let at = table is "tcp" or "tcp6" or "udp" or "udp6" or "raw" or "raw6" ? 9 : column
           where words.Length > at && words[at] != "0"
           select $"{table} {words[at]}",
    ];

    private static HashSet<string> Held()
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(folder[6])))
        {
            try
            {
                foreach (var inode in Directory.EnumerateFileSystemEntries($"{folder}/fd").Select(link => new FileInfo(link).LinkTarget).OfType<string>().Where(link => link.StartsWith("socket:[", StringComparison.Ordinal)))
                {
                    held.UnionWith(SocketTables.Select(table => $"{table} {inode["socket:[".Length..^1]}"));
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is another user's.
            }
        }

        return held;
    }

    private static string[] Columns(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private void AddFolder(string folder, bool isDeep)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", isDeep ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly))
        {
            var content = isDeep && entry is FileInfo { LinkTarget: null } ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(entry.FullName)))) : "";
            _seen[entry.FullName] = string.Create(CultureInfo.InvariantCulture, $"{entry.Attributes} {entry.UnixFileMode} {(entry is FileInfo file ? file.Length : 0)} {entry.LastWriteTimeUtc:O} {content}");
        }
    }

    private static string TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return problem.GetType().Name;
        }
    }
}
