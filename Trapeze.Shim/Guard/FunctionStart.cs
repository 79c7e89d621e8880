using System.Runtime.InteropServices;
using System.Security.Claims;
using Trapeze.Policy;
using Trapeze.Policy.Callers;
using Trapeze.Policy.Functions;

namespace Trapeze.Shim.Guard;

/// <summary>A request that the policy admits.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FunctionStart(FlowPolicy Policy, FunctionPolicy Function, CallerLabels Labels, ClaimsPrincipal? Caller, byte[] Body);
