/* Ends as it is told, at once: `ended exit N`, `ended signal N`, `ended print N`, which prints N lines and exits with 3. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int number = argc > 2 ? atoi(argv[2]) : 0;
    if (argc > 2 && strcmp(argv[1], "signal") == 0) {
        raise(number);
    }

    for (; argc > 2 && strcmp(argv[1], "print") == 0 && number > 0; number--) {
        if (write(1, "a line of the output\n", 21) < 0) {
            return 1;
        }
    }

    return argc > 2 && strcmp(argv[1], "exit") == 0 ? number : 3;
}
