using Trapeze.Tool.Deployments.Packages;

namespace Trapeze.Tool.Verbs;

/// <summary>Packs a published application for Lambda.</summary>
internal static class PackageVerb
{
    internal static async Task<int> RunAsync(string folder, string program, string file, Command command)
    {
        await command.Output.WriteLineAsync(PackageFile.Write(folder, program, file));
        return 0;
    }
}
