namespace Trapeze.LocalLambda;

/// <summary>How things are named here.</summary>
public static class LocalNames
{
    /// <summary>The region of everything.</summary>
    public const string Region = "us-east-1";

    /// <summary>The account of everything.</summary>
    public const string Account = "123456789012";

    /// <summary>The access key that every instance is given.</summary>
    public const string AccessKey = "ASIALOCALLAMBDA00000";

    /// <summary>Its secret, which signs nothing outside this process.</summary>
    public const string SecretKey = "local-lambda-secret-of-no-account-at-all";

    /// <summary>The session's token, which comes with the two.</summary>
    public const string SessionToken = "local-lambda-session";

    internal static string FunctionArn(string function) => Arn("lambda", $"function:{function}");

    internal static string Arn(string service, string resource) => $"arn:aws:{service}:{Region}:{Account}:{resource}";
}
