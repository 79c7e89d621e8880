using System.Reflection;

namespace HelloRetail.Tests;

/// <summary>The tests of a class of tests, to be run on another shop.</summary>
internal static class TestsOf<T>
{
    public static TheoryData<string> Names =>
        [.. typeof(T).GetMethods().Where(method => method.IsDefined(typeof(FactAttribute)) && method.GetParameters().Length == 0).Select(method => method.Name)];

    public static async Task RunAsync(string name, PlayedShop shop)
    {
        var test = Activator.CreateInstance(typeof(T), shop);
        if (typeof(T).GetMethod(name)!.Invoke(test, BindingFlags.DoNotWrapExceptions, binder: null, [], culture: null) is Task running)
        {
            await running;
        }
    }
}
