/* batch_worker.c - see batch_worker.h.
 *
 * Layer: make. Order: names and hashes, frames, the worker's side, the parent's side.
 */
#include "make/batch/batch_worker.h"

#include "base/file.h"
#include "base/memory.h"
#include "make/child/protocol.h"
#include "make/child/session.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PRIVATE_MODE = 0600, ID_LETTERS = 40, FRAME_LIMIT_BYTES = 16 * 1024 * 1024 };

/* ---- names and hashes ------------------------------------------------------------------------ */

void batch_hash(struct slice bytes, char text[BATCH_HASH_LETTERS + 1]) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)bytes.data, bytes.length);
    sodium_bin2hex(text, BATCH_HASH_LETTERS + 1, hash, sizeof hash);
}

const char *batch_file_name(struct arena *arena, const char *report, const char *id,
                            const char *code, enum make_format format) {
    static const char *const endings[] = {
        [MAKE_PDF] = "pdf", [MAKE_TEXT] = "txt", [MAKE_HTML] = "html", [MAKE_DUMP] = "dump"};
    char letters[ID_LETTERS + 1];
    size_t count = 0;
    for (; *id && count < ID_LETTERS; id++) {
        char c = *id >= 'A' && *id <= 'Z' ? (char)(*id - 'A' + 'a') : *id;
        bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        letters[count++] = good ? c : '-';
    }
    letters[count] = '\0';
    return arena_format(arena, "%s-%s-%s.%s", report, letters, code, endings[format]);
}

/* ---- frames ---------------------------------------------------------------------------------- */

static bool send_all(int socket, const char *data, size_t length) {
    while (length > 0) {
        ssize_t count = send(socket, data, length, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        data += count;
        length -= (size_t)count;
    }
    return true;
}

static bool receive_all(int socket, char *data, size_t length) {
    while (length > 0) {
        ssize_t count = recv(socket, data, length, 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        data += count;
        length -= (size_t)count;
    }
    return true;
}

static bool send_frame(int socket, const struct strbuf *payload) {
    uint32_t length = (uint32_t)payload->length;
    return send_all(socket, (const char *)&length, sizeof length) &&
           send_all(socket, payload->data, payload->length);
}

/* False: the other side is gone. */
static bool receive_frame(int socket, struct strbuf *payload) {
    uint32_t length = 0;
    strbuf_truncate(payload, 0);
    if (!receive_all(socket, (char *)&length, sizeof length) || length > FRAME_LIMIT_BYTES)
        return false;
    strbuf_reserve(payload, length);
    if (!receive_all(socket, payload->data, length))
        return false;
    payload->length = length;
    payload->data[length] = '\0';
    return true;
}

/* ---- the worker's side ----------------------------------------------------------------------- */

/* A row that was made, or not, and is not yet reported. */
struct held {
    struct arena arena;
    struct make_result result;
    struct batch_outcome outcome;
};

struct work {
    struct held held[BATCH_WORKER_ROWS];
    size_t held_count;
    const struct batch_request *request;
    struct make_request common;
    struct session *session;
    int folder;
};

/* Messages say where in the roster a field stands. NOLINTNEXTLINE(misc-no-recursion) */
static void set_lines(struct value *value, int line) {
    value->line = line;
    for (size_t i = 0; i < value->count; i++)
        set_lines(value->items[i], line);
}

static void take_row(struct message_reader *reader, struct roster_row *row) {
    struct arena *arena = reader->arena;
    row->id = message_need_text(reader);
    row->line = (int)message_take_number(reader);
    row->json = message_take_slice(reader);
    row->accepted_count = (size_t)message_take_number_in(reader, 0, ROSTER_ROW_BYTES);
    row->accepted = arena_new_array(arena, row->accepted_count + 1, const char *);
    for (size_t i = 0; i < row->accepted_count; i++)
        row->accepted[i] = message_need_text(reader);
}

static bool prepare(const struct work *work, const struct roster_row *row, struct arena *arena,
                    struct make_request *request, struct error *err) {
    *request = work->common;
    struct value *patient = value_read_json(arena, row->json, work->request->roster, err);
    if (!patient) {
        err->code = ERROR_USAGE;
        return false;
    }
    set_lines(patient, row->line);
    request->patient = patient;
    request->patient_bytes = row->json;
    request->patient_name_shown = work->request->roster;
    size_t count = work->common.accepted_count;
    const char **accepted = arena_new_array(arena, count + row->accepted_count + 1, const char *);
    for (size_t i = 0; i < count; i++)
        accepted[i] = work->common.accepted[i];
    for (size_t i = 0; i < row->accepted_count; i++)
        accepted[count + i] = row->accepted[i];
    request->accepted = accepted;
    request->accepted_count = count + row->accepted_count;
    return true;
}

static const char *join(struct arena *arena, const char *const *texts, size_t count) {
    struct strbuf all = {0};
    for (size_t i = 0; i < count; i++)
        strbuf_add_format(&all, "%s%s", i > 0 ? " | " : "", texts[i]);
    const char *joined = arena_text(arena, strbuf_text(&all));
    strbuf_release(&all);
    return joined;
}

/* Rules and messages first, then what they come to. */
static const char *reasons_of(struct arena *arena, const struct make_result *result,
                              const struct error *err) {
    const char *problems = join(arena, result->problems, result->problem_count);
    return problems[0] ? problems : arena_text(arena, err->message);
}

static void fail_outcome(struct batch_outcome *outcome, struct arena *arena,
                         const struct error *err) {
    outcome->code = err->code;
    outcome->fatal = true;
    outcome->reasons = arena_text(arena, err->message);
}

static void hold_made(const struct work *work, const struct roster_row *row,
                      const struct make_request *request, struct held *held) {
    const struct make_result *result = &held->result;
    struct batch_outcome *outcome = &held->outcome;
    struct arena *arena = &held->arena;
    const struct batch_recorder *recorder = work->request->recorder;
    struct slice bytes = strbuf_slice(&result->bytes);
    struct error err = {0};
    char hash[BATCH_HASH_LETTERS + 1];
    batch_hash(bytes, hash);
    outcome->sha256 = arena_text(arena, hash);
    outcome->code_text = result->code;
    outcome->pages = result->page_count;
    outcome->bytes = (long long)bytes.length;
    outcome->warnings = join(arena, result->warnings, result->warning_count);
    if (work->folder < 0)
        return;
    outcome->file =
        batch_file_name(arena, result->report_name, row->id, result->code, request->format);
    if (recorder && !recorder->add(recorder->context, request, result, &err))
        fail_outcome(outcome, arena, &err);
}

static void make_row(const struct work *work, const struct roster_row *row, struct held *held) {
    struct make_request request;
    struct error err = {0};
    bool made = prepare(work, row, &held->arena, &request, &err) &&
                session_make(work->session, &request, &held->arena, &held->result, &err);
    if (made) {
        hold_made(work, row, &request, held);
    } else {
        held->outcome.code = err.code;
        held->outcome.reasons = reasons_of(&held->arena, &held->result, &err);
    }
}

/* The file of a row that was made and recorded. */
static void write_held(const struct work *work, struct held *held) {
    const struct batch_recorder *recorder = work->request->recorder;
    struct error err = {0};
    if (file_write_at(work->folder, held->outcome.file, strbuf_slice(&held->result.bytes),
                      PRIVATE_MODE, &err))
        return;
    fail_outcome(&held->outcome, &held->arena, &err);
    if (recorder)
        recorder->lost(recorder->context, &held->result);
}

static void add_outcome(struct strbuf *payload, const struct batch_outcome *outcome) {
    strbuf_truncate(payload, 0);
    message_add_number(payload, (int64_t)outcome->code);
    message_add_number(payload, outcome->fatal);
    message_add_text(payload, outcome->code_text);
    message_add_text(payload, outcome->file);
    message_add_text(payload, outcome->sha256);
    message_add_text(payload, outcome->warnings);
    message_add_text(payload, outcome->reasons);
    message_add_number(payload, outcome->pages);
    message_add_number(payload, outcome->bytes);
}

static bool open_session(struct work *work, struct error *err) {
    work->common = *work->request->common;
    work->common.index = index_open(work->request->index_path, INDEX_READ, err);
    if (!work->common.index)
        return false;
    const struct batch_recorder *recorder = work->request->recorder;
    if (recorder && work->folder >= 0 && !recorder->begin(recorder->context, err))
        return false;
    work->session = session_open(&work->common, err);
    return work->session != NULL;
}

/* Records what is held, writes the files, reports. False: nobody listens any more. */
static bool settle(struct work *work, int socket) {
    const struct batch_recorder *recorder = work->request->recorder;
    bool writes = work->folder >= 0, sent = true;
    struct error err = {0};
    bool flushed =
        !recorder || !writes || !work->session || recorder->flush(recorder->context, &err);
    for (size_t i = 0; i < work->held_count; i++) {
        struct held *held = &work->held[i];
        struct strbuf answer = {0};
        if (writes && held->outcome.code == ERROR_NONE && !flushed)
            fail_outcome(&held->outcome, &held->arena, &err);
        else if (writes && held->outcome.code == ERROR_NONE)
            write_held(work, held);
        add_outcome(&answer, &held->outcome);
        sent = sent && send_frame(socket, &answer);
        strbuf_release(&answer);
        strbuf_release(&held->result.bytes);
        arena_release(&held->arena);
    }
    work->held_count = 0;
    return sent;
}

static void take_and_make(struct work *work, const struct strbuf *payload) {
    struct held *held = &work->held[work->held_count++];
    struct error err = {0};
    struct roster_row row = {0};
    *held = (struct held){
        .outcome = {.code_text = "", .file = "", .sha256 = "", .warnings = "", .reasons = ""}};
    struct message_reader reader = message_read(&held->arena, strbuf_slice(payload));
    take_row(&reader, &row);
    if (!work->session && !open_session(work, &err))
        fail_outcome(&held->outcome, &held->arena, &err);
    else
        make_row(work, &row, held);
}

static bool has_more(int socket) {
    struct pollfd polled = {.fd = socket, .events = POLLIN};
    return poll(&polled, 1, 0) > 0;
}

static void work_on(struct work *work, int socket) {
    struct strbuf payload = {0};
    bool heard = true;
    while (heard && receive_frame(socket, &payload)) {
        take_and_make(work, &payload);
        if (work->held_count == BATCH_WORKER_ROWS || !has_more(socket))
            heard = settle(work, socket);
    }
    settle(work, socket); /* the parent may be gone, what was made stays whole */
    strbuf_release(&payload);
    if (work->session && work->request->recorder && work->folder >= 0)
        work->request->recorder->end(work->request->recorder->context);
    session_close(work->session);
    index_close(work->common.index);
}

/* ---- the parent's side ----------------------------------------------------------------------- */

bool batch_worker_start(struct batch_worker *worker, const struct batch_request *request,
                        int folder, const struct batch_worker *others, size_t other_count,
                        struct error *err) {
    int sockets[2];
    *worker = (struct batch_worker){.socket = -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "a worker process can't be started");
    pid_t process = fork();
    if (process < 0) {
        error_set_errno(err, ERROR_ENVIRONMENT, "a worker process can't be started");
        close(sockets[0]);
        close(sockets[1]);
        return false;
    }
    if (process == 0) {
        close(sockets[0]);
        for (size_t i = 0; i < other_count; i++)
            close(others[i].socket);
        setpgid(0, 0);
        signal(SIGINT, SIG_DFL);
        signal(SIGTERM, SIG_DFL);
        signal(SIGXFSZ, SIG_IGN); /* a file that grows too large is an error like a full disk */
        struct work work = {.request = request, .folder = folder};
        work_on(&work, sockets[1]);
        _exit(0);
    }
    close(sockets[1]);
    *worker = (struct batch_worker){.process = process, .socket = sockets[0]};
    return true;
}

bool batch_worker_give(struct batch_worker *worker, const struct roster_row *row,
                       struct error *err) {
    struct strbuf payload = {0};
    message_add_text(&payload, row->id);
    message_add_number(&payload, row->line);
    message_add_slice(&payload, row->json);
    message_add_number(&payload, (int64_t)row->accepted_count);
    for (size_t i = 0; i < row->accepted_count; i++)
        message_add_text(&payload, row->accepted[i]);
    bool sent = send_frame(worker->socket, &payload);
    worker->rows += sent;
    strbuf_release(&payload);
    return sent || error_set(err, ERROR_ENVIRONMENT,
                             "a worker process has ended: was it killed, or is "
                             "memory short?");
}

bool batch_worker_take(struct batch_worker *worker, struct arena *arena,
                       struct batch_outcome *outcome, struct error *err) {
    struct strbuf payload = {0};
    *outcome = (struct batch_outcome){0};
    bool taken = receive_frame(worker->socket, &payload);
    if (taken) {
        struct message_reader reader = message_read(arena, strbuf_slice(&payload));
        outcome->code = (enum error_code)message_take_number_in(&reader, 0, ERROR_ENVIRONMENT);
        outcome->fatal = message_take_number(&reader) != 0;
        outcome->code_text = message_need_text(&reader);
        outcome->file = message_need_text(&reader);
        outcome->sha256 = message_need_text(&reader);
        outcome->warnings = message_need_text(&reader);
        outcome->reasons = message_need_text(&reader);
        outcome->pages = message_take_number(&reader);
        outcome->bytes = message_take_number(&reader);
        taken = message_finished(&reader);
    }
    strbuf_release(&payload);
    worker->rows -= worker->rows > 0;
    return taken || error_set(err, ERROR_ENVIRONMENT,
                              "a worker process has ended: was it killed, or is memory short?");
}

void batch_worker_end(struct batch_worker *worker) {
    if (worker->process <= 0)
        return;
    close(worker->socket);
    while (waitpid(worker->process, NULL, 0) < 0 && errno == EINTR)
        ;
    *worker = (struct batch_worker){.socket = -1};
}
