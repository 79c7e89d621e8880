namespace Trapeze.Policy.Tables;

#pragma warning disable CA1720 // The store calls the type so; another word would need explaining.
/// <summary>The type of a key attribute.</summary>
public enum KeyType
{
    /// <summary>Text, ordered by its UTF-8 bytes.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Bytes.</summary>
    Binary,
}
