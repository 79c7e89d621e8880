using System.Diagnostics;
using System.Runtime.CompilerServices;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Tests;

public sealed class ZygoteCodeTests
{
    [AssemblerFact]
    public void Bytes_AreWhatTheListingAssemblesTo()
    {
        var folder = Directory.CreateTempSubdirectory("trapeze-zygote-");
        try
        {
            var (parts, code) = (Path.Combine(folder.FullName, "zygote.o"), Path.Combine(folder.FullName, "zygote.bin"));
            Run("as", "-o", parts, Path.Combine(Root(), "Trapeze.Sandbox", "Zygotes", "zygote.s"));
            Run("ld", "--oformat", "binary", "-Ttext", "0x10000200", "-o", code, parts);

            Assert.Equal(Convert.ToHexString(File.ReadAllBytes(code)), Convert.ToHexString(ZygoteCode.Bytes));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
