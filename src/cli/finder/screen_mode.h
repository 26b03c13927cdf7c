/* screen_mode.h - a terminal taken over and given back exactly as it was, whatever happens.
 *
 * Layer: cli. The alternate screen, keys as they are typed, pasted text in brackets. It is given
 * back at the end, on signals that end the process, when the process is stopped and when it
 * crashes. One terminal at a time: signals know nothing of objects.
 *
 *     if (!screen_mode_enter(&err)) ...
 *     int descriptor = screen_mode_descriptor();
 *     while (screen_mode_wait(-1, &changed)) read(descriptor, ...);
 *     screen_mode_leave();
 */
#ifndef FOOTNOTE_CLI_FINDER_SCREEN_MODE_H
#define FOOTNOTE_CLI_FINDER_SCREEN_MODE_H

#include "base/error.h"
#include "base/slice.h"

/* Somebody sits there: standard input and standard error are a terminal. */
bool screen_mode_is_possible(void);

/* ERROR_USAGE when the terminal can't move its cursor (TERM=dumb), ERROR_ENVIRONMENT when it can't
 * be opened. */
bool screen_mode_enter(struct error *err);
void screen_mode_leave(void);

/* The terminal: open for reading and writing whatever standard input and output are. */
int screen_mode_descriptor(void);

void screen_mode_size(int *rows, int *columns);

/* Stops the process as Ctrl-Z does; comes back when it is continued, with the terminal taken over
 * again. */
void screen_mode_stop(void);

enum screen_news {
    SCREEN_INPUT,   /* there is something to read, or its end */
    SCREEN_TIMEOUT, /* nothing came */
    SCREEN_CHANGED, /* another size, or continued after a stop: all has to be drawn again */
    SCREEN_GONE,    /* the terminal is no more */
};

/* Waits for the next of these; timeout_ms -1: as long as it takes. */
enum screen_news screen_mode_wait(int timeout_ms);

/* Nothing has come that screen_mode_wait would tell of at once. */
bool screen_mode_is_quiet(void);

/* Writes all of it; what a terminal that is gone does not take is lost. */
void screen_mode_write(struct slice bytes);

#endif
