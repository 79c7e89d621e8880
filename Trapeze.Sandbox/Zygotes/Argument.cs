namespace Trapeze.Sandbox.Zygotes;

/// <summary>An argument of a call in a script: a number, or where something of the script's data is.</summary>
/// <param name="Value">The number, or the offset in the data.</param>
/// <param name="IsPlace">Whether it is an offset.</param>
internal readonly record struct Argument(long Value, bool IsPlace)
{
    public static implicit operator Argument(long number) => new(number, IsPlace: false);
}
