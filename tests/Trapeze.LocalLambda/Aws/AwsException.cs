namespace Trapeze.LocalLambda.Aws;

/// <summary>A service refuses a request.</summary>
internal sealed class AwsException(int status, string type, string message, string? queryCode = null) : Exception(message)
{
    internal int Status => status;

    internal string Type => type;

    /// <summary>The name that it has in the older protocol, where that is another.</summary>
    internal string? QueryCode => queryCode;

    internal static AwsException Invalid(string message) => new(400, "InvalidParameterValue", message);
}
