namespace Trapeze.LocalLambda;

/// <summary>What stands in front of functions, and so which shape events and answers have.</summary>
public enum HttpShape
{
    /// <summary>API Gateway's HTTP API, payload 2.0.</summary>
    HttpApi,

    /// <summary>API Gateway's REST API, proxy integration.</summary>
    RestApi,

    /// <summary>An Application Load Balancer, one value for each header.</summary>
    LoadBalancer,

    /// <summary>An Application Load Balancer with multi-value headers.</summary>
    LoadBalancerMultiValue,

    /// <summary>A function's own URL.</summary>
    FunctionUrl,
}
