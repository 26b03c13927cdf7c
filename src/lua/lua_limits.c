/* lua_limits.c - memory and time, in a way that pcall can't catch.
 *
 * Layer: lua. Over a limit, services->limit is called in place of returning. Order: finding the
 * script's line, the allocator, the clock.
 *
 * Memory: the allocator counts. The first refusal returns NULL, upon which Lua collects garbage in
 * full and asks again; a second one means that the script really holds that much.
 *
 * Time: processor time, so that a busy machine stops no script that is in order; the parent watches
 * the clock on the wall. An interval timer, because a hook that is always on doubles a script's
 * time. At the deadline the signal handler sets a hook on the running coroutine, which fires at the
 * next instruction and knows the line. Ticks that follow set it again (control may just have passed
 * between coroutines) and, when no instruction came for half a second, conclude that a function
 * written in C is looping, such as string.find with a hostile pattern.
 */
#include "lua/lua_internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>

enum { TICK_US = 100 * 1000, TICKS_FOR_C_CODE = 5, MESSAGE_BYTES = 512 };

/* The signal handler can't be handed an argument; one script runs at a time in a process. */
static struct lua_host *volatile timed_host;

/* ---- where the script is --------------------------------------------------------------------- */

/* stdio is not allowed in a signal handler. */
struct message {
    char text[MESSAGE_BYTES];
    size_t length;
};

static void add(struct message *message, const char *text) {
    while (*text && message->length < sizeof message->text - 1)
        message->text[message->length++] = *text++;
    message->text[message->length] = '\0';
}

static void add_integer(struct message *message, unsigned long long number) {
    char digits[24];
    size_t start = sizeof digits - 1;
    digits[start] = '\0';
    do {
        digits[--start] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    add(message, digits + start);
}

/* lua_getstack and lua_getinfo "Sl" only read what a call saved before it began, and allocate
 * nothing: from the allocator and from a signal that interrupts a C function that is safe enough.
 */
static void add_place(struct message *message, struct lua_host *host) {
    lua_State *L = host->running;
    lua_Debug at;
    for (int level = 0; L && level < 64 && lua_getstack(L, level, &at); level++) {
        if (!lua_getinfo(L, "Sl", &at) || at.currentline <= 0 || at.source[0] != '@')
            continue;
        add(message, at.source + 1);
        add(message, ":");
        add_integer(message, (unsigned long long)at.currentline);
        add(message, ": ");
        return;
    }
    add(message, host->script ? host->script : "script");
    add(message, ": ");
}

/* ---- memory ---------------------------------------------------------------------------------- */

/* The first refusal notes the place: where no second one follows, the stack is unwound by the time
 * the error is seen. */
static struct message refused_at;

static void refuse(struct lua_host *host) {
    host->has_collected = true;
    refused_at.length = 0;
    add_place(&refused_at, host);
}

void lua_limits_stop_for_memory(struct lua_host *host) {
    struct message *message = &refused_at;
    if (!message->length)
        refuse(host);
    add(message, "memory limit of ");
    size_t megabytes = host->limits.memory_bytes >> 20;
    add_integer(message, megabytes ? megabytes : host->limits.memory_bytes >> 10);
    add(message, megabytes ? " MB reached" : " KB reached");
    host->services.limit(message->text);
    abort(); /* the handler must not return */
}

void *lua_limits_allocate(void *context, void *block, size_t old_size, size_t new_size) {
    struct lua_host *host = context;
    if (!block)
        old_size = 0; /* Lua passes a kind of object there */
    if (new_size == 0) {
        host->used_bytes -= old_size;
        return lua_pool_resize(&host->pool, block, old_size, 0);
    }
    if (host->armed && new_size > old_size) {
        size_t extra = new_size - old_size;
        if (extra > host->limits.memory_bytes ||
            host->used_bytes > host->limits.memory_bytes - extra) {
            if (host->has_collected)
                lua_limits_stop_for_memory(host);
            refuse(host);
            return NULL;
        }
    }
    /* Where malloc has none, Lua gets its chance to collect garbage. */
    void *moved = lua_pool_resize(&host->pool, block, old_size, new_size);
    if (moved) {
        host->used_bytes += new_size - old_size;
        if (new_size > old_size)
            host->has_collected = false;
    } else if (host->armed && host->has_collected) {
        lua_limits_stop_for_memory(host);
    } else {
        refuse(host);
    }
    return moved;
}

/* ---- time ------------------------------------------------------------------------------------ */

static void stop_for_time(struct lua_host *host, const char *where) {
    struct message message = {.length = 0};
    add_place(&message, host);
    add(&message, "time limit of ");
    bool whole = host->limits.time_ms % 1000 == 0;
    add_integer(&message,
                (unsigned long long)(whole ? host->limits.time_ms / 1000 : host->limits.time_ms));
    add(&message, whole ? " s reached" : " ms reached");
    add(&message, where);
    host->services.limit(message.text);
    abort();
}

static void deadline_hook(lua_State *L, lua_Debug *at) {
    (void)at;
    struct lua_host *host = lua_host_of(L);
    if (host->timing)
        stop_for_time(host, "");
    lua_sethook(L, NULL, 0, 0);
}

static void set_hook(struct lua_host *host) {
    lua_State *L = host->running;
    if (L)
        lua_sethook(L, deadline_hook, LUA_MASKCOUNT, 1);
}

void lua_limits_recheck(struct lua_host *host) {
    if (host->timing && host->deadline_passed)
        set_hook(host);
}

static void on_tick(int signal_number) {
    (void)signal_number;
    struct lua_host *host = timed_host;
    if (!host || !host->timing)
        return;
    int saved = errno;
    host->deadline_passed = 1;
    set_hook(host);
    if (!host->in_service)
        host->ticks_since_deadline++;
    if (host->ticks_since_deadline > TICKS_FOR_C_CODE)
        stop_for_time(host, " (inside a library function)");
    errno = saved;
}

bool lua_limits_install(struct lua_host *host, struct error *err) {
    struct sigaction action = {.sa_handler = on_tick, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGPROF, &action, &host->old_action))
        return error_set_errno(err, ERROR_ENVIRONMENT, "cannot set the script's time limit");
    host->remaining_us = host->limits.time_ms * 1000LL;
    return true;
}

void lua_limits_uninstall(struct lua_host *host) {
    sigaction(SIGPROF, &host->old_action, NULL);
}

void lua_limits_start(struct lua_host *host) {
    long long left_us = host->remaining_us > 1000 ? host->remaining_us : 1000;
    struct itimerval timer = {
        .it_interval = {.tv_usec = TICK_US},
        .it_value = {.tv_sec = left_us / 1000000, .tv_usec = left_us % 1000000},
    };
    host->deadline_passed = 0;
    host->ticks_since_deadline = 0;
    host->armed = true;
    timed_host = host;
    host->timing = 1;
    setitimer(ITIMER_PROF, &timer, NULL);
}

void lua_limits_stop(struct lua_host *host) {
    struct itimerval off = {.it_value = {0}}, left = {.it_value = {0}};
    host->timing = 0;
    setitimer(ITIMER_PROF, &off, &left);
    timed_host = NULL;
    host->armed = false;
    host->remaining_us =
        host->deadline_passed ? 0 : left.it_value.tv_sec * 1000000LL + left.it_value.tv_usec;
    lua_sethook(host->main, NULL, 0, 0);
}

void lua_service_begin(struct lua_host *host) {
    host->in_service = 1;
}

void lua_service_end(struct lua_host *host) {
    host->in_service = 0;
}
