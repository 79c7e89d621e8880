using Trapeze.Core.Audit;

namespace Trapeze.Shim.Activations;

/// <summary>The audit log that the host chose.</summary>
internal sealed record AuditChoice(IAuditLog Log);
