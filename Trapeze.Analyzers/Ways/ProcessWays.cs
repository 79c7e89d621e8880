using System.Collections.Immutable;
using Trapeze.Analyzers.Rules;

namespace Trapeze.Analyzers.Ways;

/// <summary>Through what the whole process shares.</summary>
internal static class ProcessWays
{
    internal static ImmutableArray<Way> All { get; } =
    [
        Way.Of(RuleBook.Processes, "System.Diagnostics.Process"),
        Way.Of(RuleBook.Processes, "System.Diagnostics.ProcessStartInfo", ".ctor"),
        Way.Of(RuleBook.Processes, "System.Runtime.InteropServices.NativeLibrary"),
        Way.Of(RuleBook.Processes, "System.Runtime.InteropServices.PosixSignalRegistration"),
        Way.Of(RuleBook.Processes, "Trapeze.Sandbox.Sandbox"),
        Way.Of(RuleBook.HostEnvironment, "System.Environment", """
            Exit ExitCode FailFast GetEnvironmentVariable GetEnvironmentVariables SetEnvironmentVariable ExpandEnvironmentVariables CommandLine GetCommandLineArgs
            CurrentDirectory MachineName UserName UserDomainName ProcessId ProcessPath SystemDirectory GetFolderPath GetLogicalDrives
            """),
        Way.Of(RuleBook.ProcessState, "System.AppContext", "SetData SetSwitch GetData TryGetSwitch"),
        Way.AllBut(RuleBook.ProcessState, "System.AppDomain", "CurrentDomain BaseDirectory"),
        Way.Of(RuleBook.ProcessState, "System.String", "Intern IsInterned"),
        Way.Of(RuleBook.ProcessState, "System.Threading.Thread", """
            Name= Priority= AllocateDataSlot AllocateNamedDataSlot GetNamedDataSlot FreeNamedDataSlot SetData GetData
            """),
        Way.Of(RuleBook.ProcessState, "System.Threading.Mutex", ".ctor(..String) OpenExisting TryOpenExisting"),
        Way.Of(RuleBook.ProcessState, "System.Threading.Semaphore", ".ctor(..String) OpenExisting TryOpenExisting"),
        Way.Of(RuleBook.ProcessState, "System.Threading.EventWaitHandle", ".ctor(..String) OpenExisting TryOpenExisting"),
        Way.Of(RuleBook.ProcessState, "System.Threading.SynchronizationContext", "SetSynchronizationContext"),
        Way.Of(RuleBook.ProcessState, "System.Threading.Tasks.TaskScheduler", "UnobservedTaskException"),
        Way.Of(RuleBook.ProcessState, "System.Net.ServicePointManager"),
        Way.Of(RuleBook.ProcessState, "System.Runtime.GCSettings"),
        Way.Of(RuleBook.ProcessState, "System.ComponentModel.TypeDescriptor", "AddAttributes AddProvider AddProviderTransparent Refresh"),
        Way.Of(RuleBook.ProcessState, "System.Text.Encoding", "RegisterProvider"),
        Way.Of(RuleBook.ProcessState, "Microsoft.Extensions.Configuration.IConfiguration+", "this[]="),
        Way.Of(RuleBook.SharedCache, "Microsoft.Extensions.Caching.Memory.IMemoryCache+"),
        Way.Of(RuleBook.SharedCache, "Microsoft.Extensions.Caching.Memory.CacheExtensions"),
        Way.Of(RuleBook.SharedCache, "Microsoft.Extensions.Caching.Distributed.IDistributedCache+"),
        Way.Of(RuleBook.SharedCache, "Microsoft.Extensions.Caching.Distributed.DistributedCacheExtensions"),
        Way.Of(RuleBook.SharedCache, "Microsoft.Extensions.Caching.Hybrid.HybridCache+"),
        Way.Of(RuleBook.SharedCache, "Microsoft.AspNetCore.OutputCaching.IOutputCacheStore+"),
        Way.Of(RuleBook.SharedCache, "Microsoft.AspNetCore.Http.ISession+"),
        Way.Of(RuleBook.SharedCache, "Microsoft.AspNetCore.Http.SessionExtensions"),
        Way.Of(RuleBook.SharedCache, "System.Runtime.Caching.ObjectCache+"),
        Way.Of(RuleBook.PooledMemory, "System.Buffers.ArrayPool`1", "Shared"),
        Way.Of(RuleBook.PooledMemory, "System.Buffers.MemoryPool`1", "Shared"),
        Way.Of(RuleBook.PooledMemory, "System.GC", "AllocateUninitializedArray"),
        Way.Of(RuleBook.PooledMemory, "Microsoft.Extensions.ObjectPool.ObjectPool`1+"),
        Way.Of(RuleBook.PooledMemory, "Microsoft.IO.RecyclableMemoryStreamManager"),
        Way.Of(RuleBook.SharedMeasures, "System.GC", """
            Collect CollectionCount GetTotalMemory GetTotalAllocatedBytes GetGCMemoryInfo GetTotalPauseDuration WaitForPendingFinalizers TryStartNoGCRegion EndNoGCRegion
            RegisterForFullGCNotification WaitForFullGCApproach WaitForFullGCComplete AddMemoryPressure RemoveMemoryPressure RegisterNoGCRegionCallback RefreshMemoryLimit
            """),
        Way.Of(RuleBook.SharedMeasures, "System.Environment", "WorkingSet CpuUsage"),
        Way.Of(RuleBook.SharedMeasures, "System.Threading.ThreadPool", """
            ThreadCount PendingWorkItemCount CompletedWorkItemCount GetAvailableThreads GetMinThreads GetMaxThreads SetMinThreads SetMaxThreads
            """),
        Way.Of(RuleBook.SharedMeasures, "System.Threading.Monitor", "LockContentionCount"),
        Way.Of(RuleBook.SharedMeasures, "System.Threading.Timer", "ActiveCount"),
        Way.Of(RuleBook.SharedMeasures, "System.Runtime.JitInfo"),
    ];
}
