using Trapeze.Store.Provisioning;

namespace Trapeze.Tool.Verbs;

/// <summary>Prints the template of a store's table.</summary>
internal static class TemplateVerb
{
    internal static int Run(string table, TextWriter output, TextWriter errors)
    {
        try
        {
            output.Write(TableTemplate.Of(table));
            return 0;
        }
        catch (ArgumentException refused)
        {
            errors.WriteLine(refused.Message);
            return 2;
        }
    }
}
