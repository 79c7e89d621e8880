using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Templates;

/// <summary>What resources are called within a template.</summary>
internal static class LogicalIds
{
    internal const string Facets = "Facets";
    internal const string Claims = "Claims";
    internal const string Keys = "Keys";
    internal const string Api = "Api";
    internal const string StoreAccess = "StoreAccess";
    internal const string EventAccess = "EventAccess";
    internal const string ChannelAccess = "ChannelAccess";

    internal static string Function(PlannedFunction function) => $"Function{function.Id}";

    internal static string Role(PlannedFunction function) => $"Role{function.Id}";

    internal static string Log(PlannedFunction function) => $"Log{function.Id}";

    internal static string Queue(PlannedFunction function) => $"Queue{function.Id}";

    internal static string Aside(PlannedFunction function) => $"Aside{function.Id}";

    internal static string Integration(PlannedFunction function) => $"Integration{function.Id}";
}
