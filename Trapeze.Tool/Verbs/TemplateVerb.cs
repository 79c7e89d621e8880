using Trapeze.Store.Provisioning;

namespace Trapeze.Tool.Verbs;

/// <summary>Prints the template of a store's table.</summary>
internal static class TemplateVerb
{
    internal static async Task<int> RunAsync(string table, Command command)
    {
        await command.Output.WriteAsync(TableTemplate.Of(table));
        return 0;
    }
}
