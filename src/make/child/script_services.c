/* script_services.c - questions of the script, packed, sent, and their answers unpacked.
 *
 * Layer: make, child side. Order: asking, the services in the order of struct lua_services,
 * files for layout, the code.
 */
#include "make/child/script_services.h"

#include "base/picture.h"
#include "make/child/exchange.h"
#include "make/child/worker.h"
#include "text/shape.h"

#include <limits.h>

enum { WARNING_MAX_BYTES = 4000, MOST_SENTENCES = 100000, MOST_MODULES = 1000 };

/* Sends a question and waits for the answer, which replaces the payload. False: err is what the
 * parent said. When the parent is gone there is nobody left to tell: the process ends. */
static bool ask(const struct script_world *world, enum message_type type, struct strbuf *payload,
                struct error *err) {
    struct channel *channel = world->channel;
    struct error problem = {0};
    enum message_type answer;
    if (!channel_send(channel, type, strbuf_slice(payload), &problem))
        return error_set(err, problem.code, "%s", problem.message);
    if (channel_receive(channel, &answer, payload, &problem) != CHANNEL_MESSAGE) {
        error_set(&problem, ERROR_ENVIRONMENT, "the program does not answer its report");
        worker_leave(&problem);
    }
    if (answer == MESSAGE_ANSWER)
        return true;
    struct arena arena = {0};
    struct message_reader reader = message_read(&arena, strbuf_slice(payload));
    message_take_error(&reader, err);
    arena_release(&arena);
    return false;
}

static bool check_answer(const struct message_reader *reader, struct error *err) {
    return message_finished(reader) ||
           error_set(err, ERROR_ENVIRONMENT, "the program's answer is malformed");
}

static bool search(void *context, struct arena *arena, const char *text, int limit,
                   struct lua_hit **hits, size_t *count, struct error *err) {
    struct strbuf payload = {0};
    message_add_text(&payload, text);
    message_add_number(&payload, limit);
    bool answered = ask(context, MESSAGE_SEARCH, &payload, err);
    if (answered) {
        struct message_reader reader = message_read(arena, strbuf_slice(&payload));
        *count = (size_t)message_take_number_in(&reader, 0, LUA_MOST_HITS);
        *hits = arena_new_array(arena, *count + 1, struct lua_hit);
        for (size_t i = 0; i < *count; i++)
            exchange_take_hit(&reader, &(*hits)[i]);
        answered = check_answer(&reader, err);
    }
    strbuf_release(&payload);
    return answered;
}

static bool passage(void *context, struct arena *arena, const char *article, const char *section,
                    struct lua_hit *hit, bool *found, struct error *err) {
    struct strbuf payload = {0};
    message_add_text(&payload, article);
    message_add_text(&payload, section);
    bool answered = ask(context, MESSAGE_PASSAGE, &payload, err);
    if (answered) {
        struct message_reader reader = message_read(arena, strbuf_slice(&payload));
        *found = message_take_number_in(&reader, 0, 1);
        if (*found)
            exchange_take_hit(&reader, hit);
        answered = check_answer(&reader, err);
    }
    strbuf_release(&payload);
    return answered;
}

static size_t bucket_of(const char *key) {
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * 16777619u;
    return hash % READY_BUCKETS;
}

static const struct ready_sentence *find_ready(const struct script_world *world,
                                               const char *language, const char *key) {
    const struct ready_language *ready = world->ready;
    while (ready && strcmp(ready->language, language) != 0)
        ready = ready->next;
    const struct ready_sentence *sentence = ready ? ready->buckets[bucket_of(key)] : NULL;
    while (sentence && strcmp(sentence->provenance.key, key) != 0)
        sentence = sentence->next;
    return sentence;
}

/* Keeps what came along with an answer. */
static void take_ready_sentences(struct script_world *world, struct message_reader *reader,
                                 const char *language) {
    size_t count = (size_t)message_take_number_in(reader, 0, MOST_SENTENCES);
    if (count == 0 || reader->failed)
        return;
    struct arena *arena = reader->arena;
    reader->arena = &world->arena;
    struct ready_language *ready = arena_new(&world->arena, struct ready_language);
    ready->language = arena_text(&world->arena, language);
    ready->buckets = arena_new_array(&world->arena, READY_BUCKETS, struct ready_sentence *);
    struct ready_sentence *sentences = arena_new_array(&world->arena, count, struct ready_sentence);
    for (size_t i = 0; i < count && !reader->failed; i++) {
        struct ready_sentence *sentence = &sentences[i];
        sentence->text = message_need_text(reader);
        exchange_take_provenance(reader, &sentence->provenance);
        reader->failed |= !sentence->provenance.key;
        if (reader->failed)
            break;
        struct ready_sentence **bucket = &ready->buckets[bucket_of(sentence->provenance.key)];
        sentence->next = *bucket;
        *bucket = sentence;
    }
    reader->arena = arena;
    if (reader->failed)
        return;
    ready->next = world->ready;
    world->ready = ready;
}

void script_ask_ready(struct script_world *world, const char *language) {
    struct strbuf payload = {0};
    struct arena arena = {0};
    message_add_text(&payload, language);
    if (ask(world, MESSAGE_READY, &payload, NULL)) {
        struct message_reader reader = message_read(&arena, strbuf_slice(&payload));
        take_ready_sentences(world, &reader, language);
    }
    arena_release(&arena);
    strbuf_release(&payload);
}

static bool ask_wording(struct script_world *world, struct arena *arena, const char *language,
                        const char *key, const char **text, struct provenance *provenance,
                        struct error *err) {
    struct strbuf payload = {0};
    message_add_text(&payload, language);
    message_add_text(&payload, key);
    bool answered = ask(world, MESSAGE_WORDING, &payload, err);
    *text = NULL;
    if (answered) {
        struct message_reader reader = message_read(arena, strbuf_slice(&payload));
        if (message_take_number_in(&reader, 0, 1)) {
            *text = message_need_text(&reader);
            exchange_take_provenance(&reader, provenance);
        }
        take_ready_sentences(world, &reader, language);
        answered = check_answer(&reader, err);
    }
    strbuf_release(&payload);
    return answered;
}

static bool wording(void *context, struct arena *arena, const char *language, const char *key,
                    const char **text, struct provenance *provenance, struct error *err) {
    const struct ready_sentence *sentence = find_ready(context, language, key);
    if (!sentence)
        return ask_wording(context, arena, language, key, text, provenance, err);
    *text = sentence->text;
    *provenance = sentence->provenance;
    return true;
}

static void tell(const struct script_world *world, enum message_type type, struct slice text,
                 size_t limit) {
    if (text.length > limit)
        text.length = limit;
    channel_send(world->channel, type, text, NULL);
}

static const struct ready_module *find_module(const struct script_world *world, const char *name) {
    for (size_t i = 0; i < world->module_count; i++)
        if (strcmp(world->modules[i].name, name) == 0)
            return &world->modules[i];
    return NULL;
}

/* Keeps what came along with an answer; it comes once. */
static void take_modules(struct script_world *world, struct message_reader *reader) {
    size_t count = (size_t)message_take_number_in(reader, 0, MOST_MODULES);
    if (count == 0 || reader->failed)
        return;
    struct arena *arena = reader->arena;
    reader->arena = &world->arena;
    world->modules = arena_new_array(&world->arena, count, struct ready_module);
    for (size_t i = 0; i < count; i++) {
        struct ready_module *module = &world->modules[i];
        module->name = message_need_text(reader);
        module->file = message_need_text(reader);
        module->source = arena_slice(&world->arena, message_take_slice(reader));
    }
    world->module_count = reader->failed ? 0 : count;
    reader->arena = arena;
}

static bool ask_module(struct script_world *world, struct arena *arena, const char *name,
                       const char **file, struct slice *source, struct error *err) {
    struct strbuf payload = {0};
    message_add_text(&payload, name);
    bool answered = ask(world, MESSAGE_MODULE, &payload, err);
    *source = slice_make(NULL, 0);
    *file = NULL;
    if (answered) {
        struct message_reader reader = message_read(arena, strbuf_slice(&payload));
        if (message_take_number_in(&reader, 0, 1)) {
            *file = message_need_text(&reader);
            *source = arena_slice(arena, message_take_slice(&reader));
        }
        take_modules(world, &reader);
        answered = check_answer(&reader, err);
    }
    strbuf_release(&payload);
    return answered;
}

static bool module(void *context, struct arena *arena, const char *name, const char **file,
                   struct slice *source, struct error *err) {
    const struct ready_module *ready = find_module(context, name);
    if (!ready)
        return ask_module(context, arena, name, file, source, err);
    tell(context, MESSAGE_USES_MODULE, slice_of(name), strlen(name));
    *file = ready->file;
    *source = ready->source;
    return true;
}

/* The child answers this itself: it has the fonts. */
static bool text_width(void *context, struct slice words, const char *language, double size_pt,
                       bool bold, double *width_pt, struct error *err) {
    const struct script_world *world = context;
    struct arena arena = {0};
    struct glyph_run *runs = NULL;
    size_t count = 0;
    bool shaped = shape_text(&arena, world->fonts, bold ? FONT_BOLD : FONT_REGULAR, words, language,
                             &runs, &count, err);
    if (shaped)
        *width_pt = shape_width_pt(runs, count, size_pt);
    arena_release(&arena);
    return shaped;
}

static bool load_resource(void *context, enum resource_kind kind, const char *name,
                          struct arena *arena, struct slice *bytes, struct error *err) {
    struct strbuf payload = {0};
    message_add_number(&payload, kind);
    message_add_text(&payload, name);
    bool answered = ask(context, MESSAGE_RESOURCE, &payload, err);
    if (answered) {
        struct message_reader reader = message_read(arena, strbuf_slice(&payload));
        *bytes = arena_slice(arena, message_take_slice(&reader));
        answered = check_answer(&reader, err);
    }
    strbuf_release(&payload);
    return answered;
}

/* Looked into here, in the confined child, as layout will. */
static bool picture(void *context, const char *name, struct error *err) {
    struct arena arena = {0};
    struct slice bytes;
    bool fine = load_resource(context, RESOURCE_PICTURE, name, &arena, &bytes, err) &&
                picture_decode(&arena, name, bytes, err);
    arena_release(&arena);
    return fine;
}

static void warn(void *context, const char *text) {
    tell(context, MESSAGE_WARN, slice_of(text), WARNING_MAX_BYTES);
}

/* One byte over what is shown, so that the program sees that something is missing. */
static void print(void *context, struct slice text) {
    tell(context, MESSAGE_PRINT, text, MESSAGE_PRINT_LIMIT_BYTES + 1);
}

static void limit(const char *message) {
    struct error err;
    error_set(&err, ERROR_SCRIPT, "%s", message);
    worker_leave(&err);
}

struct lua_services script_services(struct script_world *world) {
    return (struct lua_services){.context = world,
                                 .search = search,
                                 .passage = passage,
                                 .wording = wording,
                                 .module = module,
                                 .text_width = world->fonts ? text_width : NULL,
                                 .picture = picture,
                                 .warn = warn,
                                 .print = print,
                                 .limit = limit,
                                 .many = world->many};
}

struct resources script_resources(struct script_world *world) {
    return (struct resources){.context = world, .load = load_resource};
}

bool script_ask_code(struct script_world *world, struct arena *arena, const char **code,
                     struct error *err) {
    struct strbuf payload = {0};
    bool answered = ask(world, MESSAGE_CODE, &payload, err);
    if (answered) {
        struct message_reader reader = message_read(arena, strbuf_slice(&payload));
        *code = message_need_text(&reader);
        answered = check_answer(&reader, err);
    }
    strbuf_release(&payload);
    return answered;
}
