namespace Trapeze.LocalLambda.Http;

/// <summary>What came is no request, or more than is taken; the connection ends with the answer.</summary>
internal sealed class BadRequestException(int status, string message) : Exception(message)
{
    internal int Status => status;
}
