using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Trapeze.Shim.Tests.Guard;

/// <summary>An issuer of the same name with another key.</summary>
internal sealed class TokenMintOfAnother
{
    private static readonly SymmetricSecurityKey Key = new(Encoding.UTF8.GetBytes("another key of at least 32 bytes"));

    internal string Of(string role) => GuardHost.Mint.Create(role, signed: new SigningCredentials(Key, SecurityAlgorithms.HmacSha256));
}
