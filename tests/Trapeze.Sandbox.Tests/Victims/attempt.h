/* Attempts by name: a program makes the one that it is asked for, and says in one line what came of it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct attempt {
    const char *name;

    /* Returns what a system call would: negative, and errno says why, if it was refused. */
    long (*make)(const char *with);
};

static int make_attempt(const struct attempt *all, int argc, char **argv) {
    for (; argc > 1 && all->name != NULL; all++) {
        if (strcmp(all->name, argv[1]) == 0) {
            if (all->make(argc > 2 ? argv[2] : "") >= 0) {
                puts("done");
            } else {
                printf("refused %s\n", strerrorname_np(errno));
            }

            return 0;
        }
    }

    puts("there is no such attempt");
    return 2;
}
