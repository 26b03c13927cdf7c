/* protocol.h - the messages between the program and its confined child.
 *
 * Layer: make. One socket pair, both ends on one machine in one program, so numbers go in the
 * machine's byte order. A frame is a header (mark, type, length) and a payload of items: numbers,
 * texts, trees of values. Neither side trusts the other: each type has its greatest length, and a
 * frame that is not exactly what it should be ends the run.
 *
 * The child asks (search, passage, wording, module, resource, ready, code) and waits for one
 * answer; it may tell at any time (warn, print, uses a module that came unasked); its last message
 * is a result or a failure.
 *
 *     struct strbuf payload = {0};
 *     message_add_text(&payload, "lift.purpose");
 *     if (!channel_send(&channel, MESSAGE_WORDING, strbuf_slice(&payload), &err)) ...
 *
 *     struct message_reader reader = message_read(&arena, payload);
 *     const char *key = message_take_text(&reader);
 *     if (!message_finished(&reader)) ...   // too short, too long, or malformed
 */
#ifndef FOOTNOTE_MAKE_CHILD_PROTOCOL_H
#define FOOTNOTE_MAKE_CHILD_PROTOCOL_H

#include "base/strbuf.h"
#include "base/value.h"

#include <stdint.h>

enum message_type {
    /* child asks */
    MESSAGE_SEARCH,
    MESSAGE_PASSAGE,
    MESSAGE_WORDING,
    MESSAGE_MODULE,
    MESSAGE_RESOURCE,
    MESSAGE_READY,
    MESSAGE_CODE,
    /* child tells */
    MESSAGE_WARN,
    MESSAGE_PRINT,
    MESSAGE_USES_MODULE,
    MESSAGE_RESULT,
    MESSAGE_FAILURE,
    MESSAGE_ENDED, /* by a template: its child's wait status */
    /* parent answers */
    MESSAGE_ANSWER,
    MESSAGE_ANSWER_ERROR,
    /* parent tells */
    MESSAGE_JOB, /* the first message to a template's child */
    MESSAGE_TYPE_COUNT,
};

enum { MESSAGE_PRINT_LIMIT_BYTES = 64 * 1024, MESSAGE_MODULE_LIMIT_BYTES = 1024 * 1024 };

/* One end of the socket pair. */
struct channel {
    int fd;
    int64_t deadline_ms; /* of the monotonic clock; 0: wait for ever (the child: it gets killed) */
};

/* Milliseconds of the monotonic clock. */
int64_t channel_clock_ms(void);

/* What became of reading a frame. */
enum channel_state { CHANNEL_MESSAGE, CHANNEL_CLOSED, CHANNEL_TIMEOUT, CHANNEL_BROKEN };

/* Sends one frame whole. False: ERROR_ENVIRONMENT (the other side is gone, or too slow), or the
 * payload is over its type's limit. Never raises SIGPIPE in the parent. */
bool channel_send(struct channel *channel, enum message_type type, struct slice payload,
                  struct error *err);

/* Receives one frame whole into payload (emptied first). err is filled for CHANNEL_BROKEN. */
enum channel_state channel_receive(struct channel *channel, enum message_type *type,
                                   struct strbuf *payload, struct error *err);

/* ---- payloads -------------------------------------------------------------------------------- */

void message_add_number(struct strbuf *payload, int64_t number);
void message_add_real(struct strbuf *payload, double number);
void message_add_text(struct strbuf *payload, const char *text); /* NULL stays NULL */
void message_add_slice(struct strbuf *payload, struct slice text);
void message_add_value(struct strbuf *payload, const struct value *value); /* NULL stays NULL */
void message_add_error(struct strbuf *payload, const struct error *err);

/* Reads items in the order they were added; after the first mistake every item is 0 or "". */
struct message_reader {
    struct arena *arena;
    struct slice rest;
    bool failed;
};
struct message_reader message_read(struct arena *arena, struct slice payload);
int64_t message_take_number(struct message_reader *reader);
int64_t message_take_number_in(struct message_reader *reader, int64_t min, int64_t max);
double message_take_real(struct message_reader *reader);
const char *message_take_text(struct message_reader *reader); /* may be NULL when that was sent */
const char *message_need_text(struct message_reader *reader); /* NULL is a mistake */
/* Bytes; borrowed from the payload. */
struct slice message_take_slice(struct message_reader *reader);
struct value *message_take_value(struct message_reader *reader);
void message_take_error(struct message_reader *reader, struct error *err);

/* True when all items were well formed and nothing is left over. */
bool message_finished(const struct message_reader *reader);

#endif
