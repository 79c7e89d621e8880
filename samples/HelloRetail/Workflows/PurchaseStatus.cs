namespace HelloRetail.Workflows;

/// <summary>Where a purchase stands.</summary>
public enum PurchaseStatus
{
    Pending,
    Approved,
    Declined,
    NotForSale,
    Overdue,
}
