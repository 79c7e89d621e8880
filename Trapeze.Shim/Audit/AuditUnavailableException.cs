namespace Trapeze.Shim.Audit;

/// <summary>A record could not be kept: the monitor refuses what it was of.</summary>
internal sealed class AuditUnavailableException() : Exception("the audit log is unavailable");
