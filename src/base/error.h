/* error.h - what went wrong, and who can mend it.
 *
 * Layer: base. Functions that can fail return bool and take a struct error last; false means the
 * error is filled. Library code never prints and never exits: the command line turns the code into
 * an exit code in one place.
 *
 * A message begins with the place where there is one (file:line:), then what failed, the subject in
 * 'quotes', what was expected and what to do; lower case, no full stop at the end. It never holds a
 * patient's value: name the field instead.
 *
 *     if (count == 0)
 *         return error_set(err, ERROR_INPUT, "%s: no heading and no text", file);
 */
#ifndef FOOTNOTE_BASE_ERROR_H
#define FOOTNOTE_BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

/* The numbers are the program's exit codes. */
enum error_code {
    ERROR_NONE = 0,
    ERROR_NOT_FOUND = 1,   /* nothing found, or a check found faults */
    ERROR_USAGE = 2,       /* command line, query or field: missing, unknown or bad value */
    ERROR_INPUT = 3,       /* an input file (article, roster row) can't be used */
    ERROR_REFUSED = 4,     /* a clinical rule says no, or asks */
    ERROR_SCRIPT = 5,      /* a report script is at fault */
    ERROR_ENVIRONMENT = 6, /* disk, permission, memory, damaged index, missing font */
};

struct error {
    enum error_code code;
    char message[2048]; /* UTF-8, one line or several (a traceback); cut with "..." when longer */
};

/* Fills err (which may be NULL) and returns false, so that callers can `return error_set(...)`. */
bool error_set(struct error *err, enum error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool error_set_list(struct error *err, enum error_code code, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

/* The same with "what: strerror(errno)" behind the text. */
bool error_set_errno(struct error *err, enum error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts text in front of the message: error_prefix(err, "%s: ", file). Returns false. */
bool error_prefix(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
