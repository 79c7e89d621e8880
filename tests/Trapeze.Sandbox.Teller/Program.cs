using Trapeze.Sandbox;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Rules;

Console.WriteLine(Sandbox.Probe());
foreach (var (name, required) in (ReadOnlySpan<(string, SandboxRequirement)>)[("default", SandboxRequirement.Default), ("without tracing", WeakerSandbox.WithoutTracing)])
{
    var rules = new SandboxRules
    {
        Require = required,
        Paths = [.. new[] { "/usr", "/bin", "/lib", "/lib64" }.Where(Directory.Exists).Select(path => new PathGrant(path, PathAccess.Read | PathAccess.Execute))],
    };
    var result = Sandbox.RunAsync(new SandboxCommand("/bin/sh") { Arguments = ["-c", "exit 3"] }, rules).GetAwaiter().GetResult();
    Console.WriteLine($"{name}: {result.End} {result.Problem ?? $"{result.ExitCode}"}");
}
