/* Ways to a file that was not given, or to change one that was given to be read. The argument is the file; the working folder may be written. */
#include "attempt.h"
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* O_PATH asks for no right. */
static long by_handle(const char *with, const char *how) {
    char path[64];
    int file = open(with, O_PATH);
    snprintf(path, sizeof path, how, file);
    return file < 0 ? file : open(path, O_RDONLY);
}

static long link_empty(const char *with) { int file = open(with, O_PATH); return file < 0 ? file : linkat(file, "", AT_FDCWD, "hard", AT_EMPTY_PATH); }
static long reopen(const char *with) { return by_handle(with, "/proc/self/fd/%d"); }
static long reopen_thread(const char *with) { return by_handle(with, "/proc/thread-self/fd/%d"); }

static long beneath_folder(const char *with) {
    char folder[4096];
    strcpy(folder, with);
    char *name = strrchr(folder, '/');
    *name = 0;
    int file = open(folder, O_PATH | O_DIRECTORY);
    return file < 0 ? file : openat(file, name + 1, O_RDONLY);
}

static long into_folder(const char *with) {
    char folder[4096];
    strcpy(folder, with);
    char *name = strrchr(folder, '/');
    *name = 0;
    return chdir(folder) < 0 ? -1 : open(name + 1, O_RDONLY);
}

static long exchange(const char *with) {
    int file = open("mine", O_WRONLY | O_CREAT, 0600);
    return file < 0 ? file : renameat2(AT_FDCWD, with, AT_FDCWD, "mine", RENAME_EXCHANGE);
}

static long mode_by_file(const char *with) { int file = open(with, O_RDONLY); return file < 0 ? file : fchmod(file, 0777); }
static long times_by_file(const char *with) { int file = open(with, O_RDONLY); return file < 0 ? file : futimens(file, NULL); }
static long truncated(const char *with) { return truncate(with, 0); }
static long opened_truncated(const char *with) { return open(with, O_RDONLY | O_TRUNC); }
static long flags(const char *with) { int file = open(with, O_RDONLY), set = FS_NODUMP_FL; return file < 0 ? file : ioctl(file, FS_IOC_SETFLAGS, &set); }
static long project(const char *with) { struct fsxattr set = { .fsx_xflags = FS_XFLAG_NODUMP }; int file = open(with, O_RDONLY); return file < 0 ? file : ioctl(file, FS_IOC_FSSETXATTR, &set); }
static long shared_mapping(const char *with) { int file = open(with, O_RDONLY); return file < 0 ? file : mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) == MAP_FAILED ? -1 : 0; }
static long character_device(const char *with) { (void)with; return mknod("device", S_IFCHR | 0600, makedev(1, 3)); }
static long whiteout(const char *with) { (void)with; return mknod("device", S_IFCHR | 0600, 0); }
static long block_device(const char *with) { (void)with; return mknod("device", S_IFBLK | 0600, makedev(254, 0)); }
static long shared_memory(const char *with) { (void)with; return shm_open("/trapeze", O_RDWR | O_CREAT, 0600); }
static long watch(const char *with) { int file = open(with, O_RDONLY); return file < 0 ? file : fcntl(file, F_NOTIFY, DN_ACCESS); }
static long read_it(const char *with) { return open(with, O_RDONLY); }
static long list_it(const char *with) { return open(with, O_RDONLY | O_DIRECTORY); }

int main(int argc, char **argv) {
    static const struct attempt all[] = {
        { "link-empty", link_empty }, { "reopen", reopen }, { "reopen-thread", reopen_thread }, { "beneath-folder", beneath_folder }, { "into-folder", into_folder },
        { "exchange", exchange }, { "mode-by-file", mode_by_file }, { "times-by-file", times_by_file }, { "truncated", truncated }, { "opened-truncated", opened_truncated },
        { "flags", flags }, { "project", project }, { "shared-mapping", shared_mapping }, { "character-device", character_device }, { "whiteout", whiteout },
        { "block-device", block_device }, { "shared-memory", shared_memory }, { "watch", watch }, { "read", read_it }, { "list", list_it }, { NULL, NULL },
    };
    return make_attempt(all, argc, argv);
}
