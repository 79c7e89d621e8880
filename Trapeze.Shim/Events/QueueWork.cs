namespace Trapeze.Shim.Events;

/// <summary>One piece of a transaction, whatever it returns.</summary>
internal abstract class QueueWork
{
    internal abstract void Apply(QueueFile file);

    internal abstract void Succeed();

    internal abstract void Fail();
}
