/* password.c - see password.h. Order: checking, the file, the terminal.
 *
 * Layer: cli. Read with plain calls into the struct alone: a buffer of stdio's would keep a copy.
 */
#include "cli/password.h"

#include "base/slice.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* ---- checking -------------------------------------------------------------------------------- */

void password_forget(struct password *password) {
    explicit_bzero(password, sizeof *password);
}

static bool check(struct password *password, const char *from, struct error *err) {
    size_t length = strcspn(password->text, "\r\n");
    password->text[length] = '\0';
    if (length < PASSWORD_BYTES_MIN || length > PASSWORD_BYTES_MAX)
        return error_set(err, ERROR_USAGE, "%s: a password has %d to %d characters, not %zu", from,
                         PASSWORD_BYTES_MIN, PASSWORD_BYTES_MAX, length);
    if (utf8_find_invalid(slice_of(password->text)) != UTF8_VALID)
        return error_set(err, ERROR_USAGE, "%s: the password is not UTF-8", from);
    return true;
}

/* A line, or what the struct holds. False: nothing can be read. */
static bool read_line(int file, struct password *password) {
    memset(password, 0, sizeof *password);
    for (size_t length = 0; length + 1 < sizeof password->text;) {
        ssize_t got = read(file, password->text + length, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0 || password->text[length++] == '\n')
            return true;
    }
    return true;
}

/* ---- the file -------------------------------------------------------------------------------- */

static bool read_file(const char *name, struct password *password, struct error *err) {
    int file = open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return error_set_errno(err, ERROR_USAGE, "--protect-password-file %s", name);
    bool read_all = read_line(file, password);
    if (!read_all)
        error_set_errno(err, ERROR_USAGE, "--protect-password-file %s", name);
    close(file);
    return read_all && check(password, name, err);
}

/* ---- the terminal ---------------------------------------------------------------------------- */

static void say(int terminal, const char *text) {
    ssize_t ignored = write(terminal, text, strlen(text));
    (void)ignored;
}

static bool ask(int terminal, const char *question, struct password *password) {
    say(terminal, question);
    bool answered = read_line(terminal, password);
    say(terminal, "\n");
    return answered;
}

static bool ask_twice(int terminal, struct password *password, struct error *err) {
    struct password again;
    bool same =
        ask(terminal, "Password for the PDF: ", password) && check(password, "the password", err);
    if (same) {
        same = ask(terminal, "The same again: ", &again) && check(&again, "the password", err);
        if (same && strcmp(password->text, again.text) != 0)
            same = error_set(err, ERROR_USAGE, "the two passwords differ: nothing was written");
        password_forget(&again);
    }
    return same;
}

/* Signals wait until the terminal shows again what is typed. */
static bool ask_hidden(struct password *password, struct error *err) {
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    struct termios shown, hidden;
    if (terminal < 0 || tcgetattr(terminal, &shown) != 0) {
        if (terminal >= 0)
            close(terminal);
        return error_set(err, ERROR_USAGE,
                         "--protect: there is no terminal to ask for the password: name a file "
                         "that holds it with --protect-password-file");
    }
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    sigset_t waiting, before;
    sigemptyset(&waiting);
    const int signals[] = {SIGINT, SIGTERM, SIGTSTP, SIGHUP, SIGQUIT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaddset(&waiting, signals[i]);
    sigprocmask(SIG_BLOCK, &waiting, &before);
    tcsetattr(terminal, TCSAFLUSH, &hidden);
    bool answered = ask_twice(terminal, password, err);
    tcsetattr(terminal, TCSAFLUSH, &shown);
    sigprocmask(SIG_SETMASK, &before, NULL);
    close(terminal);
    return answered || err->code != ERROR_NONE ||
           error_set(err, ERROR_USAGE, "the password can't be read");
}

bool password_read(const char *file, struct password *password, struct error *err) {
    bool read_it = file ? read_file(file, password, err) : ask_hidden(password, err);
    if (!read_it || err->code != ERROR_NONE) {
        password_forget(password);
        return false;
    }
    return true;
}
