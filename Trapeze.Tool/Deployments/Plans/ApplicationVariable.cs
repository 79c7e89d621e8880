using System.Text.RegularExpressions;

namespace Trapeze.Tool.Deployments.Plans;

/// <summary>A variable of the functions' environment that is the application's own, and the parameter of the template that it comes from.</summary>
internal sealed partial record ApplicationVariable(string Name, string Parameter)
{
    /// <summary>Reads a name; what cannot be one is added to the problems.</summary>
    internal static ApplicationVariable? Of(string name, List<string> problems)
    {
        if (!Variable().IsMatch(name))
        {
            problems.Add($"`{name}` cannot name a variable of a function: capital letters, digits and `_`, with a letter first");
            return null;
        }

        // What begins so is read by Lambda, by the runtime or by Trapeze: it could put other code before the guard.
        if (Reserved().IsMatch(name))
        {
            problems.Add($"`{name}` is not the application's to choose: it is read by what the guard stands on");
            return null;
        }

        return new ApplicationVariable(name, "Variable" + string.Concat(name.Split('_').Where(part => part.Length > 0).Select(part => part[0] + part[1..].ToLowerInvariant())));
    }

    internal static bool IsApplication(string name) => Application().IsMatch(name);

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]{0,63}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("^(AWS|LAMBDA|TRAPEZE|DOTNET|COMPLUS|CORECLR|COREHOST|ASPNETCORE|LD)_|^(PATH|TZ|HOME|TMPDIR)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reserved();

    [GeneratedRegex(@"^[a-z][a-z0-9-]{1,30}[a-z0-9]\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Application();
}
