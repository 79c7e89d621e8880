namespace Trapeze.Shim.Lambda.Http;

/// <summary>The forms in which Lambda is given a request and takes a reply.</summary>
internal enum EventShape
{
    /// <summary>Not a request.</summary>
    None,

    /// <summary>API Gateway, HTTP API, payload 2.0: the path comes decoded, with the stage in front.</summary>
    HttpApi,

    /// <summary>A function's own address: like <see cref="HttpApi"/>, with the path as it was sent.</summary>
    FunctionUrl,

    /// <summary>API Gateway, REST API, payload 1.0: the path as it was sent, the query decoded.</summary>
    RestApi,

    /// <summary>A load balancer: path and query as they were sent, one value of each name.</summary>
    LoadBalancer,

    /// <summary>A load balancer that passes all values.</summary>
    LoadBalancerMultiValue,
}
