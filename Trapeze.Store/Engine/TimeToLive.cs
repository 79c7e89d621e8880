using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Engine;

/// <summary>The attribute that says when an item ends: a number, in seconds since 1970.</summary>
/// <remarks>
/// An item whose time has come does not exist: a function of the view and of the clock, whoever swept or did not. Whatever else the attribute
/// holds ends nothing, as with DynamoDB; unlike there, a time of many years ago has come too.
/// </remarks>
internal sealed record TimeToLive(string Attribute)
{
    /// <summary>Whether the time of <paramref name="item"/> has come.</summary>
    internal bool HasPassed(Dictionary<string, AttributeValue> item, DateTimeOffset now) =>
        item.TryGetValue(Attribute, out var time) && time.N is { } text
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= now.ToUnixTimeSeconds();
}
