using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>What a table and its items may be at the edges of DynamoDB's limits.</summary>
internal static class PlainCaseList
{
    private static readonly string[] HostileTexts =
    [
        "\0", "\0\0", "\0\u0001", "\u0001", "a", "a\0", "a\0b", "a\0\u0001b", "a\u0001", "ab", "a/b", "a|b", "a:b", "a#b", "a,b", "a;b", "a b", " ", "  ", "\t", "\r\n", "'", "''", "\"", "\\", "\\0", "`", "--", "/*",
        "%", "_", "*", "?", "$", "{}", "[]", "<>", "&", ":v", "#n", "NULL", "true", "0", "-0", "cell", "inbox", "note policy", "é", "e\u0301", "ß", "ẞ", "İ", "ı", "ﬀ", "Ω", "Ω", "\u200b", "\u202e", "\ufeff", "\ufffd",
        "\uffff", "\ue000", "中文", "العربية", "\U0001F600", "\U0001F468\u200d\U0001F469", "\U00010000", "\U0010FFFF", "\u007f", "\u0080", "\u07ff", "\u0800",
    ];

    private static readonly string[] EdgeNumbers =
    [
        "0", "1", "-1", "10", "9", "-9", "-10", "0.1", "-0.1", "99999999999999999999999999999999999999", "-99999999999999999999999999999999999999", "12345678901234567890123456789012345678",
        "0.12345678901234567890123456789012345678", "1234567890123456789.0123456789012345678", "1e125", "-1e125", "9.9999999999999999999999999999999999999e125", "1e-130", "-1e-130", "1e37", "1e38",
    ];

    internal static IReadOnlyDictionary<string, Func<PlainCase, Task>> All { get; } = new Dictionary<string, Func<PlainCase, Task>>(StringComparer.Ordinal)
    {
        ["pages of 1 MB"] = PagesAsync,
        ["large items"] = LargeItemsAsync,
        ["batches"] = BatchesAsync,
        ["empty values"] = EmptyValuesAsync,
        ["binary values"] = BinaryValuesAsync,
        ["numbers"] = NumbersAsync,
        ["long names"] = LongNamesAsync,
        ["hostile keys"] = HostileKeysAsync,
        ["long keys"] = LongKeysAsync,
    };

    private static async Task PagesAsync(PlainCase the)
    {
        // Of 100 KB each, and so that the tenth brings a page to a megabyte and a byte less.
        foreach (var (id, bytes) in ((string, int)[])[("exact", 1 << 16), ("less", (1 << 16) - 1), ("odd", 100_003)])
        {
            for (var at = 0; at < 35; at++)
            {
                await the.Client.PutItemAsync(PlainTables.Numbers, Sized(id, at, bytes));
            }

            await the.QueryAsync(id, PlainTables.Numbers, S(id), request => (request.ProjectionExpression, request.ExpressionAttributeNames["#at"]) = ("#id, #at", "at"));
            await the.QueryAsync($"{id} backwards", PlainTables.Numbers, S(id), request => (request.ScanIndexForward, request.Select) = (false, "COUNT"));
        }
    }

    private static async Task LargeItemsAsync(PlainCase the)
    {
        foreach (var bytes in (int[])[ItemSize.Limit, ItemSize.Limit + 1])
        {
            await the.PutAsync(Text(bytes), PlainTables.Numbers, Sized("large", 0, bytes));
        }

        await the.GetAsync("large", PlainTables.Numbers, Key("large", 0));
        await the.DoAsync("update", async () =>
        {
            await the.Client.UpdateItemAsync(new UpdateItemRequest
            {
                TableName = PlainTables.Numbers,
                Key = Key("large", 0),
                UpdateExpression = "SET more = :more",
                ExpressionAttributeValues = new() { [":more"] = S(new string('m', 20_000)) },
            });
            return "done";
        });
    }

    private static async Task BatchesAsync(PlainCase the)
    {
        foreach (var count in (int[])[25, 26])
        {
            await the.DoAsync($"write {count}", async () =>
            {
                var response = await the.Client.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>>
                {
                    [PlainTables.Numbers] = [.. Enumerable.Range(0, count).Select(at => new WriteRequest(new PutRequest(Sized("batch", at, 100))))],
                });
                return $"{response.UnprocessedItems?.Count ?? 0} left";
            });
        }

        foreach (var count in (int[])[100, 101])
        {
            await the.DoAsync($"get {count}", async () =>
            {
                var response = await the.Client.BatchGetItemAsync(new Dictionary<string, KeysAndAttributes>
                {
                    [PlainTables.Numbers] = new() { Keys = [.. Enumerable.Range(0, count).Select(at => Key("batch", at))] },
                });
                return $"{string.Join(' ', response.Responses[PlainTables.Numbers].Select(PlainCase.Show).Order(StringComparer.Ordinal))}, {response.UnprocessedKeys?.Count ?? 0} left";
            });
        }

        await the.DoAsync("delete 25", async () =>
        {
            var response = await the.Client.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>>
            {
                [PlainTables.Numbers] = [.. Enumerable.Range(0, 25).Select(at => new WriteRequest(new DeleteRequest(Key("batch", at))))],
            });
            return $"{response.UnprocessedItems?.Count ?? 0} left";
        });
        await the.ScanAsync(PlainTables.Numbers);
    }

    private static async Task EmptyValuesAsync(PlainCase the)
    {
        var item = Key("empty", 0);
        (item["text"], item["binary"]) = (S(""), new AttributeValue { B = new MemoryStream() });
        (item["list"], item["map"]) = (new AttributeValue { L = [], IsLSet = true }, new AttributeValue { M = [], IsMSet = true });
        item["set"] = new AttributeValue { SS = [""] };
        await the.PutAsync("empty values", PlainTables.Numbers, item);
        await the.GetAsync("empty values", PlainTables.Numbers, Key("empty", 0));
        await the.PutAsync("an empty key", PlainTables.Numbers, Key("", 0));
        await the.PutAsync("an empty sort key", PlainTables.Texts, new() { ["id"] = S("k"), ["at"] = S("") });
        await the.PutAsync("an empty binary key", PlainTables.Bytes, new() { ["id"] = B([]), ["at"] = B([1]) });
    }

    private static async Task BinaryValuesAsync(PlainCase the)
    {
        var every = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        await the.PutAsync("every byte", PlainTables.Bytes, new() { ["id"] = B(every), ["at"] = B(every), ["value"] = B(every), ["set"] = new AttributeValue { BS = [new([0]), new([0, 0]), new([255])] } });
        await the.GetAsync("every byte", PlainTables.Bytes, new() { ["id"] = B(every), ["at"] = B(every) });
        byte[][] keys = [[0], [0, 0], [0, 1], [0, 255], [1], [1, 0], [127], [128], [255], [255, 0], [255, 255], [0, 1, 2], [0, 2], [0, 254], [0, 255, 0]];
        foreach (var id in keys)
        {
            foreach (var at in keys)
            {
                await the.Client.PutItemAsync(PlainTables.Bytes, new() { ["id"] = B(id), ["at"] = B(at) });
            }
        }

        foreach (var id in keys)
        {
            await the.QueryAsync(Convert.ToHexString(id), PlainTables.Bytes, B(id));
        }

        await the.ScanAsync(PlainTables.Bytes);
    }

    private static async Task NumbersAsync(PlainCase the)
    {
        foreach (var number in EdgeNumbers)
        {
            await the.PutAsync(number, PlainTables.Numbers, new() { ["id"] = S("numbers"), ["at"] = new AttributeValue { N = number }, ["value"] = new AttributeValue { N = number } });
        }

        await the.QueryAsync("numbers", PlainTables.Numbers, S("numbers"));
        await the.QueryAsync("numbers backwards", PlainTables.Numbers, S("numbers"), request => request.ScanIndexForward = false);
        foreach (var number in (string[])["100000000000000000000000000000000000001", "0.100000000000000000000000000000000000001", "1e126", "1e-131", "x"])
        {
            await the.PutAsync(number, PlainTables.Numbers, new() { ["id"] = S("numbers"), ["at"] = N(0), ["value"] = new AttributeValue { N = number } });
        }
    }

    private static async Task LongNamesAsync(PlainCase the)
    {
        var key = new Dictionary<string, AttributeValue> { [PlainTables.LongId] = S("k"), [PlainTables.LongAt] = S("s") };
        await the.PutAsync("long names", PlainTables.Long, new(key) { [new string('v', 255)] = S("value"), [new string('é', 1_000)] = S("longer") });
        await the.GetAsync("long names", PlainTables.Long, key);
        await the.QueryAsync("long names", PlainTables.Long, S("k"));
        await the.DeleteAsync("long names", PlainTables.Long, key);
    }

    private static async Task HostileKeysAsync(PlainCase the)
    {
        for (var at = 0; at < HostileTexts.Length; at++)
        {
            await the.Client.PutItemAsync(PlainTables.Texts, new() { ["id"] = S(HostileTexts[at]), ["at"] = S(HostileTexts[^(at + 1)]), ["value"] = N(at), [HostileTexts[at]] = S(HostileTexts[at]) });
            await the.Client.PutItemAsync(PlainTables.Texts, new() { ["id"] = S("one"), ["at"] = S(HostileTexts[at]) });
        }

        for (var at = 0; at < HostileTexts.Length; at++)
        {
            await the.GetAsync(Text(at), PlainTables.Texts, new() { ["id"] = S(HostileTexts[at]), ["at"] = S(HostileTexts[^(at + 1)]) });
            await the.QueryAsync(Text(at), PlainTables.Texts, S(HostileTexts[at]));
        }

        await the.QueryAsync("all", PlainTables.Texts, S("one"));
        await the.QueryAsync("all backwards, by threes", PlainTables.Texts, S("one"), request => (request.ScanIndexForward, request.Limit) = (false, 3));
        await the.QueryAsync("those that begin with a", PlainTables.Texts, S("one"), request =>
        {
            request.KeyConditionExpression += " AND begins_with(#at, :a)";
            (request.ExpressionAttributeNames["#at"], request.ExpressionAttributeValues[":a"]) = ("at", S("a"));
        });
        await the.ScanAsync(PlainTables.Texts);
        for (var at = 0; at < HostileTexts.Length; at += 2)
        {
            await the.DeleteAsync(Text(at), PlainTables.Texts, new() { ["id"] = S("one"), ["at"] = S(HostileTexts[at]) });
        }

        await the.QueryAsync("what is left", PlainTables.Texts, S("one"));
    }

    // Up to the longest, and many that differ in their last letters alone.
    private static async Task LongKeysAsync(PlainCase the)
    {
        foreach (var (id, at) in ((string, string)[])
            [(new('h', 512), new('s', 510)), (new('é', 256), new('中', 170)), (new('h', 2_048), new('s', 1_024)), (new('\0', 2_048), new('\0', 1_024)), (new('h', 2_049), "s"), ("h", new('s', 1_025))])
        {
            await the.PutAsync($"{id.Length} and {at.Length}", PlainTables.Texts, new() { ["id"] = S(id), ["at"] = S(at) });
            await the.GetAsync($"{id.Length} and {at.Length}", PlainTables.Texts, new() { ["id"] = S(id), ["at"] = S(at) });
        }

        foreach (var (id, letters) in ((string, int)[])[("h", 1_020), (new('i', 2_048), 500), (new('j', 980), 5)])
        {
            var begin = new string('s', letters);
            foreach (var end in (string[])["", "b", "a", "ab", "aa", "B", "c", "\0", "é", "bc"])
            {
                await the.PutAsync(end, PlainTables.Texts, new() { ["id"] = S(id), ["at"] = S(begin + end), ["value"] = S(end) });
            }

            await the.PutAsync("before", PlainTables.Texts, new() { ["id"] = S(id), ["at"] = S(begin[1..]) });
            await the.PutAsync("behind", PlainTables.Texts, new() { ["id"] = S(id), ["at"] = S("t") });
            await the.QueryAsync($"{id.Length}, by 1", PlainTables.Texts, S(id), request => request.Limit = 1);
            foreach (var (forward, limit) in ((bool, int)[])[(true, 100), (false, 100), (true, 3), (false, 3)])
            {
                await the.QueryAsync($"{id.Length}, {forward}, by {limit}", PlainTables.Texts, S(id), request => (request.ScanIndexForward, request.Limit) = (forward, limit));
                await the.QueryAsync($"{id.Length}, {forward}, by {limit}, from a to b", PlainTables.Texts, S(id), request =>
                {
                    (request.ScanIndexForward, request.Limit) = (forward, limit);
                    request.KeyConditionExpression += " AND #at BETWEEN :a AND :b";
                    request.ExpressionAttributeNames["#at"] = "at";
                    (request.ExpressionAttributeValues[":a"], request.ExpressionAttributeValues[":b"]) = (S(begin + "a"), S(begin + "b"));
                });
            }

            await the.QueryAsync("those that begin alike", PlainTables.Texts, S(id), request =>
            {
                request.KeyConditionExpression += " AND begins_with(#at, :a)";
                (request.ExpressionAttributeNames["#at"], request.ExpressionAttributeValues[":a"]) = ("at", S(begin + "a"));
            });
            await the.DeleteAsync("one", PlainTables.Texts, new() { ["id"] = S(id), ["at"] = S(begin + "a") });
        }

        await the.ScanAsync(PlainTables.Texts);
    }

    /// <summary>An item of so many bytes by DynamoDB's count.</summary>
    internal static Dictionary<string, AttributeValue> Sized(string id, int at, int bytes)
    {
        var item = new Dictionary<string, AttributeValue>(Key(id, at)) { ["text"] = S("") };
        item["text"] = S(new string('x', bytes - ItemSize.Of(item)));
        return item;
    }

    internal static Dictionary<string, AttributeValue> Key(string id, int at) => new() { ["id"] = S(id), ["at"] = N(at) };

    private static AttributeValue B(byte[] bytes) => new() { B = new MemoryStream(bytes) };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
