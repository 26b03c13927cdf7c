/* binding_cache.c - see binding_cache.h. Order: the hash, records, reading, writing.
 *
 * Layer: make. The payload is packed as the messages between processes are (make/child/protocol.h):
 * a file of another machine or program never gets as far as being unpacked.
 */
#include "make/binding_cache.h"

#include "base/file.h"
#include "make/child/protocol.h"

#include <limits.h>
#include <sodium.h>
#include <sys/stat.h>

enum {
    LARGEST_CACHE_BYTES = 64 * 1024 * 1024,
    HASH_BYTES = crypto_generichash_BYTES,
    PERSONAL_MODE = 0600,
    MOST_TEXTS = 100000,
};

/* ---- the hash -------------------------------------------------------------------------------- */

static void add_part(crypto_generichash_state *state, struct slice part) {
    uint64_t length = part.length;
    crypto_generichash_update(state, (const unsigned char *)&length, sizeof length);
    crypto_generichash_update(state, (const unsigned char *)part.data, part.length);
}

/* A program that was built anew may search or compare in another way, whatever its version says. */
static void add_program(crypto_generichash_state *state) {
    struct stat program;
    int64_t parts[3] = {0};
    if (stat("/proc/self/exe", &program) == 0) {
        parts[0] = program.st_size;
        parts[1] = program.st_mtim.tv_sec;
        parts[2] = program.st_mtim.tv_nsec;
    }
    add_part(state, slice_of("footnote bindings " FOOTNOTE_VERSION));
    add_part(state, slice_make((const char *)parts, sizeof parts));
}

static void hash_all(const struct binding_cache_key *key, struct slice payload,
                     char hash[HASH_BYTES]) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, HASH_BYTES);
    add_program(&state);
    add_part(&state, slice_of(key->index_state));
    add_part(&state, slice_of(key->language));
    add_part(&state, slice_of(key->wording_file));
    add_part(&state, key->wording_text);
    add_part(&state, payload);
    crypto_generichash_final(&state, (unsigned char *)hash, HASH_BYTES);
}

/* NULL: this state can't be told from another one. */
static const char *cache_path(struct arena *arena, const struct binding_cache_key *key) {
    if (!key->index_state[0] || sodium_init() < 0)
        return NULL;
    return arena_format(arena, "%s.%s.bindings", key->index_file, key->language);
}

/* ---- records --------------------------------------------------------------------------------- */

/* The texts of an entry and of a wording, so that reading and writing can't disagree. */
static const size_t entry_texts[] = {
    offsetof(struct wording_entry, key),      offsetof(struct wording_entry, text),
    offsetof(struct wording_entry, query),    offsetof(struct wording_entry, article),
    offsetof(struct wording_entry, reviewer), offsetof(struct wording_entry, reviewed_on),
    offsetof(struct wording_entry, by),       offsetof(struct wording_entry, section),
    offsetof(struct wording_entry, grade),
};
static const size_t wording_texts[] = {
    offsetof(struct wording, file),        offsetof(struct wording, language),
    offsetof(struct wording, version),     offsetof(struct wording, reviewer),
    offsetof(struct wording, reviewed_on), offsetof(struct wording, formula),
    offsetof(struct wording, pass_mark),
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static void add_members(struct strbuf *out, const void *record, const size_t *offsets,
                        size_t count) {
    for (size_t i = 0; i < count; i++)
        message_add_text(out, *(const char *const *)((const char *)record + offsets[i]));
}

static void take_members(struct message_reader *reader, void *record, const size_t *offsets,
                         size_t count) {
    for (size_t i = 0; i < count; i++)
        *(const char **)((char *)record + offsets[i]) = message_need_text(reader);
}

static void add_texts(struct strbuf *out, const char *const *texts, size_t count) {
    message_add_number(out, (int64_t)count);
    for (size_t i = 0; i < count; i++)
        message_add_text(out, texts[i]);
}

static const char **take_texts(struct message_reader *reader, size_t *count) {
    *count = (size_t)message_take_number_in(reader, 0, MOST_TEXTS);
    const char **texts = arena_new_array(reader->arena, *count + 1, const char *);
    for (size_t i = 0; i < *count; i++)
        texts[i] = message_need_text(reader);
    return texts;
}

static void add_entry(struct strbuf *out, const struct wording_entry *entry,
                      const struct finding *finding) {
    message_add_number(out, entry->class_letter);
    message_add_number(out, entry->line);
    add_members(out, entry, entry_texts, COUNT_OF(entry_texts));
    add_texts(out, entry->facts, entry->fact_count);
    add_texts(out, entry->must_hit, entry->must_hit_count);
    add_texts(out, entry->when, entry->when_count);
    message_add_number(out, finding->kind);
    if (finding->kind == FINDING_PASSAGE) {
        message_add_number(out, finding->rowid);
        message_add_number(out, finding->rank);
        message_add_text(out, finding->passage_hash);
    }
}

static void take_entry(struct message_reader *reader, struct wording_entry *entry,
                       struct finding *finding) {
    entry->class_letter = (char)message_take_number_in(reader, 'A', 'Z');
    entry->line = (int)message_take_number_in(reader, 0, INT_MAX);
    take_members(reader, entry, entry_texts, COUNT_OF(entry_texts));
    entry->facts = take_texts(reader, &entry->fact_count);
    entry->must_hit = take_texts(reader, &entry->must_hit_count);
    entry->when = take_texts(reader, &entry->when_count);
    finding->kind =
        (enum finding_kind)message_take_number_in(reader, FINDING_UNKNOWN, FINDING_PASSAGE);
    if (finding->kind == FINDING_PASSAGE) {
        finding->rowid = message_take_number(reader);
        finding->rank = (int)message_take_number_in(reader, 1, INT_MAX);
        finding->passage_hash = message_need_text(reader);
    }
}

/* ---- reading --------------------------------------------------------------------------------- */

bool binding_cache_read(struct arena *arena, const struct binding_cache_key *key,
                        struct wording **wording, struct finding **findings) {
    struct slice file;
    char hash[HASH_BYTES];
    const char *path = cache_path(arena, key);
    if (!path || !file_read(arena, path, LARGEST_CACHE_BYTES, &file, NULL) ||
        file.length < sizeof hash)
        return false;
    struct slice payload = slice_make(file.data + sizeof hash, file.length - sizeof hash);
    hash_all(key, payload, hash);
    if (memcmp(hash, file.data, sizeof hash) != 0)
        return false;
    struct message_reader reader = message_read(arena, payload);
    struct wording *kept = arena_new(arena, struct wording);
    take_members(&reader, kept, wording_texts, COUNT_OF(wording_texts));
    kept->status =
        (enum wording_status)message_take_number_in(&reader, WORDING_REVIEWED, WORDING_PREPARED);
    kept->is_translation = message_take_number_in(&reader, 0, 1);
    kept->missing = take_texts(&reader, &kept->missing_count);
    kept->set_aside = take_texts(&reader, &kept->set_aside_count);
    kept->stale = take_texts(&reader, &kept->stale_count);
    kept->count = (size_t)message_take_number_in(&reader, 1, (int64_t)payload.length);
    kept->entries = arena_new_array(arena, kept->count, struct wording_entry);
    *findings = arena_new_array(arena, kept->count, struct finding);
    for (size_t i = 0; i < kept->count && !reader.failed; i++)
        take_entry(&reader, &kept->entries[i], &(*findings)[i]);
    *wording = kept;
    return message_finished(&reader);
}

/* ---- writing --------------------------------------------------------------------------------- */

void binding_cache_write(const struct binding_cache_key *key, const struct wording *wording,
                         const struct finding *findings) {
    struct arena arena = {0};
    struct strbuf payload = {0}, file = {0};
    const char *path = cache_path(&arena, key);
    if (path) {
        char hash[HASH_BYTES];
        add_members(&payload, wording, wording_texts, COUNT_OF(wording_texts));
        message_add_number(&payload, wording->status);
        message_add_number(&payload, wording->is_translation);
        add_texts(&payload, wording->missing, wording->missing_count);
        add_texts(&payload, wording->set_aside, wording->set_aside_count);
        add_texts(&payload, wording->stale, wording->stale_count);
        message_add_number(&payload, (int64_t)wording->count);
        for (size_t i = 0; i < wording->count; i++)
            add_entry(&payload, &wording->entries[i], &findings[i]);
        hash_all(key, strbuf_slice(&payload), hash);
        strbuf_add_bytes(&file, hash, sizeof hash);
        strbuf_add_slice(&file, strbuf_slice(&payload));
        file_write_atomic(path, strbuf_slice(&file), PERSONAL_MODE, NULL);
    }
    strbuf_release(&payload);
    strbuf_release(&file);
    arena_release(&arena);
}
