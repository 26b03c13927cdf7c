/* password.h - the password of a protected PDF: from a file, or asked for at the terminal. Never
 * from the command line, which every user of the machine can read.
 *
 * Layer: cli.
 */
#ifndef FOOTNOTE_CLI_PASSWORD_H
#define FOOTNOTE_CLI_PASSWORD_H

#include "base/error.h"

enum { PASSWORD_BYTES_MIN = 8, PASSWORD_BYTES_MAX = 127 };

struct password {
    char text[PASSWORD_BYTES_MAX + 2]; /* room for a line feed */
};

/* The first line of the file; NULL: asks twice, without showing it, on /dev/tty. ERROR_USAGE for
 * one that is too short or too long or not UTF-8, for two that differ, and without a terminal. */
bool password_read(const char *file, struct password *password, struct error *err);

void password_forget(struct password *password);

#endif
