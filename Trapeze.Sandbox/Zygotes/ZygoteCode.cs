namespace Trapeze.Sandbox.Zygotes;

/// <summary>The machine code of the zygote, x86-64: what <c>zygote.s</c> assembles to, which a test looks after.</summary>
internal static class ZygoteCode
{
    /// <summary>Where it is loaded.</summary>
    internal const ulong Address = ZygoteImage.Base + ZygoteImage.CodeOffset;

    private const string Text =
        """
        bf04000000beffffffff31d2b8b40100000f05bf03000000be0010001048c746280004000031d2b82f0000000f054883f8fc74cc4885c07e7741bc00000110418b042485c078b9498b7c2408498b7424
        10498b5424184d8b5424204d8b4424284d8b4c24300f054989442438418b4c2404f6c10174144885c07419bf03000000e834000000e976fffffff6c10275054885c078064983c440eba5bf04000000e8
        15000000bf7f000000b8e70000000f0531ffb8e70000000f054c89e6ba40000000b8010000000f05c3
        """;

    /// <summary>The code.</summary>
    internal static byte[] Bytes { get; } = Convert.FromHexString(Text.ReplaceLineEndings(""));
}
