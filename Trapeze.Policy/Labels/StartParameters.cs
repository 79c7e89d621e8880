using Trapeze.Core.Labels;

namespace Trapeze.Policy.Labels;

/// <summary>Reads <c>$id</c> off the label that an activation started at.</summary>
internal static class StartParameters
{
    /// <summary>The value that every atom with this parameter agrees on; <see langword="null"/> if there is none or they differ.</summary>
    internal static string? Find(Label start, string parameter)
    {
        string? found = null;
        foreach (var clause in start.Secrecy.Clauses)
        {
            foreach (var atom in clause.Atoms)
            {
                if (!string.Equals(atom.Kind.Parameter, parameter, StringComparison.Ordinal))
                {
                    continue;
                }

                if (found is not null && !string.Equals(found, atom.Parameter, StringComparison.Ordinal))
                {
                    return null;
                }

                found = atom.Parameter;
            }
        }

        return found;
    }
}
