namespace Trapeze.Policy.Labels;

internal enum ParameterTemplateKind
{
    /// <summary>A value: <c>client(alice)</c>.</summary>
    Literal,

    /// <summary>A name that is bound later: <c>client($id)</c>.</summary>
    Variable,

    /// <summary>Any member: <c>client(*)</c>.</summary>
    Any,
}
