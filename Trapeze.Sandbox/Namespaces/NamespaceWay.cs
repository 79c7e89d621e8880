namespace Trapeze.Sandbox.Namespaces;

/// <summary>How namespaces are made.</summary>
internal enum NamespaceWay
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By the privileges of this process.</summary>
    Privileged,

    /// <summary>In a user namespace, where those who made it have privileges.</summary>
    InUserNamespace,
}
