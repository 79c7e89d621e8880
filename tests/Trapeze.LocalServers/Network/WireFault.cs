namespace Trapeze.LocalServers.Network;

/// <summary>What can go wrong with one request on its way to a server and back.</summary>
public enum WireFault
{
    None,

    /// <summary>Turned away for there are too many, as DynamoDB does it: before anything is done.</summary>
    Throttled,

    /// <summary>Answered with 500; the server has not got it.</summary>
    FailedBefore,

    /// <summary>Done, and answered with 500.</summary>
    FailedAfter,

    /// <summary>The connection breaks; the server has not got it.</summary>
    LostBefore,

    /// <summary>Done; the connection breaks before the answer.</summary>
    LostAfter,

    /// <summary>Done; the connection breaks in the midst of the answer.</summary>
    Torn,

    /// <summary>No answer comes until the client has given up; the server gets it after that.</summary>
    Late,
}
