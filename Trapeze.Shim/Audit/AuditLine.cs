using System.Runtime.InteropServices;
using Trapeze.Core.Audit;

namespace Trapeze.Shim.Audit;

/// <summary>A record and its time, waiting to be written.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AuditLine(AuditRecord Record, DateTimeOffset Time);
