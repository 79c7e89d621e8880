using HelloRetail.Lambda;
using HelloRetail.Scenario;

var time = TimeProvider.System;
var size = args.Contains("--full", StringComparer.Ordinal) ? new ScenarioSize() : ScenarioSize.Small;
await using var shop = await ShopInLambda.StartAsync(size.Seed, time);
IReadOnlyList<string> there;
try
{
    there = await Played.InLambdaAsync(shop, size, time);
}
catch (Exception error) when (error is TimeoutException or HttpRequestException)
{
    Console.Error.WriteLine(error.Message);
    shop.Explain(Console.Error);
    return 1;
}

var here = await Played.OnKestrelAsync(size, time);
var differences = there.Except(here, StringComparer.Ordinal).Select(line => $"in Lambda:  {line}").Concat(here.Except(there, StringComparer.Ordinal).Select(line => $"on Kestrel: {line}")).ToList();
if (differences.Count == 0 && !there.SequenceEqual(here, StringComparer.Ordinal))
{
    differences.Add("the same lines, in another order or number");
}

differences.ForEach(Console.Error.WriteLine);
Console.WriteLine(differences.Count == 0
    ? $"the same in Lambda as on Kestrel: {there.Count} lines"
    : $"{differences.Count} lines differ between Lambda and Kestrel");
return differences.Count == 0 ? 0 : 1;
