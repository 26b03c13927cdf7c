/* exchange.c - packing and unpacking records.
 *
 * Layer: make. Records of many texts are tables of member offsets, so that both directions can't
 * disagree about their order.
 */
#include "make/child/exchange.h"

#include <limits.h>

enum { MOST_TEXTS = 100000 };

void text_list_add(struct arena *arena, struct text_list *list, const char *text) {
    list->items =
        arena_make_room(arena, list->items, list->count, &list->capacity, 8, sizeof *list->items);
    list->items[list->count++] = text;
}

/* ---- texts at offsets ------------------------------------------------------------------------ */

static void add_members(struct strbuf *payload, const void *record, const size_t *offsets,
                        size_t count) {
    for (size_t i = 0; i < count; i++)
        message_add_text(payload, *(const char *const *)((const char *)record + offsets[i]));
}

static void take_members(struct message_reader *reader, void *record, const size_t *offsets,
                         size_t count) {
    for (size_t i = 0; i < count; i++)
        *(const char **)((char *)record + offsets[i]) = message_take_text(reader);
}

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const size_t hit_texts[] = {
    offsetof(struct lua_hit, article),  offsetof(struct lua_hit, section),
    offsetof(struct lua_hit, title),    offsetof(struct lua_hit, heading),
    offsetof(struct lua_hit, text),     offsetof(struct lua_hit, version),
    offsetof(struct lua_hit, reviewed), offsetof(struct lua_hit, review_due),
    offsetof(struct lua_hit, author),   offsetof(struct lua_hit, file),
    offsetof(struct lua_hit, query),    offsetof(struct lua_hit, passage_hash),
};

void exchange_add_hit(struct strbuf *payload, const struct lua_hit *hit) {
    message_add_number(payload, hit->rank);
    message_add_real(payload, hit->score);
    message_add_number(payload, hit->line);
    message_add_number(payload, hit->section_number);
    add_members(payload, hit, hit_texts, COUNT_OF(hit_texts));
}

void exchange_take_hit(struct message_reader *reader, struct lua_hit *hit) {
    hit->rank = (int)message_take_number_in(reader, 0, INT_MAX);
    hit->score = message_take_real(reader);
    hit->line = (int)message_take_number_in(reader, 0, INT_MAX);
    hit->section_number = (int)message_take_number_in(reader, 0, INT_MAX);
    take_members(reader, hit, hit_texts, COUNT_OF(hit_texts));
}

static const size_t provenance_texts[] = {
    offsetof(struct provenance, key),          offsetof(struct provenance, facts),
    offsetof(struct provenance, query),        offsetof(struct provenance, article),
    offsetof(struct provenance, section),      offsetof(struct provenance, title),
    offsetof(struct provenance, heading),      offsetof(struct provenance, version),
    offsetof(struct provenance, reviewed),     offsetof(struct provenance, review_due),
    offsetof(struct provenance, author),       offsetof(struct provenance, file),
    offsetof(struct provenance, passage_hash), offsetof(struct provenance, reviewer),
    offsetof(struct provenance, reviewed_on),
};

void exchange_add_provenance(struct strbuf *payload, const struct provenance *provenance) {
    message_add_number(payload, provenance->class_letter);
    message_add_number(payload, provenance->rank);
    message_add_number(payload, provenance->line);
    message_add_number(payload, provenance->section_number);
    add_members(payload, provenance, provenance_texts, COUNT_OF(provenance_texts));
}

void exchange_take_provenance(struct message_reader *reader, struct provenance *provenance) {
    provenance->class_letter = (char)message_take_number_in(reader, 'A', 'Z');
    provenance->rank = (int)message_take_number_in(reader, 0, INT_MAX);
    provenance->line = (int)message_take_number_in(reader, 0, INT_MAX);
    provenance->section_number = (int)message_take_number_in(reader, 0, INT_MAX);
    take_members(reader, provenance, provenance_texts, COUNT_OF(provenance_texts));
}

/* ---- the outcome ----------------------------------------------------------------------------- */

static void add_texts(struct strbuf *payload, const struct text_list *list) {
    message_add_number(payload, (int64_t)list->count);
    for (size_t i = 0; i < list->count; i++)
        message_add_text(payload, list->items[i]);
}

static void take_texts(struct message_reader *reader, struct text_list *list) {
    int64_t count = message_take_number_in(reader, 0, MOST_TEXTS);
    for (int64_t i = 0; i < count && !reader->failed; i++)
        text_list_add(reader->arena, list, message_need_text(reader));
}

void exchange_add_outcome(struct strbuf *payload, const struct outcome *outcome) {
    message_add_number(payload, outcome->error.code);
    message_add_text(payload, outcome->error.code == ERROR_NONE ? "" : outcome->error.message);
    message_add_value(payload, outcome->declaration);
    add_texts(payload, &outcome->problems);
    add_texts(payload, &outcome->questions);
    add_texts(payload, &outcome->warnings);
    add_texts(payload, &outcome->overdue);
    message_add_text(payload, outcome->explanation);
    message_add_value(payload, outcome->sentences);
    message_add_value(payload, outcome->measured);
    message_add_number(payload, outcome->page_count);
    message_add_slice(payload, outcome->bytes);
}

void exchange_take_outcome(struct message_reader *reader, struct outcome *outcome) {
    *outcome = (struct outcome){.error.code = ERROR_NONE};
    int64_t code = message_take_number_in(reader, ERROR_NONE, ERROR_ENVIRONMENT);
    const char *message = message_need_text(reader);
    if (code != ERROR_NONE)
        error_set(&outcome->error, (enum error_code)code, "%s", message);
    outcome->declaration = message_take_value(reader);
    take_texts(reader, &outcome->problems);
    take_texts(reader, &outcome->questions);
    take_texts(reader, &outcome->warnings);
    take_texts(reader, &outcome->overdue);
    outcome->explanation = message_take_text(reader);
    outcome->sentences = message_take_value(reader);
    outcome->measured = message_take_value(reader);
    outcome->page_count = (int)message_take_number_in(reader, 0, INT_MAX);
    outcome->bytes = message_take_slice(reader);
}
