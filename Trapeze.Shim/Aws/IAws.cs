namespace Trapeze.Shim.Aws;

/// <summary>AWS's HTTP APIs: sends a request signed, and again while AWS has no room for it.</summary>
internal interface IAws
{
    /// <exception cref="AwsRefusedException">AWS refused it, or did not answer however often it was asked.</exception>
    Task<AwsReply> SendAsync(AwsRequest request, CancellationToken cancellation);
}
