using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Seccomp.X64;

/// <summary>The calls that need no look: they are about what a process has already, or Landlock decides about them.</summary>
/// <remarks>
/// What is missing is refused. Among that: whatever makes namespaces, mounts, modules, keys, rings or tracers; what changes a file's attributes, which Landlock
/// does not decide about; shared memory and queues that outlive a process; pages that pipes keep for nobody.
/// </remarks>
internal static class AllowedCalls
{
    private const string Names =
        """
        read write close stat fstat lstat poll lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn pread64 pwrite64 readv writev preadv pwritev preadv2 pwritev2
        access faccessat faccessat2 pipe pipe2 select pselect6 ppoll sched_yield mremap msync mincore madvise dup dup2 dup3 pause nanosleep clock_nanosleep
        getitimer setitimer alarm timer_create timer_settime timer_gettime timer_getoverrun timer_delete timerfd_create timerfd_settime timerfd_gettime
        getpid getppid gettid getpgrp getpgid setpgid getsid setsid getuid geteuid getgid getegid getresuid getresgid getgroups
        sendfile copy_file_range splice tee sync_file_range fsync fdatasync sync syncfs fadvise64 readahead
        recvfrom recvmsg recvmmsg shutdown getsockname getpeername getsockopt
        fork vfork exit exit_group wait4 waitid execve kill tkill tgkill rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_tgsigqueueinfo rt_sigsuspend sigaltstack signalfd signalfd4
        uname fcntl flock truncate ftruncate getdents getdents64 getcwd chdir fchdir rename renameat renameat2 mkdir mkdirat rmdir link linkat unlink unlinkat symlink symlinkat
        readlink readlinkat newfstatat statx statfs fstatfs umask gettimeofday time clock_gettime clock_getres getrlimit setrlimit getrusage sysinfo times
        getpriority sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min sched_rr_get_interval sched_getaffinity getcpu
        mlock mlock2 munlock mlockall munlockall arch_prctl futex futex_waitv set_tid_address set_robust_list get_robust_list restart_syscall rseq membarrier
        epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd eventfd2 getrandom close_range capget
        getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr landlock_create_ruleset landlock_add_rule landlock_restrict_self
        pkey_alloc pkey_free pkey_mprotect get_mempolicy
        """;

    /// <summary>Their numbers, ascending.</summary>
    internal static IReadOnlyList<int> Numbers { get; } = [.. Names.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(CallNames.NumberOf).Order()];

    /// <summary>The same as runs of numbers: the first of each, and the first behind it.</summary>
    /// <param name="but">Those that are left out.</param>
    internal static IEnumerable<(int First, int Behind)> Runs(IReadOnlyCollection<int> but)
    {
        var numbers = Numbers.Except(but).ToList();
        var first = numbers[0];
        for (var at = 1; at <= numbers.Count; at++)
        {
            if (at == numbers.Count || numbers[at] != numbers[at - 1] + 1)
            {
                yield return (first, numbers[at - 1] + 1);
                first = at < numbers.Count ? numbers[at] : 0;
            }
        }
    }
}
