/* Ways round the filter, and calls that are one thing or another by an argument. */
#include "attempt.h"
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

/* Of two filters' answers the kernel takes the one with precedence, and "ask a listener" has it over "ask the tracer": a listener of one's own says "go on". */
static long listener(const char *with) {
    struct sock_filter ask[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = { sizeof ask / sizeof *ask, ask };
    long listening = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
    (void)with;
    if (listening < 0) {
        return listening;
    }

    int child = fork();
    if (child == 0) {
        _exit(syscall(SYS_socket, 2, 1, 0) < 0 ? errno : 0);
    }

    struct seccomp_notif asked = { 0 };
    if (ioctl(listening, SECCOMP_IOCTL_NOTIF_RECV, &asked) < 0) {
        return -1;
    }

    struct seccomp_notif_resp answer = { .id = asked.id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE };
    int status;
    if (ioctl(listening, SECCOMP_IOCTL_NOTIF_SEND, &answer) < 0 || waitpid(child, &status, 0) < 0) {
        return -1;
    }

    errno = WEXITSTATUS(status);
    return errno == 0 ? 0 : -1;
}

/* A second filter that allows everything. */
static long looser(const char *with) {
    struct sock_filter allow[] = { BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW) };
    struct sock_fprog program = { 1, allow };
    (void)with;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0 ? 0 : syscall(SYS_socket, 2, 1, 0);
}

/* socket, by the numbers of 32 bits. */
static long other_calls(const char *with) {
    long result;
    (void)with;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(359), "b"(2), "c"(1), "d"(0) : "memory");
    return result;
}

static long other_variant(const char *with) { (void)with; return syscall(0x40000000 | SYS_socket, 2, 1, 0); }
static long beyond(const char *with) { (void)with; return syscall(100000, 0, 0, 0); }
static long minus_one(const char *with) { (void)with; return syscall(-1, 0, 0, 0); }

/* Only the lower half of a register is the argument. */
static long push_input(const char *with) { (void)with; return syscall(SYS_ioctl, 0, 0xFFFFFFFF00000000u | TIOCSTI, "x"); }
static long console(const char *with) { (void)with; return ioctl(0, TIOCLINUX, "\2"); }
static long change_map(const char *with) { (void)with; unsigned size; return prctl(PR_SET_MM, PR_SET_MM_MAP_SIZE, &size, 0, 0); }
static long hide(const char *with) { (void)with; return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
static long version(const char *with) { long is; int file = open(with, O_RDONLY); return file < 0 ? file : ioctl(file, FS_IOC_GETVERSION, &is); }
static long old_open(const char *with) { return syscall(SYS_open, with, O_WRONLY | O_CREAT, 0600); }
static long execute_file(const char *with) { char *none[] = { NULL }; int file = open(with, O_RDONLY); return syscall(SYS_execveat, file, "", none, none, AT_EMPTY_PATH); }
static long namespaces(const char *with) { (void)with; return syscall(SYS_clone, CLONE_NEWUSER | CLONE_NEWNET | SIGCHLD, 0, 0, 0, 0); }
static long executes(const char *with) { char *arguments[] = { (char *)with, NULL }, *none[] = { NULL }; return execve(with, arguments, none); }

static long from_memory(const char *with) {
    static char program[16 << 20];
    char path[64], *arguments[] = { "memory", NULL }, *none[] = { NULL };
    int from = open(with, O_RDONLY), to = memfd_create("bin", 0);
    long size = read(from, program, sizeof program);
    if (size <= 0 || write(to, program, size) != size) {
        return -1;
    }

    snprintf(path, sizeof path, "/proc/self/fd/%d", to);
    return execve(path, arguments, none);
}

int main(int argc, char **argv) {
    static const struct attempt all[] = {
        { "listener", listener }, { "looser", looser }, { "other-calls", other_calls }, { "other-variant", other_variant }, { "beyond", beyond }, { "minus-one", minus_one },
        { "push-input", push_input }, { "console", console }, { "change-map", change_map }, { "hide", hide }, { "execute-file", execute_file }, { "namespaces", namespaces },
        { "version", version }, { "old-open", old_open }, { "execute", executes }, { "from-memory", from_memory }, { NULL, NULL },
    };
    return make_attempt(all, argc, argv);
}
