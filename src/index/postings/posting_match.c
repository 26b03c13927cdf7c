/* posting_match.c - what FTS5 finds for an expression -> a posting list in memory.
 *
 * Layer: index, reading half. For what posting lists of single words can't tell: phrases, words
 * that only begin so, words near to each other.
 */
#include "index/postings/posting_private.h"

struct matched {
    struct posting_array array;
    size_t capacity;
    struct arena *arena;
    uint32_t counts[INDEX_COLUMN_COUNT]; /* of the row at hand */
};

/* A scorer that only counts: SQL calls it for each row that it hands out. */
static double count_instances(void *context, const struct match_view *view) {
    struct matched *matched = context;
    memset(matched->counts, 0, sizeof matched->counts);
    for (int i = 0; i < match_instance_count(view); i++) {
        int phrase, column, offset;
        if (match_instance(view, i, &phrase, &column, &offset) && column >= 0 &&
            column < INDEX_COLUMN_COUNT)
            matched->counts[column]++;
    }
    return 0;
}

static void grow(struct matched *matched) {
    enum { FIRST_CAPACITY = 256 };
    struct posting_array *array = &matched->array;
    size_t count = array->count, capacity = count ? 2 * count : FIRST_CAPACITY;
    struct arena *arena = matched->arena;
    array->passages =
        arena_grow_array(arena, array->passages, count, capacity, sizeof *array->passages);
    array->body = arena_grow_array(arena, array->body, count, capacity, sizeof *array->body);
    array->title = arena_grow_array(arena, array->title, count, capacity, sizeof *array->title);
    array->heading =
        arena_grow_array(arena, array->heading, count, capacity, sizeof *array->heading);
    matched->capacity = capacity;
}

static uint32_t at_most(uint32_t value, uint32_t most) {
    return value < most ? value : most;
}

static void add_row(struct matched *matched, uint32_t passage) {
    struct posting_array *array = &matched->array;
    if (array->count == matched->capacity)
        grow(matched);
    array->passages[array->count] = passage;
    array->body[array->count] = (uint16_t)at_most(matched->counts[POSTING_BODY], UINT16_MAX);
    array->title[array->count] = (uint8_t)at_most(matched->counts[POSTING_TITLE], UINT8_MAX);
    array->heading[array->count] = (uint8_t)at_most(matched->counts[POSTING_HEADING], UINT8_MAX);
    array->count++;
}

/* FTS5 hands rows out by rowid where nothing else is asked for. */
static bool collect(struct index *index, const char *expression, struct matched *matched,
                    struct error *err) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_MATCH, err);
    if (!statement)
        return false;
    statement_bind_text(statement, 1, expression);
    int code = SQLITE_DONE;
    int64_t before = 0;
    bool goes_on = true;
    while (goes_on && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        int64_t passage = sqlite3_column_int64(statement, 0);
        if (passage <= before || passage >= POSTING_NO_PASSAGE)
            break;
        before = passage;
        add_row(matched, (uint32_t)passage);
        goes_on = matched->array.count % 256 != 0 || index_goes_on(index, err);
    }
    bool done = goes_on && code == SQLITE_DONE;
    if (goes_on && code == SQLITE_ROW)
        posting_damaged(index, err);
    else if (goes_on && !done)
        index_match_error(index, err);
    statement_done(statement);
    return done;
}

bool posting_of_matches(struct index *index, struct arena *arena, const struct posting_array *array,
                        posting_weight *weight, struct posting_cursor **cursor, struct error *err) {
    const struct posting_state *state = posting_state(index, err);
    const struct passage_length_table *table;
    struct passage_lengths *lengths = arena_new_array(arena, array->count, struct passage_lengths);
    if (!state || !passage_length_table(index, &table, err))
        return false;
    for (size_t i = 0; i < array->count; i++) {
        const struct passage_lengths *found = passage_lengths(table, array->passages[i], err);
        if (!found)
            return false;
        lengths[i] = *found;
    }
    *cursor = posting_of_array(arena, array, lengths, posting_average(state), weight);
    return true;
}

bool posting_match(struct index *index, struct arena *arena, const char *expression,
                   posting_weight *weight, struct posting_cursor **cursor, struct error *err) {
    struct matched matched = {.arena = arena};
    struct match_query match = {
        .expression = expression, .scorer = count_instances, .scorer_context = &matched};
    *cursor = NULL;
    if (!index_begin_read(index, err))
        return false;
    index->match = &match;
    bool done = collect(index, expression, &matched, err);
    index->match = NULL;
    done = done && posting_of_matches(index, arena, &matched.array, weight, cursor, err);
    index_end_read(index);
    return done;
}
