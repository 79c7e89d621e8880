namespace Trapeze.LocalLambda;

/// <summary>Which function serves a route.</summary>
/// <param name="Key"><c>METHOD /path/{name}/{rest+}</c>, with <c>ANY</c> for every method, or <c>$default</c>.</param>
/// <param name="Function">The function's name.</param>
public sealed record LocalRoute(string Key, string Function);
