using System.Diagnostics;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Tests;

public sealed class ZygoteTests
{
    [Fact]
    public void Zygote_IsGone_AsSoonAsItIsDead()
    {
        using var zygote = Zygote.Start();
        Assert.False(zygote.IsGone);

        using var process = Process.GetProcessById(zygote.Process);
        process.Kill();
        Libc.Call(Call.Wait, zygote.Process, 0);

        Assert.True(zygote.IsGone);
    }
}
