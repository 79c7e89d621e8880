namespace Trapeze.Evidence.Kills;

/// <summary>Is told of each write: before it is begun, and when its writer has been told.</summary>
internal interface IWitness
{
    void Note(Stage stage, Written write);

    /// <summary>The store did what it never may.</summary>
    void Complain(string text);
}
