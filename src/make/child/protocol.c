/* protocol.c - frames over a socket, and the items in their payloads.
 *
 * Layer: make. Order: the clock, bytes through the socket, frames, adding items, taking items.
 */
#include "make/child/protocol.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    MARK = 0x464E, /* "FN" */
    VALUE_DEPTH_LIMIT = 64,
    TEXT_IS_NULL = -1,
};

/* The greatest payload of each type. Results are bounded by what a printed sheet may need. */
static const uint32_t limits_bytes[MESSAGE_TYPE_COUNT] = {
    [MESSAGE_SEARCH] = 64 * 1024,
    [MESSAGE_PASSAGE] = 4 * 1024,
    [MESSAGE_WORDING] = 4 * 1024,
    [MESSAGE_MODULE] = 1024,
    [MESSAGE_CODE] = 1024 * 1024,
    [MESSAGE_WARN] = 16 * 1024,
    [MESSAGE_PRINT] = 72 * 1024,
    [MESSAGE_RESULT] = 128 * 1024 * 1024,
    [MESSAGE_FAILURE] = 16 * 1024,
    [MESSAGE_ANSWER] = 64 * 1024 * 1024,
    [MESSAGE_ANSWER_ERROR] = 16 * 1024,
    [MESSAGE_USES_MODULE] = 1024,
    [MESSAGE_RESOURCE] = 1024,
    [MESSAGE_READY] = 1024,
    [MESSAGE_ENDED] = 64,
    [MESSAGE_JOB] = 64 * 1024 * 1024,
};

struct frame_header {
    uint16_t mark, type;
    uint32_t length;
};

/* ---- bytes ----------------------------------------------------------------------------------- */

int64_t channel_clock_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until the socket can be used. The child, which has no deadline, blocks in read and write
 * instead: its list of system calls has no poll. */
static bool wait_until_ready(const struct channel *channel, short events) {
    for (;;) {
        int64_t left_ms = channel->deadline_ms - channel_clock_ms();
        if (left_ms <= 0)
            return false;
        struct pollfd item = {.fd = channel->fd, .events = events};
        int ready = poll(&item, 1, left_ms < INT_MAX ? (int)left_ms : INT_MAX);
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
    }
}

static ssize_t write_some(const struct channel *channel, const char *data, size_t length) {
    if (channel->deadline_ms == 0)
        return write(channel->fd, data, length);
    return send(channel->fd, data, length, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static bool write_all(const struct channel *channel, const char *data, size_t length) {
    while (length > 0) {
        ssize_t written = write_some(channel, data, length);
        if (written >= 0) {
            data += written;
            length -= (size_t)written;
        } else if (errno == EAGAIN) {
            if (!wait_until_ready(channel, POLLOUT))
                return false;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

/* CHANNEL_CLOSED only when nothing at all was read. */
static enum channel_state read_all(const struct channel *channel, char *data, size_t length) {
    size_t done = 0;
    while (done < length) {
        ssize_t got = channel->deadline_ms == 0
                          ? read(channel->fd, data + done, length - done)
                          : recv(channel->fd, data + done, length - done, MSG_DONTWAIT);
        if (got > 0) {
            done += (size_t)got;
        } else if (got == 0 || errno == ECONNRESET) {
            return done == 0 ? CHANNEL_CLOSED : CHANNEL_BROKEN;
        } else if (errno == EAGAIN) {
            if (!wait_until_ready(channel, POLLIN))
                return CHANNEL_TIMEOUT;
        } else if (errno != EINTR) {
            return CHANNEL_BROKEN;
        }
    }
    return CHANNEL_MESSAGE;
}

/* ---- frames ---------------------------------------------------------------------------------- */

bool channel_send(struct channel *channel, enum message_type type, struct slice payload,
                  struct error *err) {
    if (payload.length > limits_bytes[type])
        return error_set(err, ERROR_SCRIPT, "a message of %zu bytes is too long, at most %u fit",
                         payload.length, limits_bytes[type]);
    struct frame_header header = {MARK, (uint16_t)type, (uint32_t)payload.length};
    char together[512]; /* most messages are short: one system call */
    bool sent;
    if (payload.length <= sizeof together - sizeof header) {
        memcpy(together, &header, sizeof header);
        if (payload.length > 0)
            memcpy(together + sizeof header, payload.data, payload.length);
        sent = write_all(channel, together, sizeof header + payload.length);
    } else {
        sent = write_all(channel, (const char *)&header, sizeof header) &&
               write_all(channel, payload.data, payload.length);
    }
    if (!sent)
        return error_set_errno(err, ERROR_ENVIRONMENT, "can't reach the other process");
    return true;
}

enum channel_state channel_receive(struct channel *channel, enum message_type *type,
                                   struct strbuf *payload, struct error *err) {
    struct frame_header header;
    enum channel_state state = read_all(channel, (char *)&header, sizeof header);
    if (state == CHANNEL_BROKEN)
        error_set(err, ERROR_SCRIPT, "a message from the other process is cut short");
    if (state != CHANNEL_MESSAGE)
        return state;
    if (header.mark != MARK || header.type >= MESSAGE_TYPE_COUNT ||
        header.length > limits_bytes[header.type]) {
        error_set(err, ERROR_SCRIPT, "a message from the other process is malformed");
        return CHANNEL_BROKEN;
    }
    *type = (enum message_type)header.type;
    strbuf_truncate(payload, 0);
    strbuf_reserve(payload, header.length);
    state = read_all(channel, payload->data, header.length);
    if (state == CHANNEL_CLOSED)
        state = CHANNEL_BROKEN;
    if (state == CHANNEL_BROKEN)
        error_set(err, ERROR_SCRIPT, "a message from the other process is cut short");
    if (state != CHANNEL_MESSAGE)
        return state;
    payload->length = header.length;
    payload->data[payload->length] = '\0';
    return CHANNEL_MESSAGE;
}

/* ---- adding ---------------------------------------------------------------------------------- */

void message_add_number(struct strbuf *payload, int64_t number) {
    strbuf_add_bytes(payload, &number, sizeof number);
}

void message_add_real(struct strbuf *payload, double number) {
    strbuf_add_bytes(payload, &number, sizeof number);
}

void message_add_slice(struct strbuf *payload, struct slice text) {
    message_add_number(payload, (int64_t)text.length);
    strbuf_add_bytes(payload, text.data, text.length);
}

void message_add_text(struct strbuf *payload, const char *text) {
    if (text)
        message_add_slice(payload, slice_of(text));
    else
        message_add_number(payload, TEXT_IS_NULL);
}

void message_add_value(struct strbuf *payload, const struct value *value) {
    if (!value) {
        message_add_number(payload, -1);
        return;
    }
    message_add_number(payload, value->kind);
    message_add_number(payload, value->line);
    switch (value->kind) {
    case VALUE_LIST:
    case VALUE_MAP:
        message_add_number(payload, (int64_t)value->count);
        for (size_t i = 0; i < value->count; i++) {
            if (value->kind == VALUE_MAP)
                message_add_slice(payload, value->keys[i]);
            message_add_value(payload, value->items[i]);
        }
        break;
    case VALUE_NUMBER:
        message_add_real(payload, value->number);
        message_add_number(payload, value->integer);
        message_add_number(payload, value->whole);
        message_add_slice(payload, value->text);
        break;
    default:
        message_add_number(payload, value->boolean);
        message_add_slice(payload, value->text);
    }
}

void message_add_error(struct strbuf *payload, const struct error *err) {
    message_add_number(payload, err->code);
    message_add_text(payload, err->message);
}

/* ---- taking ---------------------------------------------------------------------------------- */

struct message_reader message_read(struct arena *arena, struct slice payload) {
    return (struct message_reader){.arena = arena, .rest = payload};
}

static void take_bytes(struct message_reader *reader, void *item, size_t size_bytes) {
    if (reader->failed || reader->rest.length < size_bytes) {
        reader->failed = true;
        memset(item, 0, size_bytes);
        return;
    }
    memcpy(item, reader->rest.data, size_bytes);
    reader->rest.data += size_bytes;
    reader->rest.length -= size_bytes;
}

int64_t message_take_number(struct message_reader *reader) {
    int64_t number;
    take_bytes(reader, &number, sizeof number);
    return number;
}

int64_t message_take_number_in(struct message_reader *reader, int64_t min, int64_t max) {
    int64_t number = message_take_number(reader);
    if (number >= min && number <= max)
        return number;
    reader->failed = true;
    return min;
}

double message_take_real(struct message_reader *reader) {
    double number;
    take_bytes(reader, &number, sizeof number);
    return number;
}

static struct slice slice_of_length(struct message_reader *reader, int64_t length) {
    if (reader->failed || length < 0 || (uint64_t)length > reader->rest.length) {
        reader->failed = true;
        return slice_of("");
    }
    struct slice text = slice_make(reader->rest.data, (size_t)length);
    reader->rest.data += length;
    reader->rest.length -= (size_t)length;
    return text;
}

struct slice message_take_slice(struct message_reader *reader) {
    return slice_of_length(reader, message_take_number(reader));
}

const char *message_take_text(struct message_reader *reader) {
    int64_t length = message_take_number(reader);
    if (length == TEXT_IS_NULL && !reader->failed)
        return NULL;
    struct slice text = slice_of_length(reader, length);
    /* A NUL inside would make two readers see two texts. */
    if (text.length > 0 && memchr(text.data, '\0', text.length))
        reader->failed = true;
    return reader->failed ? "" : arena_bytes(reader->arena, text.data, text.length);
}

const char *message_need_text(struct message_reader *reader) {
    const char *text = message_take_text(reader);
    if (text)
        return text;
    reader->failed = true;
    return "";
}

static void take_items(struct message_reader *reader, struct value *value, int depth);

static struct value *take_value(struct message_reader *reader, int depth) {
    int64_t kind = message_take_number_in(reader, -1, VALUE_MAP);
    if (kind == -1 || reader->failed || depth > VALUE_DEPTH_LIMIT) {
        reader->failed |= depth > VALUE_DEPTH_LIMIT;
        return NULL;
    }
    struct value *value = value_new(reader->arena, (enum value_kind)kind);
    value->line = (int)message_take_number_in(reader, 0, INT_MAX);
    if (kind == VALUE_LIST || kind == VALUE_MAP) {
        take_items(reader, value, depth);
        return value;
    }
    if (kind == VALUE_NUMBER) {
        value->number = message_take_real(reader);
        value->integer = message_take_number(reader);
        value->whole = message_take_number_in(reader, 0, 1);
    } else {
        value->boolean = message_take_number_in(reader, 0, 1);
    }
    value->text = arena_slice(reader->arena, message_take_slice(reader));
    return value;
}

static void take_items(struct message_reader *reader, struct value *value, int depth) {
    /* Each item takes bytes of the payload, so a wrong count fails before it costs memory. */
    int64_t count = message_take_number(reader);
    for (int64_t i = 0; i < count && !reader->failed; i++) {
        struct slice key = slice_of("");
        if (value->kind == VALUE_MAP)
            key = arena_slice(reader->arena, message_take_slice(reader));
        struct value *item = take_value(reader, depth + 1);
        if (!item)
            reader->failed = true;
        else if (value->kind == VALUE_MAP)
            value_map_add(reader->arena, value, key, item);
        else
            value_list_add(reader->arena, value, item);
    }
}

struct value *message_take_value(struct message_reader *reader) {
    struct value *value = take_value(reader, 0);
    return reader->failed ? NULL : value;
}

void message_take_error(struct message_reader *reader, struct error *err) {
    int64_t code = message_take_number_in(reader, ERROR_NOT_FOUND, ERROR_ENVIRONMENT);
    error_set(err, (enum error_code)code, "%s", message_need_text(reader));
}

bool message_finished(const struct message_reader *reader) {
    return !reader->failed && reader->rest.length == 0;
}
