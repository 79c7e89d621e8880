namespace BadApp.Hosting;

/// <summary>What people call the guards.</summary>
public static class GuardNames
{
    extension(Guard guard)
    {
        public string Title() => guard switch
        {
            Guard.None => "No guard",
            Guard.Insensitive => "A usual guard",
            Guard.Trapeze => "Trapeze",
            _ => throw new ArgumentOutOfRangeException(nameof(guard)),
        };
    }
}
