using System.Globalization;
using Amazon.DynamoDBv2.Model;
using BadApp.Theft;

namespace BadApp.Rows;

/// <summary>The tables that the policy declares, and their keys.</summary>
public static class Tables
{
    public const string Drawer = "drawer";
    public const string GuestBook = "guestbook";

    public static Dictionary<string, AttributeValue> SecretKey() => new() { ["id"] = new("secret") };

    /// <summary>The place in the guest book that the request about one bit signs at.</summary>
    public static string Place(Way way, int bit) => string.Create(CultureInfo.InvariantCulture, $"{way}-{bit}");

    public static Dictionary<string, AttributeValue> Line(Way way, int bit, int line) => new()
    {
        ["place"] = new(Place(way, bit)),
        ["line"] = new(line.ToString("d2", CultureInfo.InvariantCulture)),
    };
}
