namespace HelloRetail.Rows;

/// <summary>The tables that the policy declares.</summary>
public static class Tables
{
    public const string Category = "category";
    public const string Catalog = "catalog";
    public const string Price = "price";
    public const string Picture = "picture";
    public const string User = "user";
    public const string Photographer = "photographer";
    public const string Workload = "workload";
    public const string Assignment = "assignment";
    public const string Purchase = "purchase";
    public const string Card = "card";
    public const string Sale = "sale";
}
