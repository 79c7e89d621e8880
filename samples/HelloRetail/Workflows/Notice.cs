namespace HelloRetail.Workflows;

/// <summary>What the postcard to a photographer may say.</summary>
public sealed record Notice(string Photographer, string Request, bool Wanted);
