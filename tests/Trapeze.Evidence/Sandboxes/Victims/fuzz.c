/* Makes system calls by chance, with arguments by chance: numbers, descriptors, flags, paths, structures, places in memory that are there and that are not.
 *   fuzz SEED CALLS OUTSIDE: children make so many calls each, one child after another, until they are ended; OUTSIDE is a folder that was not given. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_NUMBER = 475, PAGE = 4096, PAGES = 8 };

static uint64_t state;
static uint8_t *room;
static char paths[16][256];
static int path_count;

static uint64_t dice(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 0x2545F4914F6CDD1Du;
}

static uint64_t below(uint64_t most) { return dice() % most; }

static void add_path(const char *folder, const char *name) { snprintf(paths[path_count++], sizeof *paths, "%s%s", folder, name); }

/* A structure that some call takes, with something of it by chance. */
static uint64_t structure(void) {
    uint8_t *at = room + below(PAGES * PAGE - 256) / 8 * 8;
    uint64_t *words = (uint64_t *)at;
    switch (below(6)) {
    case 0: {
        struct sockaddr_un name = { .sun_family = below(4) == 0 ? below(45) : AF_UNIX };
        strncpy(name.sun_path, paths[below(path_count)], sizeof name.sun_path - 1);
        memcpy(at, &name, sizeof name);
        break;
    }
    case 1: {
        struct iovec parts[2] = { { room, below(PAGE) }, { room + PAGE, below(PAGE) } };
        memcpy(at, parts, sizeof parts);
        break;
    }
    case 2:
        words[0] = below(3);
        words[1] = below(1000000000);
        break;
    case 3:
        words[0] = (uint64_t)(room + below(PAGES * PAGE));
        words[1] = (uint64_t)paths[below(path_count)];
        words[2] = 0;
        break;
    case 4:
        for (int each = 0; each < 16; each++) {
            words[each] = below(2) == 0 ? below(64) : dice();
        }

        break;
    default:
        memset(at, 0, 256);
        break;
    }

    return (uint64_t)at;
}

static uint64_t argument(void) {
    switch (below(12)) {
    case 0: return 0;
    case 1: return below(16);
    case 2: return below(8);
    case 3: return (uint64_t)1 << below(64);
    case 4: return (uint64_t)1 << below(32) | (uint64_t)1 << below(32);
    case 5: return (uint64_t)paths[below(path_count)];
    case 6: return structure();
    case 7: return structure();
    case 8: return below(2) == 0 ? (uint64_t)-1 : (uint64_t)-100;
    case 9: return (uint64_t)(room + PAGES * PAGE - below(16));
    case 10: return below(100000);
    default: return dice();
    }
}

static void make_calls(long calls) {
    /* What waits is woken. */
    struct itimerval often = { { 0, 20000 }, { 0, 20000 } };
    signal(SIGALRM, SIG_IGN);
    setitimer(ITIMER_REAL, &often, NULL);
    for (long each = 0; each < calls; each++) {
        long number = below(500) == 0 ? (long)dice() : (long)below(MOST_NUMBER);
        if (number != SYS_exit && number != SYS_exit_group && number != SYS_rt_sigreturn) {
            syscall(number, argument(), argument(), argument(), argument(), argument(), argument());
        }
    }
}

int main(int argc, char **argv) {
    static const char *const names[] = { "/file", "/folder", "/new", "/../file", "/link", "" };
    if (argc < 4) {
        return 2;
    }

    state = strtoull(argv[1], NULL, 10) | 1;
    for (size_t each = 0; each < sizeof names / sizeof *names; each++) {
        add_path(argv[3], names[each]);
        add_path(".", names[each]);
    }

    add_path("/proc/self", "/mem");
    add_path("/dev", "/null");
    add_path("/", "");
    room = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    while (1) {
        int child;
        dice();
        if ((child = fork()) == 0) {
            make_calls(atol(argv[2]));
            _exit(0);
        }

        /* A child may wait for ever, or stop: the next one does not wait for it so long. */
        for (int each = 0; child > 0 && each < 100 && waitpid(child, NULL, WNOHANG) == 0; each++) {
            usleep(500 + each * 20);
        }

        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        if (write(1, ".", 1) < 0) {
            return 1;
        }
    }
}
