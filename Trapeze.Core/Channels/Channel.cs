using Trapeze.Core.Labels;

namespace Trapeze.Core.Channels;

/// <summary>A way out, and who can learn what goes out there.</summary>
/// <remarks>semantics §2, rule send.</remarks>
public sealed class Channel
{
    /// <summary>A channel of a name and a label.</summary>
    public Channel(string name, Label label, Label? answers = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(label);
        Name = name;
        Label = label;
        Answers = answers ?? label;
    }

    /// <summary>The name that the policy gives it.</summary>
    public string Name { get; }

    /// <summary>What may go out: data that flows to this label.</summary>
    public Label Label { get; }

    /// <summary>The label of what comes back on it; the channel's own unless the policy says otherwise.</summary>
    public Label Answers { get; }

    /// <summary>The channel's name.</summary>
    public override string ToString() => Name;
}
