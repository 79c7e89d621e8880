using System.Runtime.InteropServices;
using Trapeze.Policy;
using Trapeze.Policy.Callers;
using Trapeze.Policy.Functions;
using Trapeze.Shim.Authentication;

namespace Trapeze.Shim.Guard;

/// <summary>A request that the policy admits.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FunctionStart(FlowPolicy Policy, FunctionPolicy Function, CallerLabels Labels, Caller Caller, byte[] Body);
