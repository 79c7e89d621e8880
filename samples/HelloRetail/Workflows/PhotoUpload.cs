namespace HelloRetail.Workflows;

/// <summary>A photographer's word that the picture for an assignment is at a place on the picture site.</summary>
public sealed record PhotoUpload(string Request, string Url);
