using System.Collections.Immutable;
using Trapeze.Analyzers.Rules;

namespace Trapeze.Analyzers.Ways;

/// <summary>Out to the network.</summary>
internal static class NetworkWays
{
    internal static ImmutableArray<Way> All { get; } =
    [
        // Calls on a client are fine: IChannels hands out clients. Making one is not.
        Way.Of(RuleBook.OwnHttp, "System.Net.Http.HttpMessageInvoker+", ".ctor"),
        Way.Of(RuleBook.OwnHttp, "System.Net.Http.HttpMessageHandler+", ".ctor"),
        Way.Of(RuleBook.OwnHttp, "System.Net.Http.IHttpClientFactory+"),
        Way.Of(RuleBook.OwnHttp, "System.Net.Http.IHttpMessageHandlerFactory+"),
        Way.Of(RuleBook.OwnHttp, "System.Net.Http.HttpClientFactoryExtensions"),
        Way.Of(RuleBook.OwnHttp, "System.Net.Http.HttpMessageHandlerFactoryExtensions"),
        Way.Of(RuleBook.OwnHttp, "System.Net.WebClient+"),
        Way.Of(RuleBook.OwnHttp, "System.Net.WebRequest+"),
        Way.Of(RuleBook.OwnMail, "System.Net.Mail.SmtpClient+"),
        Way.Of(RuleBook.OwnMail, "MailKit.Net.Smtp.SmtpClient+"),
        Way.Of(RuleBook.Sockets, "System.Net.Sockets.*"),
        Way.Of(RuleBook.Sockets, "System.Net.NetworkInformation.*"),
        Way.Of(RuleBook.Sockets, "System.Net.Quic.*"),
        Way.Of(RuleBook.Sockets, "System.Net.Dns"),
        Way.Of(RuleBook.Sockets, "System.Net.HttpListener"),
        Way.Of(RuleBook.Sockets, "System.Net.WebSockets.ClientWebSocket"),
        Way.Of(RuleBook.Sockets, "System.IO.Pipes.*"),
        Way.Of(RuleBook.Sockets, "System.IO.Ports.*"),
        Way.Of(RuleBook.Sockets, "Grpc.Core.ChannelBase+", ".ctor ForAddress"),
    ];
}
