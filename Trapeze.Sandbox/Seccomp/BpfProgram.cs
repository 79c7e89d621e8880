namespace Trapeze.Sandbox.Seccomp;

/// <summary>A program of the kernel's packet filter, over <c>struct seccomp_data</c>.</summary>
internal sealed class BpfProgram
{
    private const ushort LoadWord = 0x20;
    private const ushort AndWord = 0x54;
    private const ushort Jump = 0x05;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfNotLess = 0x35;
    private const ushort JumpIfAny = 0x45;
    private const ushort Return = 0x06;
    private const uint NumberAt = 0;
    private const uint ArchitectureAt = 4;
    private const uint ArgumentsAt = 16;
    private const uint ArgumentSize = 8;

    private readonly List<ulong> _instructions = [];

    /// <summary>The instructions, as the kernel reads them.</summary>
    internal IReadOnlyList<ulong> Instructions => _instructions;

    /// <summary>An instruction that says another verdict, if it says one of these.</summary>
    internal static ulong With(ulong instruction, params ReadOnlySpan<(Verdict From, Verdict To)> verdicts)
    {
        foreach (var (from, to) in verdicts)
        {
            if (instruction == Instruction(Return, from.Value, 0, 0))
            {
                return Instruction(Return, to.Value, 0, 0);
            }
        }

        return instruction;
    }

    internal BpfProgram LoadNumber() => Add(LoadWord, NumberAt);

    internal BpfProgram LoadArchitecture() => Add(LoadWord, ArchitectureAt);

    /// <summary>Loads the lower half of an argument.</summary>
    internal BpfProgram LoadArgument(int which) => Add(LoadWord, ArgumentsAt + (ArgumentSize * (uint)which));

    /// <summary>Takes away bits of what was loaded.</summary>
    internal BpfProgram Without(uint bits) => Add(AndWord, ~bits);

    internal BpfProgram Say(Verdict verdict) => Add(Return, verdict.Value);

    /// <summary>Does something if what was loaded is <paramref name="value"/>.</summary>
    internal BpfProgram IfEqual(uint value, Action<BpfProgram> then) => Branch(JumpIfEqual, value, then, isNegated: false);

    /// <summary>Does something if what was loaded is anything else.</summary>
    internal BpfProgram IfNotEqual(uint value, Action<BpfProgram> then) => Branch(JumpIfEqual, value, then, isNegated: true);

    /// <summary>Does something if what was loaded is not less.</summary>
    internal BpfProgram IfNotLess(uint value, Action<BpfProgram> then) => Branch(JumpIfNotLess, value, then, isNegated: false);

    /// <summary>Does something if what was loaded has any of these bits.</summary>
    internal BpfProgram IfAny(uint bits, Action<BpfProgram> then) => Branch(JumpIfAny, bits, then, isNegated: false);

    private BpfProgram Branch(ushort jump, uint value, Action<BpfProgram> then, bool isNegated)
    {
        var body = new BpfProgram();
        then(body);
        var over = body._instructions.Count;
        if (over <= byte.MaxValue)
        {
            _instructions.Add(Instruction(jump, value, isNegated ? (byte)over : (byte)0, isNegated ? (byte)0 : (byte)over));
        }
        else
        {
            // A condition jumps no further than that.
            _instructions.Add(Instruction(jump, value, isNegated ? (byte)0 : (byte)1, isNegated ? (byte)1 : (byte)0));
            Add(Jump, (uint)over);
        }

        _instructions.AddRange(body._instructions);
        return this;
    }

    private BpfProgram Add(ushort code, uint value)
    {
        _instructions.Add(Instruction(code, value, 0, 0));
        return this;
    }

    private static ulong Instruction(ushort code, uint value, byte ifTrue, byte ifFalse) => code | ((ulong)ifTrue << 16) | ((ulong)ifFalse << 24) | ((ulong)value << 32);
}
