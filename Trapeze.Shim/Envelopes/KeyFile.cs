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
    private const int MostTries = 200;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(10);
    private readonly string _path = Path.Combine(folder, Name);

    public Task<EnvelopeKeys> ReadAsync() => Task.FromResult(Read());

    /// <exception cref="EnvelopeKeysUnavailableException">The file cannot be read or made, or its keys are not good.</exception>
    internal EnvelopeKeys Read()
    {
        try
        {
            PrivateFile.CreateFolder(folder);
            return Parse(ReadOrMake());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            throw new EnvelopeKeysUnavailableException($"`{_path}`: {problem.Message}", problem);
        }
    }

    // Of processes that start together one makes it, and the others wait for that one: while it is written nobody else has it open.
    private string ReadOrMake()
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                return new FileInfo(_path) is { Exists: true, Length: > 0 } ? ReadText() : Make();
            }
            catch (IOException) when (tried < MostTries)
            {
#pragma warning disable RS0030 // another process has it open for as long as a write takes, and nothing tells when it has not any more
                Thread.Sleep(BetweenTries);
#pragma warning restore RS0030
            }
        }
    }

    private string ReadText()
    {
        using var file = PrivateFile.Open(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return TextOf(file);
    }

    private string Make()
    {
        using var file = PrivateFile.Open(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (file.Length == 0)
        {
            var id = RandomNumberGenerator.GetHexString(8, lowercase: true);
            var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretLength));
            file.Write(Encoding.UTF8.GetBytes($"# The keys of envelopes (docs/events.md): the first line signs, all of them open.\n{id} {secret}\n"));
            file.Flush(flushToDisk: true);
            file.Position = 0;
        }

        return TextOf(file);
    }

    private static string TextOf(FileStream file)
    {
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
}
