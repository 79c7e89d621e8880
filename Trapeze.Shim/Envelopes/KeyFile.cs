using System.Security.Cryptography;
using System.Text;
using Trapeze.Shim.Files;

namespace Trapeze.Shim.Envelopes;

/// <summary>The keys in a data folder: a line for each, <c>ID SECRET</c> with the secret in base64; the first signs. Made when they are first needed.</summary>
internal sealed class KeyFile(string folder) : IEnvelopeKeySource
{
    internal const string Name = "envelope.keys";
    private const int SecretLength = 32;
    private const long Longest = 64 * 1_024;
    private readonly string _path = Path.Combine(folder, Name);

    public Task<EnvelopeKeys> ReadAsync() => Task.FromResult(Read());

    /// <exception cref="EnvelopeKeysUnavailableException">The file cannot be read or made, or its keys are not good.</exception>
    internal EnvelopeKeys Read()
    {
        try
        {
            PrivateFile.CreateFolder(folder);
            if (!File.Exists(_path))
            {
                Make();
            }

            return Parse(ReadText());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            throw new EnvelopeKeysUnavailableException($"`{_path}`: {problem.Message}", problem);
        }
    }

    private string ReadText()
    {
        using var file = PrivateFile.Open(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Length > Longest)
        {
            throw new FormatException("it is too long");
        }

        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static EnvelopeKeys Parse(string text)
    {
        var keys = new List<EnvelopeKey>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.AsSpan().Trim() is { IsEmpty: false } trimmed && trimmed[0] != '#')
            {
                keys.Add(ParseKey(trimmed.ToString()) ?? throw new FormatException($"line {number} is not a key's id, a space, and its secret in base64"));
            }
        }

        return new EnvelopeKeys(keys);
    }

    private static EnvelopeKey? ParseKey(string line)
    {
        Span<byte> secret = stackalloc byte[line.Length];
        return line.Length <= Longest / 64 && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var id, var text] && Convert.TryFromBase64String(text, secret, out var length)
            ? new EnvelopeKey(id, secret[..length].ToArray())
            : null;
    }

    // Whole or not at all, and never in the place of another: of processes that start together one makes it, and all have that.
    private void Make()
    {
        var part = $"{_path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var id = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var text = $"# The keys of envelopes (docs/events.md): the first line signs, all of them open.\n{id} {Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretLength))}\n";
        try
        {
            using (var file = PrivateFile.Open(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }

            File.Move(part, _path, overwrite: false);
        }
        catch (IOException) when (File.Exists(_path))
        {
        }
        finally
        {
            File.Delete(part);
        }
    }
}
