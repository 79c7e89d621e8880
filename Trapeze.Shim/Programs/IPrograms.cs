namespace Trapeze.Shim.Programs;

/// <summary>Runs native programs, confined, under the profiles that the policy gives this activation's function.</summary>
/// <remarks>
/// A run is part of its activation: what it is given is data of the activation's label, and so are what it prints, what it leaves, how it ends, and what it
/// was refused. It ends with the activation at the latest; but one with a channel (<c>net:</c>) above which the activation has risen goes on until it ends by itself or meets a
/// limit: the channel's server would see it end.
/// </remarks>
public interface IPrograms
{
    /// <summary>Runs a program to its end, whatever that is.</summary>
    /// <param name="profile">The policy's name of the profile (<c>sandbox:</c>).</param>
    /// <param name="command">The program, and what it is given.</param>
    /// <param name="cancellationToken">Ends the run, unless it has a channel above which the activation has risen: then only the wait for it.</param>
    /// <returns>What became of it. A program that fails, exceeds a limit or is refused something is a result, not an exception.</returns>
    /// <exception cref="Trapeze.Core.Activations.FlowRefusedException">
    /// The policy gives this function no such profile, a path of the profile reaches what is not given, or the current label does not flow to the profile's channel.
    /// </exception>
    /// <exception cref="ArgumentException">A name of a file is none.</exception>
    /// <exception cref="OperationCanceledException">The run was ended, or its activation has been.</exception>
    Task<ProgramResult> RunAsync(string profile, ProgramCommand command, CancellationToken cancellationToken = default);
}
