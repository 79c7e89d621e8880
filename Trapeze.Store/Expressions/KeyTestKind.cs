namespace Trapeze.Store.Expressions;

/// <summary>What a key condition may ask of a key.</summary>
internal enum KeyTestKind
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between,
    BeginsWith,
}
