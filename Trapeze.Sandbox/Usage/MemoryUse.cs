using System.Globalization;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Usage;

/// <summary>How much memory processes have: what is theirs alone and what they share, swapped out or not; no pages of files.</summary>
internal static class MemoryUse
{
    private const int Kilobyte = 1024;
    private const int LongestText = 4096;
    private const int Memory = 1;

    /// <summary>Never less than they have: what several of them share is counted for each. Cheap.</summary>
    /// <param name="processes">The processes and threads.</param>
    /// <returns>Bytes, by one thread of each process: of any that lives, since one that has ended tells nothing, be it the first.</returns>
    internal static Dictionary<int, long> AtMost(IEnumerable<int> processes)
    {
        Span<byte> buffer = stackalloc byte[LongestText];
        var uses = new Dictionary<int, long>();
        var seen = new HashSet<long>();
        foreach (var process in processes)
        {
            var status = ProcFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status"), buffer);
            if (status.IndexOf("RssAnon:"u8) >= 0 && seen.Add(ProcFile.NumberOf(status, "Tgid:"u8)))
            {
                uses[process] = Kilobyte * (ProcFile.NumberOf(status, "RssAnon:"u8) + ProcFile.NumberOf(status, "RssShmem:"u8) + ProcFile.NumberOf(status, "VmSwap:"u8) + ProcFile.NumberOf(status, "HugetlbPages:"u8));
            }
        }

        return uses;
    }

    /// <summary>What they have: each page is shared among those that have it. It costs the more, the more they have.</summary>
    /// <param name="atMost">What was found before.</param>
    /// <returns>Bytes, by process; nothing for one that is in another's memory, as a child is that has not executed its program yet.</returns>
    internal static Dictionary<int, long> Of(IReadOnlyDictionary<int, long> atMost)
    {
        Span<byte> buffer = stackalloc byte[LongestText];
        var uses = new Dictionary<int, long>();
        foreach (var (process, most) in atMost)
        {
            if (uses.Keys.Any(other => Libc.Call(Call.CompareProcesses, process, other, Memory) == 0))
            {
                continue;
            }

            var pages = ProcFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/smaps_rollup"), buffer);
            uses[process] = pages.IsEmpty
                ? most
                : Kilobyte * (ProcFile.NumberOf(pages, "Pss_Anon:"u8) + ProcFile.NumberOf(pages, "Pss_Shmem:"u8) + ProcFile.NumberOf(pages, "SwapPss:"u8)
                    + ProcFile.NumberOf(pages, "Private_Hugetlb:"u8) + ProcFile.NumberOf(pages, "Shared_Hugetlb:"u8));
        }

        return uses;
    }
}
