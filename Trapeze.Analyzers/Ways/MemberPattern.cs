using Microsoft.CodeAnalysis;

namespace Trapeze.Analyzers.Ways;

/// <summary>Which members of a type are meant: <c>Name</c>, <c>Name=</c> (set), <c>.ctor</c>, and with the type's name of the first parameter, <c>Load(String)</c>, or of any, <c>.ctor(..String)</c>.</summary>
internal sealed class MemberPattern
{
    private readonly string _name;
    private readonly string? _parameter;
    private readonly bool _isAnyParameter;
    private readonly bool _isSet;

    private MemberPattern(string name, string? parameter, bool isAnyParameter, bool isSet)
    {
        _name = name;
        _parameter = parameter;
        _isAnyParameter = isAnyParameter;
        _isSet = isSet;
    }

    internal static MemberPattern Read(string text)
    {
        var isSet = text.EndsWith("=", StringComparison.Ordinal);
        var open = text.IndexOf('(');
        var name = open >= 0 ? text.Substring(0, open) : text.TrimEnd('=');
        var parameter = open >= 0 ? text.Substring(open + 1).TrimEnd(')', '=') : null;
        var isAny = parameter?.StartsWith("..", StringComparison.Ordinal) == true;
        return new MemberPattern(name, isAny ? parameter!.Substring(2) : parameter, isAny, isSet);
    }

    internal bool Matches(ISymbol member, bool isSet) =>
        (!_isSet || isSet) && string.Equals(member.Name, _name, StringComparison.Ordinal) && (_parameter is null || HasParameter(member));

    private bool HasParameter(ISymbol member)
    {
        if (member is not IMethodSymbol { Parameters: var parameters })
        {
            return false;
        }

        return _isAnyParameter
            ? parameters.Any(parameter => string.Equals(parameter.Type.Name, _parameter, StringComparison.Ordinal))
            : parameters.Length > 0 && string.Equals(parameters[0].Type.Name, _parameter, StringComparison.Ordinal);
    }
}
