/* thread.h - a thread that helps, and never meets a signal.
 *
 * Layer: base; pthreads. Signals are for the thread that was there before: handlers may end the
 * program or give a terminal back, and expect to interrupt what that one does.
 *
 *     pthread_t thread;
 *     if (thread_start(&thread, run, &work))
 *         ... pthread_join(thread, NULL);
 */
#ifndef FOOTNOTE_BASE_THREAD_H
#define FOOTNOTE_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* False: there is none to be had, and the caller does the work itself. */
bool thread_start(pthread_t *thread, void *(*run)(void *context), void *context);

#endif
