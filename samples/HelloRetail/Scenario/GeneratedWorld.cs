using System.Globalization;
using HelloRetail.Events;
using HelloRetail.People;

namespace HelloRetail.Scenario;

/// <summary>Further customers and products, made from a seed: the same seed makes the same world.</summary>
public sealed class GeneratedWorld
{
    private static readonly string[] Brands = ["Borealis", "Kite & Co", "Nordlicht", "Ostrich", "Plumb", "Quarry", "Tern"];
    private static readonly string[] Materials = ["Ash", "Brass", "Cork", "Felt", "Glass", "Linen", "Slate", "Wool"];
    private static readonly string[] Shapes = ["Bowl", "Lamp", "Stool", "Vase", "Clock", "Tray", "Basket", "Mirror"];
    private static readonly string[] Categories = ["Kitchen", "Lights", "Living"];
    private static readonly string[] Given = ["Ada", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "June", "Kai", "Lena", "Milo", "Nora"];
    private static readonly string[] Family = ["Abel", "Berg", "Costa", "Dahl", "Ek", "Frost", "Gray", "Holm", "Ito", "Jansen", "Klein", "Lund"];

    public GeneratedWorld(int seed, int customers, int products)
    {
        var random = new Random(seed);
        Customers = [.. Enumerable.Range(1, customers).Select(number => Customer(random, number))];
        Products = [.. Enumerable.Range(1, products).Select(number => MakeProduct(random, number))];
        Purchases = [.. Customers.Where((_, index) => index % 3 == 0).Select(customer => (customer, Products[random.Next(Released)]))];
    }

    public IReadOnlyList<Person> Customers { get; }

    public IReadOnlyList<ProductCreate> Products { get; }

    /// <summary>How many of the products the owner releases; the rest stays the owner's.</summary>
    public int Released => Products.Count * 2 / 3;

    /// <summary>Who buys what.</summary>
    public IReadOnlyList<(Person Customer, ProductCreate Product)> Purchases { get; }

    /// <summary>A card number for a customer, from the range that the card schemes keep for tests.</summary>
    public static string CardOf(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var number = person.Id.Aggregate(17, (hash, letter) => ((hash * 31) + letter) % 100_000_000);
        return string.Create(CultureInfo.InvariantCulture, $"40000000{number:00000000}");
    }

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    private static Person Customer(Random random, int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"customer-{number:000}"), $"{Pick(random, Given)} {Pick(random, Family)}", Role.Client);

    private static ProductCreate MakeProduct(Random random, int number)
    {
        var (material, shape) = (Pick(random, Materials), Pick(random, Shapes));
        return new ProductCreate(
            string.Create(CultureInfo.InvariantCulture, $"ware-{number:000}"),
            Pick(random, Brands),
            $"{material} {shape}",
            $"A {shape.ToLowerInvariant()} of {material.ToLowerInvariant()}, made in small numbers.",
            Pick(random, Categories),
            random.Next(5, 120));
    }
}
