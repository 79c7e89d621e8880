using Trapeze.Core.Labels;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy;

/// <summary>Reads policies: a checked, immutable one, or all the problems.</summary>
public static class PolicyReader
{
    /// <summary>Reads a policy's text.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="file">The name that diagnostics show.</param>
    /// <param name="reuse">An order to keep if the policy declares the same one, so that labels of both policies mix.</param>
    public static PolicyResult Read(string text, string file, LabelOrder? reuse = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(file);
        return Read(new PolicyText(file, text, PolicyTextState.Read), reuse);
    }

    /// <summary>Reads a policy's file. A file that cannot be read is a diagnostic, not an exception.</summary>
    /// <param name="path">The file; diagnostics show its name without folders.</param>
    /// <param name="reuse">An order to keep if the policy declares the same one, so that labels of both policies mix.</param>
    public static PolicyResult ReadFile(string path, LabelOrder? reuse = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(PolicyText.Of(path), reuse);
    }

    internal static PolicyResult Read(PolicyText text, LabelOrder? reuse) => throw new NotSupportedException(text.File + reuse?.Kinds.Length);
}
