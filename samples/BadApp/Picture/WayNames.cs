using BadApp.Theft;

namespace BadApp.Picture;

/// <summary>What people call the ways.</summary>
public static class WayNames
{
    extension(Way way)
    {
        /// <summary>What the injected code does if the bit is set.</summary>
        public string Deed => way switch
        {
            Way.Write => "writes a record",
            Way.Loop => "loops for ever",
            Way.Crash => "crashes",
            Way.Slow => "is slow",
            Way.Log => "logs much",
            Way.Page => "fills pages",
            _ => throw new ArgumentOutOfRangeException(nameof(way)),
        };

        /// <summary>What the thief looks at.</summary>
        public string Trace => way switch
        {
            Way.Write => "is it there?",
            Way.Loop => "a reply?",
            Way.Crash => "which status?",
            Way.Slow => "how soon?",
            Way.Log => "log lines?",
            Way.Page => "pages?",
            _ => throw new ArgumentOutOfRangeException(nameof(way)),
        };
    }
}
