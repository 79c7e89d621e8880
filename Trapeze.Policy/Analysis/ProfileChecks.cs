using Trapeze.Policy.Channels;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Sections;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Analysis;

/// <summary>Judges the profiles of the sandbox: their functions have to be there, and their network has to be a channel.</summary>
internal sealed class ProfileChecks(PolicyDraft draft, DiagnosticBag problems)
{
    private readonly Dictionary<string, Declared<FunctionRule>> _functions = draft.Functions.ToDictionary(function => function.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, Declared<ChannelRule>> _channels = draft.Channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    internal void Run()
    {
        foreach (var profile in draft.Profiles)
        {
            foreach (var name in profile.Value.Functions.Where(name => !_functions.ContainsKey(name.Text)))
            {
                var nearest = Nearest.Find(name.Text, _functions.Keys);
                problems.Error(
                    DiagnosticCode.UnknownFunction,
                    name.Span,
                    $"unknown function {DiagnosticText.Quote(name.Text)}",
                    nearest is null ? "`in:` names entries of `functions:`" : $"did you mean `{nearest}`, declared in line {_functions[nearest].Place.Line}?");
            }

            if (profile.Value.Channel is { } channel)
            {
                CheckNetwork(channel);
            }
        }
    }

    private void CheckNetwork(ScalarNode name)
    {
        if (!_channels.TryGetValue(name.Text, out var channel))
        {
            var nearest = Nearest.Find(name.Text, _channels.Keys.Append("none"));
            problems.Error(
                DiagnosticCode.Network,
                name.Span,
                $"no channel is called {DiagnosticText.Quote(name.Text)}",
                nearest is null ? "write `none`, or the channel to a server on this machine: its label says who can see what programs send there" : $"did you mean `{nearest}`?");
        }
        else if (channel.Value is { Kind: ChannelKind.Http or ChannelKind.Smtp, Address: null })
        {
            // What is wrong with it has been said.
        }
        else if (channel.Value.Address?.Url is not { Host: "localhost" or "127.0.0.1" or "[::1]", PathAndQuery: "/" })
        {
            problems.Error(
                DiagnosticCode.Network,
                name.Span,
                $"the channel {DiagnosticText.Quote(name.Text)} (line {channel.Place.Line}) does not lead to a whole server on this machine",
                "programs can be given `http://localhost:port/`, `127.0.0.1` or `[::1]`, without a path, or `localhost:port` of a mail server; whatever else is sent, the function sends");
        }
    }
}
