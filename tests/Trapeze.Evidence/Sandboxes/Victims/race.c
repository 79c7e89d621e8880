/* Opens names while another thread makes them lead elsewhere.
 *   race FOLDER OUTSIDE TRIES: both folders have a `file`; FOLDER is given, OUTSIDE is not.
 * Says how often the name led to the file that was given, how often the kernel refused, how often it led outside, and how often to nothing.
 * Ends with 3 if a name could not be opened for anything else. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WAYS = 6 };

static atomic_int over;

/* The folder that a path goes through, the name at its end, and the folder that one is in, each for a link that leads outside. */
static void *swap(void *unused) {
    while (!over) {
        renameat2(AT_FDCWD, "way", AT_FDCWD, "other-way", RENAME_EXCHANGE);
        renameat2(AT_FDCWD, "name", AT_FDCWD, "other-name", RENAME_EXCHANGE);
    }

    return unused;
}

static int try(long which) {
    switch (which % WAYS) {
    case 0: return open("way/file", O_RDONLY);
    case 1: return open("name", O_RDONLY);
    case 2: return open("way/file", O_RDWR);
    case 3: return open("name", O_WRONLY | O_APPEND);
    case 4: return open("way/../way/file", O_RDONLY);
    default: {
        /* A folder that was opened while the name led there. */
        int folder = open("way", O_PATH | O_DIRECTORY), file = folder < 0 ? -1 : openat(folder, "file", O_RDONLY), why = errno;
        if (folder >= 0) {
            close(folder);
        }

        errno = why;
        return file;
    }
    }
}

int main(int argc, char **argv) {
    char outside[4096];
    struct stat given, is;
    long given_times = 0, refused = 0, leaked = 0, other = 0;
    pthread_t swapper;
    if (argc < 4 || chdir(argv[1]) < 0 || mkdir("inside", 0700) < 0 || rename("file", "inside/file") < 0 || stat("inside/file", &given) < 0) {
        return 2;
    }

    snprintf(outside, sizeof outside, "%s/file", argv[2]);
    if (rename("inside", "way") < 0 || symlink(argv[2], "other-way") < 0 || link("way/file", "name") < 0 || symlink(outside, "other-name") < 0) {
        return 2;
    }

    pthread_create(&swapper, NULL, swap, NULL);
    for (long each = 0, tries = atol(argv[3]); each < tries; each++) {
        int file = try(each);
        if (file < 0) {
            if (errno != EACCES && errno != ENOENT) {
                return 3;
            }

            *(errno == EACCES ? &refused : &other) += 1;
            continue;
        }

        *(fstat(file, &is) == 0 && is.st_dev == given.st_dev && is.st_ino == given.st_ino ? &given_times : &leaked) += 1;
        close(file);
    }

    over = 1;
    pthread_join(swapper, NULL);
    printf("%ld %ld %ld %ld\n", given_times, refused, leaked, other);
    return 0;
}
