namespace HelloRetail.Workflows;

/// <summary>Where a photo assignment stands.</summary>
public enum AssignmentStatus
{
    Wanted,
    Received,
    Overdue,
}
