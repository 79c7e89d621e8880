namespace Trapeze.Sandbox.Zygotes;

/// <summary>The machine code of the zygote, x86-64: what <c>zygote.s</c> assembles to, which a test looks after.</summary>
internal static class ZygoteCode
{
    /// <summary>Where it is loaded.</summary>
    internal const ulong Address = ZygoteImage.Base + ZygoteImage.CodeOffset;

    private const string Text =
        """
        bf04000000beffffffff31d2b8b40100000f05bf03000000be0010001048c746280004000031d2b82f0000000f054883f8fc74cc4885c00f8ef700000041bc00000110418b042485c078b5498b7c2408
        498b742410498b5424184d8b5424204d8b4424284d8b4c24300f054989442438418b4c2404f6c104753af6c1087519f6c10174204885c07425bf03000000e8aa000000e968ffffffbf04000000e89b00
        0000eb0af6c10275054885c078704983c440eb8f4885c0786574f34989c5bf03000000be0300000031d2b8b40100000f05bf05000000beffffffffb8b40100000f0541c704243d000000bfffffffff49
        8d74240431d24d8d542408b83d0000000f054883f8f6742c4c39e875dd4989442438bf04000000e821000000ebccbf04000000e815000000bf7f000000b8e70000000f0531ffb8e70000000f054c89e6
        ba40000000b8010000000f05c3
        """;

    /// <summary>The code.</summary>
    internal static byte[] Bytes { get; } = Convert.FromHexString(Text.ReplaceLineEndings(""));
}
