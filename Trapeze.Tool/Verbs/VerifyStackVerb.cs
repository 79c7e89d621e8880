using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Packages;
using Trapeze.Tool.Deployments.Verification;

namespace Trapeze.Tool.Verbs;

/// <summary>Says where a deployment departs from what its policy needs of an account.</summary>
internal static class VerifyStackVerb
{
    /// <returns>Whether it departs nowhere.</returns>
    internal static async Task<bool> RunAsync(string policy, string export, string package, Command command)
    {
        var plan = StackVerb.PlanOf(policy, command);
        var account = AccountExport.Parse(await File.ReadAllTextAsync(export));
        var findings = DeploymentVerification.Run(plan, account, PackageFile.HashOf(package), command.Administrators);
        foreach (var finding in findings)
        {
            await command.Output.WriteLineAsync(finding.ToString());
        }

        await command.Output.WriteLineAsync(findings.IsEmpty ? $"{account.Name}: the stores are reachable from its functions alone, and every function is guarded" : $"{findings.Length} findings");
        return findings.IsEmpty;
    }
}
