/* index_read.c - what the index holds: roots, failures, counts, articles, passages.
 *
 * Layer: index, reading half.
 */
#include "index/content_hash.h"
#include "index/index_private.h"
#include "index/index_tokenizer.h"

#include "base/file.h"
#include "base/utf8.h"

#include <stdlib.h>

/* A growing array of pointers in an arena. */
struct text_list {
    const char **items;
    size_t count, capacity;
};

static void add_text(struct arena *arena, struct text_list *list, const char *text) {
    list->items =
        arena_make_room(arena, list->items, list->count, &list->capacity, 8, sizeof *list->items);
    list->items[list->count++] = text;
}

size_t index_roots(struct index *index, struct arena *arena, const char ***roots) {
    struct text_list list = {0};
    sqlite3_stmt *statement = statement_get(index, STATEMENT_ROOTS, NULL);
    bool row = statement != NULL;
    while (row && statement_step(index, statement, &row, NULL) && row)
        if (!sqlite3_column_int(statement, 2))
            add_text(arena, &list, statement_text(statement, 1, arena));
    *roots = list.items;
    return list.count;
}

size_t index_failures(struct index *index, struct arena *arena, struct index_failure **failures) {
    size_t count = 0, capacity = 0;
    *failures = NULL;
    if (index->has_no_failures)
        return 0;
    sqlite3_stmt *statement = statement_get(index, STATEMENT_FAILURES, NULL);
    bool row = statement != NULL;
    while (row && statement_step(index, statement, &row, NULL) && row) {
        *failures = arena_make_room(arena, *failures, count, &capacity, 8, sizeof **failures);
        (*failures)[count++] = (struct index_failure){
            .file = index_file_name(arena, statement_text(statement, 0, arena),
                                    statement_text(statement, 1, arena)),
            .reason = statement_text(statement, 2, arena),
        };
    }
    return count;
}

const char *index_sqlite_version(void) {
    return sqlite3_libversion();
}

bool index_count(struct index *index, struct index_counts *counts, struct error *err) {
    int64_t articles, passages;
    bool row;
    if (!meta_number(index, META_ARTICLES, &articles, err) ||
        !meta_number(index, META_PASSAGES, &passages, err))
        return false;
    sqlite3_stmt *statement = statement_get(index, STATEMENT_COUNTS, err);
    if (!statement || !statement_step(index, statement, &row, err))
        return false;
    struct file_stamp stamp = {0};
    file_stamp_of(index->path, &stamp);
    *counts = (struct index_counts){
        .files = (size_t)sqlite3_column_int64(statement, 0),
        .articles = (size_t)articles,
        .passages = (size_t)passages,
        .failures = (size_t)sqlite3_column_int64(statement, 1),
        .size_bytes = stamp.size_bytes,
        .schema_version = schema_version,
        .sqlite_version = sqlite3_libversion(),
    };
    statement_done(statement);
    return true;
}

static const char *hex_text(struct slice bytes, struct arena *arena) {
    static const char digits[] = "0123456789abcdef";
    size_t count = bytes.length < CONTENT_HASH_BYTES ? bytes.length : CONTENT_HASH_BYTES;
    char *text = arena_allocate(arena, 2 * count + 1);
    for (size_t i = 0; i < count; i++) {
        text[2 * i] = digits[(unsigned char)bytes.data[i] >> 4];
        text[2 * i + 1] = digits[bytes.data[i] & 15];
    }
    return text;
}

const char *index_state_id(struct index *index, struct arena *arena) {
    struct slice state;
    return meta_bytes(index, META_STATE, arena, &state, NULL) ? hex_text(state, arena) : "";
}

const char *index_nearest_article(struct index *index, struct arena *arena, const char *article) {
    struct text_list ids = {0};
    sqlite3_stmt *statement = statement_get(index, STATEMENT_ARTICLE_IDS, NULL);
    bool row = statement != NULL;
    while (row && statement_step(index, statement, &row, NULL) && row)
        add_text(arena, &ids, statement_text(statement, 0, arena));
    return ids.count ? utf8_nearest(article, ids.items, ids.count) : NULL;
}

/* ---- passages ---- */

bool passage_read_parts(struct index *index, struct slice data, struct arena *arena,
                        struct passage_parts *parts, struct error *err) {
    enum passage_fault fault = passage_unpack(data, index->dictionary, arena, parts);
    if (fault == PASSAGE_OTHER_DICTIONARY) { /* none yet, or the index was made anew */
        if (!index_blob(index, &index->kept, PASSAGE_DICTIONARY, &index->dictionary, err))
            return false;
        fault = passage_unpack(data, index->dictionary, arena, parts);
    }
    return fault == PASSAGE_SOUND || index_damaged(index, "a passage can't be read", err);
}

static bool read_passage(struct index *index, sqlite3_stmt *statement, struct arena *arena,
                         int64_t rowid, struct passage *passage, struct error *err) {
    enum { TITLE = 2, OPENING = 13 };
    struct passage_parts parts;
    if (!passage_read_parts(index, statement_blob(statement, 1), arena, &parts, err))
        return false;
    const char *naming = statement_text(statement, TITLE, arena);
    *passage = (struct passage){
        .rowid = rowid,
        .article = statement_text(statement, 0, arena),
        .section = parts.section.data,
        .title = *naming ? naming : statement_text(statement, OPENING, arena),
        .naming = naming,
        .heading = parts.heading.data,
        .path = parts.path.data,
        .text = parts.body.data,
        .language = statement_text(statement, 3, arena),
        .version = statement_text(statement, 4, arena),
        .reviewed = statement_text(statement, 5, arena),
        .review_due = statement_text(statement, 6, arena),
        .author = statement_text(statement, 7, arena),
        .source = statement_text(statement, 8, arena),
        .file = index_file_name(arena, statement_text(statement, 9, arena),
                                statement_text(statement, 10, arena)),
        .line = parts.line,
        .hash = hex_text(statement_blob(statement, 11), arena),
        .number = sqlite3_column_int(statement, 12),
        .only_language = index_words_only_language(index),
    };
    return true;
}

bool index_passage_by_row(struct index *index, struct arena *arena, int64_t rowid,
                          struct passage *passage, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_PASSAGE, err);
    bool row;
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, rowid);
    if (!statement_step(index, statement, &row, err))
        return false;
    if (!row)
        return error_set(err, ERROR_NOT_FOUND, "%s: there is no passage %lld", index->path,
                         (long long)rowid);
    bool done = read_passage(index, statement, arena, rowid, passage, err);
    statement_done(statement);
    return done;
}

/* The rowids of an article's passages; ERROR_NOT_FOUND with the nearest id when there is none. */
static bool find_article(struct index *index, struct arena *arena, const char *article,
                         int64_t *first, size_t *count, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_ARTICLE_RANGE, err);
    bool row;
    if (!statement)
        return false;
    statement_bind_text(statement, 1, article);
    if (!statement_step(index, statement, &row, err))
        return false;
    if (!row) {
        const char *nearest = index_nearest_article(index, arena, article);
        if (nearest)
            return error_set(err, ERROR_NOT_FOUND, "no article '%s' (did you mean '%s'?)", article,
                             nearest);
        return error_set(err, ERROR_NOT_FOUND, "no article '%s': footnote search finds their ids",
                         article);
    }
    *first = sqlite3_column_int64(statement, 0);
    *count = (size_t)sqlite3_column_int64(statement, 1);
    statement_done(statement);
    return true;
}

/* The array grows with what is really there: the number comes from a file that may be damaged. */
static bool read_article(struct index *index, struct arena *arena, const char *article,
                         struct passage **passages, size_t *count, struct error *err) {
    int64_t first = 0;
    size_t expected = 0, capacity = 0;
    *passages = NULL;
    *count = 0;
    if (!find_article(index, arena, article, &first, &expected, err))
        return false;
    while (*count < expected) {
        *passages = arena_make_room(arena, *passages, *count, &capacity, 16, sizeof **passages);
        int64_t rowid = first + (int64_t)*count;
        if (!index_passage_by_row(index, arena, rowid, &(*passages)[*count], err))
            return false;
        ++*count;
    }
    return true;
}

bool index_article(struct index *index, struct arena *arena, const char *article,
                   struct passage **passages, size_t *count, struct error *err) {
    if (!index_begin_read(index, err))
        return false;
    bool done = read_article(index, arena, article, passages, count, err);
    if (!index_is_sound(index, err)) /* not found, because it can't be read */
        done = false;
    index_end_read(index);
    return done;
}

/* "7" as a handout's list of sources prints it behind the section sign; 0 for anything else. */
static size_t section_number(const char *section) {
    size_t length = section ? strspn(section, "0123456789") : 0;
    bool is_number = length > 0 && length <= 6 && section[length] == '\0';
    return is_number ? strtoul(section, NULL, 10) : 0;
}

static bool find_section(struct arena *arena, const char *article, const char *section,
                         const struct passage *passages, size_t count, struct passage *passage,
                         struct error *err) {
    const char **names = arena_new_array(arena, count + 1, const char *);
    for (size_t i = 0; i < count; i++) {
        if (!section || strcmp(passages[i].section, section) == 0) {
            *passage = passages[i];
            return true;
        }
        names[i] = passages[i].section;
    }
    size_t number = section_number(section);
    if (number >= 1 && number <= count) {
        *passage = passages[number - 1];
        return true;
    }
    const char *nearest = section && count ? utf8_nearest(section, names, count) : NULL;
    if (nearest)
        return error_set(err, ERROR_NOT_FOUND,
                         "article '%s' has no section '%s' (did you mean '%s'?)", article, section,
                         nearest);
    return error_set(err, ERROR_NOT_FOUND,
                     "article '%s' has no section '%s': footnote show '%s' prints them all",
                     article, section ? section : "", article);
}

bool index_passage(struct index *index, struct arena *arena, const char *article,
                   const char *section, struct passage *passage, struct error *err) {
    struct passage *passages;
    size_t count;
    return index_article(index, arena, article, &passages, &count, err) &&
           find_section(arena, article, section, passages, count, passage, err);
}
