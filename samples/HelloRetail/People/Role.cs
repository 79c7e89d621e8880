namespace HelloRetail.People;

/// <summary>What the shop's policy knows a person by.</summary>
public enum Role
{
    Owner,
    Client,
    Photographer,
}
