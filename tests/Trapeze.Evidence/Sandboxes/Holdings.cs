using System.Globalization;
using System.Runtime.InteropServices;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>What this process holds: what launches could leave behind.</summary>
/// <param name="Descriptors">Its open descriptors.</param>
/// <param name="Processes">Its children, theirs, and so on.</param>
/// <param name="Files">What there is in its folder for temporary files.</param>
/// <param name="Objects">The bytes of objects that are alive.</param>
/// <param name="Resident">The bytes of memory that it has besides the collector's, which keeps what it has once had for as long as it likes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Holdings(int Descriptors, int Processes, int Files, long Objects, long Resident)
{
    // What is held by chance: a timer's, the pool's, a thread's that is about to end.
    private const int FewDescriptors = 8;
    private const long FewBytes = 8 << 20;
    private const long ManyBytes = 64 << 20;

    public static Holdings Look()
    {
        for (var each = 0; each < 3; each++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return new Holdings(
            Directory.GetFileSystemEntries("/proc/self/fd").Length,
            Marked.Tree(Environment.ProcessId).Count - 1,
            Directory.GetFileSystemEntries(Path.GetTempPath()).Length,
            GC.GetTotalMemory(forceFullCollection: true),
            Environment.WorkingSet - GC.GetGCMemoryInfo().TotalCommittedBytes);
    }

    /// <summary>What is more than before, in words.</summary>
    /// <param name="before">What there was.</param>
    /// <param name="kept">How many descriptors are kept on purpose.</param>
    public IEnumerable<string> LeaksSince(Holdings before, int kept = 0)
    {
        if (Descriptors > before.Descriptors + kept + FewDescriptors)
        {
            yield return $"descriptors: {before.Descriptors} before, {Descriptors} after";
        }

        if (Processes > before.Processes)
        {
            yield return $"processes: {before.Processes} before, {Processes} after";
        }

        if (Files > before.Files)
        {
            yield return $"temporary files: {before.Files} before, {Files} after";
        }

        if (Objects > before.Objects + FewBytes || Resident > before.Resident + ManyBytes)
        {
            yield return $"memory: {before} before, {this} after";
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Descriptors} descriptors, {Processes} processes, {Files} temporary files, {Objects >> 10:n0} KB of objects, {Resident >> 20:n0} MB");
}
