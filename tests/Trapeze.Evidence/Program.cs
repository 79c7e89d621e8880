using Trapeze.Evidence;

var verbs = typeof(IVerb).Assembly.GetTypes()
    .Where(type => type is { IsInterface: false, IsAbstract: false } && type.IsAssignableTo(typeof(IVerb)))
    .Select(type => (IVerb)Activator.CreateInstance(type)!)
    .OrderBy(verb => verb.Name, StringComparer.Ordinal)
    .ToList();

if (args is [var name, .. var arguments] && verbs.Find(verb => string.Equals(verb.Name, name, StringComparison.Ordinal)) is { } chosen)
{
    return await chosen.RunAsync(arguments, Console.Out) ? 0 : 1;
}

Console.Error.WriteLine("give one of:");
foreach (var verb in verbs)
{
    Console.Error.WriteLine($"  {verb.Name,-12} {verb.Shows}");
}

return 2;
