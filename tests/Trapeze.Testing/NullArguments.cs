using System.Reflection;

namespace Trapeze.Testing;

/// <summary>Calls every public member of an assembly with one argument null, wherever its signature says that it must not be.</summary>
/// <param name="samples">A value of each type that a member is called on or with.</param>
public sealed class NullArguments(params object[] samples)
{
    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>How many arguments were tried.</summary>
    public int Tried { get; private set; }

    /// <summary>The arguments that are not refused with an <see cref="ArgumentException"/>.</summary>
    public IReadOnlyList<string> Accepted(Assembly assembly) =>
        [.. assembly.GetExportedTypes().Where(type => !type.IsInterface && !type.IsSubclassOf(typeof(Delegate)) && !IsRecord(type)).SelectMany(type => AcceptedBy(Closed(type)))];

    private IEnumerable<string> AcceptedBy(Type type) =>
        from member in Members(type)
        from parameter in member.GetParameters()
        where parameter is { IsOut: false } && !parameter.ParameterType.IsValueType && !parameter.ParameterType.IsByRef && IsNeverNull(parameter)
        where !IsRefused(member, parameter)
        select $"{type.Name}.{member.Name}({parameter.Name})";

    // Operators and what is written for the compiler have no argument that a caller forgets.
    private static IEnumerable<MethodBase> Members(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && !method.IsAbstract)
            .Select(method => method.IsGenericMethodDefinition ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(_ => typeof(object))]) : method)
            .Concat<MethodBase>(type.IsAbstract ? [] : type.GetConstructors());

    private static Type Closed(Type type) =>
        type.IsGenericTypeDefinition ? type.MakeGenericType([.. type.GetGenericArguments().Select(_ => typeof(string))]) : type;

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null
        || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    private bool IsNeverNull(ParameterInfo parameter)
    {
        var declared = Declared(parameter);
        return !declared.ParameterType.IsGenericParameter && _nullability.Create(declared).WriteState == NullabilityState.NotNull;
    }

    // Of a constructed type or method, a parameter does not say whether it was a type parameter.
    private static ParameterInfo Declared(ParameterInfo parameter) =>
        ((MethodBase)parameter.Member.Module.ResolveMember(parameter.Member.MetadataToken)!).GetParameters()[parameter.Position];

    private bool IsRefused(MethodBase member, ParameterInfo empty)
    {
        Tried++;
        var arguments = member.GetParameters().Select(parameter =>
            parameter.Position == empty.Position || parameter.IsOut ? null : Sample(parameter.ParameterType, member)).ToArray();
        try
        {
            _ = member is ConstructorInfo constructor
                ? constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)
                : member.Invoke(member.IsStatic ? null : Sample(member.DeclaringType!, member), BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (NullReferenceException)
        {
            return false;
        }
    }

    private object? Sample(Type type, MethodBase member)
    {
        var wanted = type.IsByRef ? type.GetElementType()! : type;
        return samples.FirstOrDefault(wanted.IsInstanceOfType)
            ?? (wanted.IsValueType ? Activator.CreateInstance(wanted) : throw new InvalidOperationException($"{member.DeclaringType}.{member.Name} needs a sample of {wanted}"));
    }
}
