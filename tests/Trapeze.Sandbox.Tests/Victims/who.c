/* Says whose rights it has. */
#include <stdio.h>
#include <unistd.h>

int main(void) {
    printf("%d %d\n", geteuid(), getegid());
    return 0;
}
