using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Trapeze.Tool.Deployments.Packages;

/// <summary>The package of a published application: the same files give the same bytes, so that its hash says what runs.</summary>
internal static class PackageFile
{
    private const string Bootstrap = "bootstrap";
    private const int FileKind = 0x8000;
    private const int Readable = 0x1A4;
    private const int Executable = 0x1ED;
    private const int ModeShift = 16;
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs a folder, with the program in it that Lambda starts.</summary>
    /// <returns>The package's SHA-256, as Lambda writes it.</returns>
    /// <exception cref="CommandException">The folder has no such program.</exception>
    internal static string Write(string folder, string program, string file)
    {
        if (!File.Exists(Path.Combine(folder, program)))
        {
            throw new CommandException($"there is no program {program} in {folder}: `dotnet publish --self-contained` makes one");
        }

        using (var zip = new ZipArchive(new FileStream(file, FileMode.Create, FileAccess.Write), ZipArchiveMode.Create))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Where(path => path is not Bootstrap).Order(StringComparer.Ordinal))
            {
                using var from = File.OpenRead(Path.Combine(folder, path));
                Add(zip, path, from, path == program ? Executable : Readable);
            }

            using var start = new MemoryStream(Encoding.UTF8.GetBytes($"#!/bin/sh\nexec \"$LAMBDA_TASK_ROOT/{program}\"\n"));
            Add(zip, Bootstrap, start, Executable);
        }

        return HashOf(file);
    }

    /// <summary>A package's SHA-256, as Lambda writes it.</summary>
    internal static string HashOf(string file)
    {
        using var package = File.OpenRead(file);
        return Convert.ToBase64String(SHA256.HashData(package));
    }

    private static void Add(ZipArchive zip, string path, Stream from, int mode)
    {
        var entry = zip.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = NoTime;
        entry.ExternalAttributes = (FileKind | mode) << ModeShift;
        using var to = entry.Open();
        from.CopyTo(to);
    }
}
