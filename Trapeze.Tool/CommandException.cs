namespace Trapeze.Tool;

/// <summary>The command cannot be done; the message is for whoever typed it.</summary>
internal sealed class CommandException(string message) : Exception(message);
