namespace Trapeze.Policy;

/// <summary>There is no policy to start with: the file is bad or missing.</summary>
public sealed class InvalidPolicyException : Exception
{
    internal InvalidPolicyException(PolicyResult result)
        : base("the policy is refused:\n" + result.Render()) => Result = result;

    /// <summary>Everything that is wrong.</summary>
    public PolicyResult Result { get; }
}
