using System.Globalization;

namespace Trapeze.LocalLambda.Gateway;

/// <summary>What a front knows of a request besides the request.</summary>
internal sealed record EventContext(HttpShape Shape, string Stage, RouteMatch? Match, DateTimeOffset Time)
{
    internal const string Client = "127.0.0.1";

    internal string RequestId { get; } = Guid.NewGuid().ToString();

    internal string Clock => Time.ToString("dd'/'MMM'/'yyyy':'HH':'mm':'ss' +0000'", CultureInfo.InvariantCulture);
}
