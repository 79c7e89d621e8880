/* Ways to reach somebody outside. */
#include "attempt.h"
#include <sys/socket.h>
#include <sys/un.h>

static long tcp(const char *with) { (void)with; return socket(AF_INET, SOCK_STREAM, 0); }
static long tcp6(const char *with) { (void)with; return socket(AF_INET6, SOCK_STREAM, 0); }
static long udp(const char *with) { (void)with; return socket(AF_INET, SOCK_DGRAM, 0); }
static long unix_stream(const char *with) { (void)with; return socket(AF_UNIX, SOCK_STREAM, 0); }
static long unix_datagram(const char *with) { (void)with; return socket(AF_UNIX, SOCK_DGRAM, 0); }
static long netlink(const char *with) { (void)with; return socket(AF_NETLINK, SOCK_RAW, 0); }
static long raw(const char *with) { (void)with; return socket(AF_INET, SOCK_RAW, 1); }
static long packet(const char *with) { (void)with; return socket(AF_PACKET, SOCK_RAW, 0); }
static long vsock(const char *with) { (void)with; return socket(AF_VSOCK, SOCK_STREAM, 0); }
static long alg(const char *with) { (void)with; return socket(AF_ALG, SOCK_SEQPACKET, 0); }

/* A pair of datagram sockets needs no connect to send to any name that the user may write to. */
static long from_pair(const char *with, int type) {
    int pair[2];
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    struct iovec part = { "secret", 6 };
    struct msghdr message = { .msg_name = &to, .msg_namelen = sizeof to, .msg_iov = &part, .msg_iovlen = 1 };
    strncpy(to.sun_path, with, sizeof to.sun_path - 1);
    return socketpair(AF_UNIX, type, 0, pair) < 0 ? -1 : sendmsg(pair[0], &message, 0);
}

static long datagram_pair(const char *with) { return from_pair(with, SOCK_DGRAM); }
static long raw_pair(const char *with) { return from_pair(with, SOCK_RAW | SOCK_CLOEXEC); }

/* What is of use between one's own processes stays. */
static long stream_pair(const char *with) { int pair[2]; (void)with; return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair); }
static long packet_pair(const char *with) { int pair[2]; (void)with; return socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair); }

int main(int argc, char **argv) {
    static const struct attempt all[] = {
        { "tcp", tcp }, { "tcp6", tcp6 }, { "udp", udp }, { "unix-stream", unix_stream }, { "unix-datagram", unix_datagram }, { "netlink", netlink }, { "raw", raw },
        { "packet", packet }, { "vsock", vsock }, { "alg", alg }, { "datagram-pair", datagram_pair }, { "raw-pair", raw_pair }, { "stream-pair", stream_pair },
        { "packet-pair", packet_pair }, { NULL, NULL },
    };
    return make_attempt(all, argc, argv);
}
