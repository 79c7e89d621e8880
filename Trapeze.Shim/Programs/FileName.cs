using System.Text;

namespace Trapeze.Shim.Programs;

/// <summary>Names of files in a run's own folder.</summary>
internal static class FileName
{
    private const int LongestPart = 255;
    private const int Longest = 1_024;

    /// <exception cref="ArgumentException">It is none, or one that leads out of the folder.</exception>
    internal static void Require(string name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > Longest || name.Any(char.IsControl)
            || name.Split('/').Any(part => part is "" or "." or ".." || Encoding.UTF8.GetByteCount(part) > LongestPart))
        {
            throw new ArgumentException("a file is named from the run's own folder on, such as `src/main.c`, without `.` and `..`", nameof(name));
        }
    }
}
