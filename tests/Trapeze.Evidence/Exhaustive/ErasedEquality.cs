using System.Diagnostics.CodeAnalysis;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Exhaustive;

/// <summary>States as one observer tells them apart.</summary>
internal sealed class ErasedEquality(ReferenceMachine.Policy policy, Observer observer) : IEqualityComparer<State>
{
    public bool Equals(State? x, State? y) => ReferenceEquals(x, y) || (x is not null && y is not null && observer.FindsEqual(x, y));

    public int GetHashCode([DisallowNull] State obj)
    {
        var hash = default(HashCode);
        foreach (var facets in obj.Store)
        {
            foreach (var facet in facets)
            {
                if (observer.Sees(facet.Label))
                {
                    hash.Add(facet);
                }
            }

            hash.Add(0);
        }

        foreach (var activation in obj.Activations)
        {
            if (observer.Sees(activation.Label))
            {
                hash.Add(activation);
            }
        }

        foreach (var one in obj.Events)
        {
            if (observer.Sees(one.Label))
            {
                hash.Add(one);
            }
        }

        for (var channel = 0; channel < obj.Answers.Length; channel++)
        {
            hash.Add(observer.Sees(policy.Channels[channel].Answers) ? obj.Answers[channel] : 0);
        }

        return hash.ToHashCode();
    }
}
