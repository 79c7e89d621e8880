using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Aws;

/// <summary>A service that is told by the request's path and body.</summary>
internal interface IHttpService
{
    /// <summary>The service's name in the scope of signatures.</summary>
    string Scope { get; }

    /// <summary>Whether a request is for it.</summary>
    bool Takes(RawRequest request);

    /// <summary>Carries a request out; throws <see cref="AwsException"/>.</summary>
    Task<RawAnswer> AnswerAsync(RawRequest request, CancellationToken gone);

    /// <summary>How it says an error.</summary>
    RawAnswer Refuse(AwsException refused);
}
