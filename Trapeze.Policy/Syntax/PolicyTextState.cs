namespace Trapeze.Policy.Syntax;

internal enum PolicyTextState
{
    Read,
    Missing,
    Unreadable,
    TooLarge,
    NotUtf8,
}
