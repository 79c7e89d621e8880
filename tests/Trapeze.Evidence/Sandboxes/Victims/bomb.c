/* Uses more and more: `bomb memory`, `bomb forks`, `bomb threads`, `bomb output`, `bomb errors`, `bomb file NAME`, `bomb files FOLDER`, `bomb processor`, `bomb sleep`. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CHUNK = 1 << 20 };

static char chunk[CHUNK];

static void *wait_for_ever(void *unused) {
    pause();
    return unused;
}

static int fill(const char *name) {
    int file = open(name, O_WRONLY | O_CREAT, 0600);
    while (write(file, chunk, CHUNK) > 0) {
    }

    return 1;
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    memset(chunk, 'x', CHUNK);
    while (strcmp(what, "memory") == 0) {
        char *more = mmap(NULL, CHUNK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (more == MAP_FAILED) {
            return 1;
        }

        memset(more, 1, CHUNK);
    }

    while (strcmp(what, "forks") == 0) {
        fork();
    }

    while (strcmp(what, "threads") == 0) {
        pthread_t thread;
        pthread_create(&thread, NULL, wait_for_ever, NULL);
    }

    while (strcmp(what, "output") == 0 || strcmp(what, "errors") == 0) {
        if (write(*what == 'o' ? 1 : 2, chunk, CHUNK) < 0) {
            return 1;
        }
    }

    if (strcmp(what, "file") == 0) {
        return fill(argv[2]);
    }

    if (strcmp(what, "files") == 0) {
        signal(SIGXFSZ, SIG_IGN);
    }

    for (int each = 0; strcmp(what, "files") == 0; each++) {
        char name[4096];
        snprintf(name, sizeof name, "%s/%d", argv[2], each);
        fill(name);
    }

    while (strcmp(what, "processor") == 0) {
    }

    return sleep(1000) != 0;
}
