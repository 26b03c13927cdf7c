/* screen_mode.c - see screen_mode.h. In order: the terminal's modes; signals; taking over; waiting.
 *
 * Layer: cli. Part of the light program. What runs in a signal handler is write, tcsetattr,
 * sigaction and raise, which may be called there.
 */
#include "cli/finder/screen_mode.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* Alternate screen, pasted text in brackets, no wrapping at the edge; and back. */
static const char enter_codes[] = "\033[?1049h\033[?2004h\033[?7l\033[0m\033[2J";
static const char leave_codes[] = "\033[0m\033[?7h\033[?2004l\033[?25h\033[?1049l";

static struct {
    int descriptor; /* of the terminal; -1: none */
    struct termios before, ours;
    volatile sig_atomic_t is_ours; /* the terminal is in our modes */
    volatile sig_atomic_t changed; /* see SCREEN_CHANGED */
} mode = {.descriptor = -1};

/* ---- the terminal's modes ------------------------------------------------------------------- */

static void write_all(const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(mode.descriptor, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        bytes += written;
        length -= (size_t)written;
    }
}

static void take(void) {
    tcsetattr(mode.descriptor, TCSADRAIN, &mode.ours);
    write_all(enter_codes, sizeof enter_codes - 1);
    mode.is_ours = 1;
}

static void give_back(void) {
    if (!mode.is_ours)
        return;
    mode.is_ours = 0;
    write_all(leave_codes, sizeof leave_codes - 1);
    tcsetattr(mode.descriptor, TCSADRAIN, &mode.before);
}

/* ---- signals -------------------------------------------------------------------------------- */

enum { STACK_BYTES = 64 * 1024 };
static char signal_stack[STACK_BYTES]; /* a crash may have no stack left */

static const int ending_signals[] = {SIGTERM, SIGHUP, SIGINT,  SIGQUIT, SIGSEGV,
                                     SIGBUS,  SIGFPE, SIGABRT, SIGILL};
enum { ENDING_COUNT = sizeof ending_signals / sizeof *ending_signals };
static struct sigaction ending_before[ENDING_COUNT], stop_before, size_before, continue_before,
    pipe_before;

static void set_handler(int signal_number, void (*handler)(int), struct sigaction *before) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
    sigfillset(&action.sa_mask);
    sigaction(signal_number, &action, before);
}

/* Ends as it would have ended without us, so that the shell is told the truth. */
static void on_ending(int signal_number) {
    int error_before = errno;
    struct sigaction fallback = {.sa_handler = SIG_DFL};
    give_back();
    sigaction(signal_number, &fallback, NULL);
    raise(signal_number); /* comes when this handler returns */
    errno = error_before;
}

static void on_stop(int signal_number) {
    int error_before = errno;
    (void)signal_number;
    give_back();
    raise(SIGSTOP);
    take(); /* continued */
    mode.changed = 1;
    errno = error_before;
}

static void on_change(int signal_number) {
    (void)signal_number;
    mode.changed = 1;
}

static void set_signals(void) {
    stack_t stack = {.ss_sp = signal_stack, .ss_size = sizeof signal_stack};
    sigaltstack(&stack, NULL);
    for (int i = 0; i < ENDING_COUNT; i++)
        set_handler(ending_signals[i], on_ending, &ending_before[i]);
    set_handler(SIGTSTP, on_stop, &stop_before);
    set_handler(SIGWINCH, on_change, &size_before);
    set_handler(SIGCONT, on_change, &continue_before);
    set_handler(SIGPIPE, SIG_IGN, &pipe_before);
}

static void reset_signals(void) {
    for (int i = 0; i < ENDING_COUNT; i++)
        sigaction(ending_signals[i], &ending_before[i], NULL);
    sigaction(SIGTSTP, &stop_before, NULL);
    sigaction(SIGWINCH, &size_before, NULL);
    sigaction(SIGCONT, &continue_before, NULL);
    sigaction(SIGPIPE, &pipe_before, NULL);
}

/* ---- taking over ---------------------------------------------------------------------------- */

bool screen_mode_is_possible(void) {
    return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

static bool can_move_cursor(void) {
    const char *kind = getenv("TERM");
    return kind && kind[0] && strcmp(kind, "dumb") != 0;
}

static void read_bytes(struct termios *modes) {
    modes->c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON);
    modes->c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN | ISIG);
    modes->c_cc[VMIN] = 1;
    modes->c_cc[VTIME] = 0;
}

bool screen_mode_enter(struct error *err) {
    static bool is_registered = false;
    if (!can_move_cursor())
        return error_set(err, ERROR_USAGE,
                         "this terminal can't move its cursor (TERM is unset or dumb): type the "
                         "words behind the command, as in footnote search heel pain");
    mode.descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (mode.descriptor < 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "the terminal can't be opened");
    if (tcgetattr(mode.descriptor, &mode.before) != 0) {
        error_set_errno(err, ERROR_ENVIRONMENT, "the terminal can't be read");
        close(mode.descriptor);
        return false;
    }
    mode.ours = mode.before;
    read_bytes(&mode.ours);
    if (!is_registered)
        is_registered = atexit(give_back) == 0;
    set_signals();
    take();
    return true;
}

void screen_mode_leave(void) {
    give_back();
    reset_signals();
    close(mode.descriptor);
    mode.descriptor = -1;
}

int screen_mode_descriptor(void) {
    return mode.descriptor;
}

void screen_mode_size(int *rows, int *columns) {
    struct winsize size = {0};
    bool known = ioctl(mode.descriptor, TIOCGWINSZ, &size) == 0;
    *rows = known && size.ws_row > 0 ? size.ws_row : 24;
    *columns = known && size.ws_col > 0 ? size.ws_col : 80;
}

void screen_mode_stop(void) {
    raise(SIGTSTP);
}

/* ---- waiting -------------------------------------------------------------------------------- */

enum screen_news screen_mode_wait(int timeout_ms) {
    struct timespec timeout = {timeout_ms / 1000, (long)(timeout_ms % 1000) * 1000000L};
    struct pollfd terminal = {.fd = mode.descriptor, .events = POLLIN};
    sigset_t changes, before;
    sigemptyset(&changes);
    sigaddset(&changes, SIGWINCH);
    sigaddset(&changes, SIGCONT);
    sigaddset(&changes, SIGTSTP);
    sigprocmask(SIG_BLOCK, &changes, &before); /* none comes between the look and the waiting */
    int ready = 0;
    if (!mode.changed)
        ready = ppoll(&terminal, 1, timeout_ms < 0 ? NULL : &timeout, &before);
    bool is_interrupted = ready < 0 && errno == EINTR;
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (mode.changed || is_interrupted) {
        mode.changed = 0;
        return SCREEN_CHANGED;
    }
    if (ready == 0)
        return SCREEN_TIMEOUT;
    return ready > 0 && (terminal.revents & POLLIN) ? SCREEN_INPUT : SCREEN_GONE;
}

bool screen_mode_is_quiet(void) {
    struct pollfd terminal = {.fd = mode.descriptor, .events = POLLIN};
    return !mode.changed && poll(&terminal, 1, 0) == 0;
}

void screen_mode_write(struct slice bytes) {
    write_all(bytes.data, bytes.length);
}
