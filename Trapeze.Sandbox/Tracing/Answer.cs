using System.Runtime.InteropServices;
using Trapeze.Sandbox.Kernel;

namespace Trapeze.Sandbox.Tracing;

/// <summary>What becomes of a call that a process has stopped at.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Answer
{
    private Answer(AnswerKind kind, long result, string? subject) => (Kind, Result, Subject) = (kind, result, subject);

    /// <summary>The process makes it.</summary>
    internal static Answer Make { get; } = new(AnswerKind.Make, 0, subject: null);

    /// <summary>The process waits until the socket that it is about is connected, or cannot be.</summary>
    internal static Answer Wait { get; } = new(AnswerKind.Wait, 0, subject: null);

    internal AnswerKind Kind { get; }

    /// <summary>What it returns, if the process does not make it.</summary>
    internal long Result { get; }

    /// <summary>What it was about, for people.</summary>
    internal string? Subject { get; }

    /// <summary>It was made in the process's place, and returns this: an error, if it is negative.</summary>
    internal static Answer Made(long result) => new(AnswerKind.Made, result, subject: null);

    /// <summary>It is not made, and that is noted.</summary>
    internal static Answer Refuse(string? subject, int error = ErrorName.NotPermitted) => new(AnswerKind.Refuse, -error, subject);
}
