using System.Net;

namespace Trapeze.Shim.Aws;

/// <summary>AWS refused a request or did not answer. Says which service and AWS's word for why, and nothing of what was asked.</summary>
internal sealed class AwsRefusedException(string service, HttpStatusCode? status, string? code)
    : Exception($"{service} {(status is null ? "did not answer" : $"refused a request: {(int)status} {code ?? "for no reason that it named"}")}")
{
    /// <summary>What HTTP calls the answer; <see langword="null"/> if there was none.</summary>
    internal HttpStatusCode? Status => status;
}
