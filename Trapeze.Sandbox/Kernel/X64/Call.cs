namespace Trapeze.Sandbox.Kernel.X64;

/// <summary>The numbers of the calls that are made here, on x86-64.</summary>
internal static class Call
{
    internal const int Read = 0;
    internal const int Write = 1;
    internal const int Open = 2;
    internal const int Close = 3;
    internal const int FileStatus = 5;
    internal const int SignalAction = 13;
    internal const int SignalMask = 14;
    internal const int Control = 16;
    internal const int Duplicate = 33;
    internal const int Socket = 41;
    internal const int Connect = 42;
    internal const int SendTo = 44;
    internal const int SendMessage = 46;
    internal const int ReceiveMessage = 47;
    internal const int SocketPair = 53;
    internal const int SocketOption = 54;
    internal const int Clone = 56;
    internal const int Execute = 59;
    internal const int Wait = 61;
    internal const int Kill = 62;
    internal const int FileControl = 72;
    internal const int ChangeFolder = 80;
    internal const int Trace = 101;
    internal const int NewSession = 112;
    internal const int ReadLink = 89;
    internal const int SetCapabilities = 126;
    internal const int SetPriority = 141;
    internal const int ProcessControl = 157;
    internal const int SetAffinity = 203;
    internal const int WaitEvents = 232;
    internal const int ControlEvents = 233;
    internal const int OpenAt = 257;
    internal const int CreateEvents = 291;
    internal const int Pipe = 293;
    internal const int ResourceLimit = 302;
    internal const int SendMessages = 307;
    internal const int ReadProcess = 310;
    internal const int CompareProcesses = 312;
    internal const int Seccomp = 317;
    internal const int MemoryFile = 319;
    internal const int OpenProcess = 434;
    internal const int Clone3 = 435;
    internal const int CloseRange = 436;
    internal const int OpenAt2 = 437;
    internal const int TakeDescriptor = 438;
    internal const int CreateRuleset = 444;
    internal const int AddRule = 445;
    internal const int RestrictSelf = 446;
}
