#include "base/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Keeps the message valid UTF-8 when it has to be cut. */
static void mark_cut(char *message, size_t capacity) {
    size_t end = capacity - 4;
    while (end && ((unsigned char)message[end] & 0xC0) == 0x80)
        end--;
    memcpy(message + end, "...", 4);
}

bool error_set_list(struct error *err, enum error_code code, const char *format,
                    va_list arguments) {
    if (!err)
        return false;
    err->code = code;
    int length = vsnprintf(err->message, sizeof err->message, format, arguments);
    if (length >= (int)sizeof err->message)
        mark_cut(err->message, sizeof err->message);
    return false;
}

bool error_set(struct error *err, enum error_code code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    error_set_list(err, code, format, arguments);
    va_end(arguments);
    return false;
}

bool error_set_errno(struct error *err, enum error_code code, const char *format, ...) {
    int number = errno;
    va_list arguments;
    va_start(arguments, format);
    error_set_list(err, code, format, arguments);
    va_end(arguments);
    if (err) {
        size_t length = strlen(err->message);
        snprintf(err->message + length, sizeof err->message - length, ": %s", strerror(number));
    }
    return false;
}

bool error_prefix(struct error *err, const char *format, ...) {
    if (!err)
        return false;
    char old[sizeof err->message];
    memcpy(old, err->message, sizeof old);
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    if (length < 0 || length >= (int)sizeof err->message)
        length = (int)strlen(err->message);
    int total = snprintf(err->message + length, sizeof err->message - (size_t)length, "%s", old);
    if (total >= (int)sizeof err->message - length)
        mark_cut(err->message, sizeof err->message);
    return false;
}
