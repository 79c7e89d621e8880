using System.Collections.Immutable;

namespace Trapeze.Shim.Declassification;

/// <summary>One piece of trusted code, made once.</summary>
internal sealed class DeclassifierCode
{
    private DeclassifierCode(object code, ImmutableArray<ReleasePort> ports)
    {
        Code = code;
        Ports = ports;
    }

    internal object Code { get; }

    internal ImmutableArray<ReleasePort> Ports { get; }

    internal static DeclassifierCode Of(Type type)
    {
        var pairs = type.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IDeclassifier<,>)).ToList();
        if (pairs.Count == 0 || type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new ArgumentException($"`{type}` needs a constructor without parameters and `IDeclassifier<,>`", nameof(type));
        }

        var code = Activator.CreateInstance(type)!;
        return new DeclassifierCode(
            code,
            [.. pairs.Select(pair => (ReleasePort)Activator.CreateInstance(typeof(ReleasePort<,>).MakeGenericType(pair.GenericTypeArguments), code)!)]);
    }

    /// <summary>The pair for an input of this type, an exact one before others; <see langword="null"/> if there is none.</summary>
    internal ReleasePort? PortFor(Type input) =>
        Ports.FirstOrDefault(port => port.Input == input) ?? Ports.FirstOrDefault(port => port.Input.IsAssignableFrom(input));
}
