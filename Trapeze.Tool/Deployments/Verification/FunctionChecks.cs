using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Plans;
using Trapeze.Tool.Deployments.Templates;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>Every function is guarded: it serves one function of the policy, in the checked package, and nothing stands before the guard.</summary>
internal static class FunctionChecks
{
    internal static void Run(DeployedView view)
    {
        foreach (var function in view.Plan.Functions)
        {
            if (view.ConfigurationOf(function) is { } configuration)
            {
                Check(view, function, configuration);
                CheckCopies(view, function);
            }
            else
            {
                view.Find($"function {view.Names.Function(function.Name)}", "it is not there", $"deploy the template: the policy has `{function.Name}`");
            }
        }

        CheckStrangers(view);
        CheckRolesAreTheirOwn(view);
    }

    private static void Check(DeployedView view, PlannedFunction function, JsonObject configuration)
    {
        var name = $"function {view.Names.Function(function.Name)}";
        Expect("CodeSha256", view.Package, "runs another package than the one that was checked", "deploy the checked package, or check the deployed one");
        Expect("PackageType", "Zip", "is no package of files", "deploy it as the template does");
        Expect("Runtime", FunctionResources.Runtime, "has another runtime", $"set it to `{FunctionResources.Runtime}`: all that runs is then in the package");
        Expect("Handler", FunctionResources.Handler, "starts something else", $"set the handler to `{FunctionResources.Handler}`");
        CheckVariables(view, function, name, configuration["Environment"]?["Variables"] as JsonObject ?? []);
        Refuse("Layers", "has layers, which run beside the checked package", "remove the layers");
        Refuse("FileSystemConfigs", "has a file system, which keeps what it writes at no label", "remove the file system");
        Refuse("DeadLetterConfig", "sends events that it could not run somewhere else", "remove the dead letter target: the template's queues set aside");
        if (AccountExport.Text(configuration["TracingConfig"]?["Mode"]) is "Active")
        {
            view.Find(name, "sends traces to X-Ray, past the policy's channels", "set tracing to `PassThrough`");
        }

        if (AccountExport.Text(configuration["LoggingConfig"]?["LogGroup"]) is var group && group != view.Names.LogGroup(function.Name))
        {
            view.Find(name, $"logs to `{group}`", $"log to `{view.Names.LogGroup(function.Name)}`, which is the audit lines' own");
        }

        void Expect(string property, string value, string wrong, string instead)
        {
            if (AccountExport.Text(configuration[property]) is var found && found != value)
            {
                view.Find(name, $"{wrong}: {property} is `{found}`", instead);
            }
        }

        void Refuse(string property, string wrong, string instead)
        {
            if (configuration[property] is JsonArray { Count: > 0 } or JsonObject { Count: > 0 })
            {
                view.Find(name, wrong, instead);
            }
        }
    }

    private static void CheckVariables(DeployedView view, PlannedFunction function, string name, JsonObject variables)
    {
        var planned = FunctionEnvironment.Of(view.Plan, function).ToDictionary(variable => variable.Name, variable => view.Here(variable.Value), StringComparer.Ordinal);
        if (AccountExport.Text(variables[FunctionEnvironment.Function]) is var served && served != function.Name)
        {
            view.Find(
                name,
                served.Length == 0 ? $"has no {FunctionEnvironment.Function}: nothing says which rules guard it" : $"{FunctionEnvironment.Function} is `{served}`: it is guarded by another function's rules",
                $"set {FunctionEnvironment.Function} to `{function.Name}`");
        }

        foreach (var (variable, value) in variables.Where(variable => variable.Key is not FunctionEnvironment.Function))
        {
            if (!planned.TryGetValue(variable, out var expected))
            {
                view.Find(name, $"has a variable {variable}, which may put other code before the guard or turn it off", $"remove {variable}, or name it with --variable if it is the application's");
            }
            else if (!expected.Contains("${", StringComparison.Ordinal) && AccountExport.Text(value) != Urls(expected, view))
            {
                view.Find(name, $"{variable} is `{AccountExport.Text(value)}`: it uses what is not this deployment's", $"set {variable} to `{Urls(expected, view)}`");
            }
        }

        foreach (var missing in planned.Keys.Where(variable => !variables.ContainsKey(variable) && variable is not FunctionEnvironment.Function))
        {
            view.Find(name, $"has no {missing}", "deploy the template");
        }
    }

    private static string Urls(string expected, DeployedView view) => expected.Replace("${AWS::URLSuffix}", view.Partition is "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com", StringComparison.Ordinal);

    // An older copy of a function is still there to be called, with the policy that was in its package.
    private static void CheckCopies(DeployedView view, PlannedFunction function)
    {
        var name = view.Names.Function(function.Name);
        foreach (var version in view.Export.List("lambda list-versions-by-function", name, "Versions").Select(version => AccountExport.Text(version["Version"])).Where(version => version is not "$LATEST"))
        {
            view.Find($"function {name}", $"has a version {version}, which keeps an older package callable", $"delete the version {version}");
        }

        foreach (var alias in view.Export.List("lambda list-aliases", name, "Aliases"))
        {
            view.Find($"function {name}", $"has an alias {AccountExport.Text(alias["Name"])}, which is called beside it", "delete the alias");
        }
    }

    private static void CheckStrangers(DeployedView view)
    {
        var planned = view.Plan.Functions.Select(function => view.Names.Function(function.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var stranger in view.Export.List("lambda list-functions", "Functions").Where(function => !planned.Contains(AccountExport.Text(function["FunctionName"]))))
        {
            var name = AccountExport.Text(stranger["FunctionName"]);
            if (view.Roles.ContainsValue(AccountExport.Text(stranger["Role"])))
            {
                view.Find($"function {name}", $"runs as {AccountExport.Text(stranger["Role"])}, which reaches the stores, and no function of the policy guards it", "give it a role of its own, or delete it");
            }
            else if (view.Names.Has(name))
            {
                view.Find($"function {name}", "has a name of the deployment's, and is no function of the policy", "delete it, or name it otherwise");
            }
        }
    }

    private static void CheckRolesAreTheirOwn(DeployedView view)
    {
        foreach (var shared in view.Roles.Where(role => role.Value.Length > 0).GroupBy(role => role.Value, role => view.Names.Function(role.Key), StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            view.Find($"role {shared.Key}", $"is the role of {string.Join(" and ", shared.Order(StringComparer.Ordinal))}", "give each function the role that the template has for it");
        }
    }
}
