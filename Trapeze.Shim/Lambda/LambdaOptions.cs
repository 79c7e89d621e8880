namespace Trapeze.Shim.Lambda;

/// <summary>How an application runs in Lambda.</summary>
public sealed class LambdaOptions
{
    /// <summary>What becomes of this process between two invocations.</summary>
    public WarmProcess WarmProcess { get; set; }

    /// <summary>How long before an invocation's deadline what still runs is asked to stop; half of it later it is not waited for any more.</summary>
    public TimeSpan Margin { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The claim of a verified token that has to name the tenant which Lambda keeps this process for; without it a function that Lambda isolates by tenant serves nobody.</summary>
    public string? TenantClaim { get; set; }

    /// <summary>The one function of the policy that this process serves; <see langword="null"/> for all of them.</summary>
    public string? Function { get; set; }

    /// <summary>
    /// Whether the data folder is still there when this process is gone, such as on a file system that is mounted. Otherwise the store, the queue of events and the audit log
    /// have to be elsewhere, or the process does not start.
    /// </summary>
    public bool DataFolderOutlivesProcess { get; set; }

    internal LambdaOptions Copy() => (LambdaOptions)MemberwiseClone();

    internal IEnumerable<string> Problems()
    {
        if (Margin <= TimeSpan.Zero)
        {
            yield return $"{nameof(LambdaOptions)}.{nameof(Margin)} is not positive";
        }

        if (!Enum.IsDefined(WarmProcess))
        {
            yield return $"{nameof(LambdaOptions)}.{nameof(WarmProcess)} is none of {string.Join(", ", Enum.GetNames<WarmProcess>())}";
        }

        if (Function is "")
        {
            yield return $"{nameof(LambdaOptions)}.{nameof(Function)} is empty; leave it out to serve every function";
        }
    }
}
