namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>A difference that is known and explained: DynamoDB Local is not as the service in it, or Trapeze means it.</summary>
/// <param name="Name">What the output calls it.</param>
/// <param name="Reason">Why it is not a mistake of the engine.</param>
/// <param name="Allows">Exactly the exchanges that it is about.</param>
/// <param name="Parts">Whether the two sides' contents may differ afterwards, so that the program ends.</param>
internal sealed record Allowance(string Name, string Reason, Func<Exchange, bool> Allows, bool Parts = false);
