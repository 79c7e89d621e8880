/* Ways to touch a process outside, or to have one that nobody watches. The argument is the number of a process outside, or a file. */
#include "attempt.h"
#include <pthread.h>
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <sys/wait.h>

static long queue_signal(const char *with) {
    siginfo_t about = { .si_signo = SIGURG, .si_code = SI_QUEUE };
    return syscall(SYS_rt_sigqueueinfo, atoi(with), SIGURG, &about);
}

static long limit(const char *with) {
    struct rlimit most = { 0, 0 };
    return prlimit(atoi(with), RLIMIT_CORE, &most, NULL);
}

static long read_limit(const char *with) {
    struct rlimit most;
    return prlimit(atoi(with), RLIMIT_CORE, NULL, &most);
}

/* Data arrives at a descriptor, and its owner is told by a signal. */
static long own_by_signal(const char *with) {
    int pair[2];
    if (pipe2(pair, O_NONBLOCK | O_ASYNC) < 0 || fcntl(pair[0], F_SETSIG, SIGURG) < 0 || fcntl(pair[0], F_SETOWN, atoi(with)) < 0) {
        return -1;
    }

    return fcntl(pair[0], F_SETFL, O_ASYNC | O_NONBLOCK) < 0 ? -1 : write(pair[1], "x", 1);
}

static long affinity(const char *with) {
    cpu_set_t first;
    CPU_ZERO(&first);
    CPU_SET(0, &first);
    return sched_setaffinity(atoi(with), sizeof first, &first);
}

static long read_memory(const char *with) {
    char byte;
    struct iovec here = { &byte, 1 }, there = { (void *)0x400000, 1 };
    return process_vm_readv(atoi(with), &here, 1, &there, 1, 0);
}

/* A child that its parent's tracer is not told of, and that outlives everything: it says so in a file. */
static long untraced(const char *with) {
    int file = open(with, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    long child = syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
    if (child == 0) {
        sleep(20);
        _exit(0);
    }

    return child < 0 ? child : dprintf(file, "%ld", child);
}

static long own_affinity(const char *with) { cpu_set_t all; (void)with; return sched_getaffinity(0, sizeof all, &all) < 0 ? -1 : sched_setaffinity(0, sizeof all, &all); }
static long own_priority(const char *with) { (void)with; return setpriority(PRIO_PROCESS, 0, 10); }
static long own_limit(const char *with) { struct rlimit most = { 50, 50 }; (void)with; return setrlimit(RLIMIT_NOFILE, &most); }
static long signal_it(const char *with) { return kill(atoi(with), SIGURG); }
static long signal_thread(const char *with) { return syscall(SYS_tgkill, atoi(with), atoi(with), SIGURG); }
static long signal_parent(const char *with) { (void)with; return kill(getppid(), SIGURG); }
static long priority(const char *with) { return setpriority(PRIO_PROCESS, atoi(with), 10); }
static long priority_of_user(const char *with) { (void)with; return setpriority(PRIO_USER, 0, 10); }
static long attach(const char *with) { return ptrace(PTRACE_ATTACH, atoi(with), 0, 0); }
static long trace_me(const char *with) { (void)with; return ptrace(PTRACE_TRACEME, 0, 0, 0); }
static long robust_list(const char *with) { void *list; size_t size; return syscall(SYS_get_robust_list, atoi(with), &list, &size); }
static long pidfd(const char *with) { return syscall(SYS_pidfd_open, atoi(with), 0); }

/* Nobody wakes it. */
static long stop(const char *with) { (void)with; return kill(getpid(), SIGSTOP); }
static long stop_all(const char *with) { (void)with; return fork() < 0 ? -1 : kill(0, SIGSTOP); }
static long kill_all(const char *with) { (void)with; return kill(-1, SIGKILL); }

static long orphans(const char *with) {
    (void)with;
    for (int each = 0; each < 10; each++) {
        if (fork() == 0) {
            setsid();
            if (vfork() == 0) {
                execl("/bin/sleep", "sleep", "1000", NULL);
                _exit(1);
            }

            _exit(0);
        }
    }

    while (wait(NULL) > 0) {
    }

    return 0;
}

static void *sleep_on(void *unused) {
    usleep(50000);
    execl("/bin/sleep", "sleep", "1000", NULL);
    return unused;
}

/* The first thread ends, and another executes a program under its number. */
static long leave_first(const char *with) {
    pthread_t thread;
    (void)with;
    errno = pthread_create(&thread, NULL, sleep_on, NULL);
    return errno != 0 ? -1 : syscall(SYS_exit, 0);
}

int main(int argc, char **argv) {
    static const struct attempt all[] = {
        { "signal", signal_it }, { "signal-thread", signal_thread }, { "queue-signal", queue_signal }, { "signal-parent", signal_parent }, { "own-by-signal", own_by_signal },
        { "limit", limit }, { "read-limit", read_limit }, { "priority", priority }, { "priority-of-user", priority_of_user }, { "affinity", affinity },
        { "attach", attach }, { "trace-me", trace_me }, { "read-memory", read_memory }, { "robust-list", robust_list }, { "pidfd", pidfd }, { "untraced", untraced },
        { "own-affinity", own_affinity }, { "own-priority", own_priority }, { "own-limit", own_limit }, { "stop", stop }, { "stop-all", stop_all }, { "kill-all", kill_all },
        { "orphans", orphans }, { "leave-first", leave_first }, { NULL, NULL },
    };
    return make_attempt(all, argc, argv);
}
