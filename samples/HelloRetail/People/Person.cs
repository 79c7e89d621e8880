namespace HelloRetail.People;

/// <summary>Somebody who holds a token of the shop.</summary>
public sealed record Person(string Id, string Name, Role Role);
