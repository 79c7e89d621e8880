using System.Collections.Immutable;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace HelloRetail.People;

/// <summary>Who an activation speaks for. Its start label says so, and nobody's request body can.</summary>
public static class Speaker
{
    private static readonly ImmutableArray<string> Families = ["client", "card", "photographer"];

    extension(Activation activation)
    {
        /// <summary>The client whose activation this is, with the card at hand or not.</summary>
        public string Client => activation.Member("client") ?? activation.Member("card") ?? throw new InvalidOperationException("not a client's activation");

        /// <summary>The photographer whose activation this is.</summary>
        public string Photographer => activation.Member("photographer") ?? throw new InvalidOperationException("not a photographer's activation");

        public bool IsOwner => activation.StartLabel.Equals(activation.StartLabel.Order.Label("owner"));

        /// <summary>Whether what it says of the person <paramref name="id"/> counts: it is that person's own, or the owner's.</summary>
        public bool SpeaksFor(string id) =>
            activation.IsOwner || Families.Any(family => string.Equals(activation.Member(family), id, StringComparison.Ordinal));

        /// <summary>The label of this client's own card.</summary>
        public Label OwnCard => activation.StartLabel.Order.Label("card", activation.Client);

        private string? Member(string family) =>
            activation.StartLabel.Secrecy.Clauses is [{ Atoms: [var atom] }] && string.Equals(atom.Kind.Name, family, StringComparison.Ordinal)
                ? atom.Parameter
                : null;
    }
}
