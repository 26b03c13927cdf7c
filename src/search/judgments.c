/* judgments.c - see judgments.h.
 *
 * Layer: search. Order: lines and columns; queries by id; the table; the three files.
 */
#include "search/judgments.h"

#include "base/file.h"

#include <stdlib.h>

enum { MOST_BYTES = 1 << 28, TABLE_COLUMNS = 5, MOST_COLUMNS = 5 };
enum { COLUMN_ID, COLUMN_QUERY, COLUMN_SECTION, COLUMN_GRADE, COLUMN_KIND };

/* ---- lines and columns ---- */

struct table_file {
    const char *path;
    struct slice rest;
    int line; /* of the row read last */
    struct arena *arena;
};

static bool open_table(struct table_file *table, struct arena *arena, const char *path,
                       struct error *err) {
    *table = (struct table_file){.path = path, .arena = arena};
    return file_read(arena, path, MOST_BYTES, &table->rest, err);
}

/* The columns of the next line that is not empty; 0 at the end. Spaces part columns where there is
 * no tab, if the caller says so. What is beyond the last column belongs to it. */
static int next_row(struct table_file *table, bool with_spaces, struct slice *columns, int most) {
    struct slice line = {0};
    do {
        if (!slice_next_line(&table->rest, &line))
            return 0;
        table->line++;
    } while (slice_trim(line).length == 0);
    bool has_tab = memchr(line.data, '\t', line.length) != NULL;
    char separator = has_tab || !with_spaces ? '\t' : ' ';
    int count = 0;
    while (count < most) {
        const char *end =
            line.length && count < most - 1 ? memchr(line.data, separator, line.length) : NULL;
        size_t length = end ? (size_t)(end - line.data) : line.length;
        columns[count++] = slice_trim(slice_make(line.data, length));
        if (!end)
            break;
        line = slice_make(end + 1, line.length - length - 1);
    }
    return count;
}

static bool row_error(const struct table_file *table, struct error *err, const char *expected) {
    return error_set(err, ERROR_INPUT, "%s:%d: expected %s, with tabs between", table->path,
                     table->line, expected);
}

static bool read_grade(struct slice text, int *grade) {
    int value = 0;
    bool is_negative = slice_starts_with(text, "-");
    size_t i = is_negative;
    if (text.length == i || text.length > i + 4)
        return false;
    for (; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        value = value * 10 + (text.data[i] - '0');
    }
    *grade = is_negative ? 0 : value; /* TREC's -1 and -2 are junk: not relevant */
    return true;
}

/* ---- queries by id ---- */

struct query_name {
    struct judged_query *query;
};

struct query_names {
    struct query_name *sorted;
    size_t count;
};

static int compare_queries(const void *a, const void *b) {
    return strcmp(((const struct query_name *)a)->query->id,
                  ((const struct query_name *)b)->query->id);
}

static int compare_id(const void *id, const void *name) {
    return strcmp(id, ((const struct query_name *)name)->query->id);
}

static struct query_names sort_names(struct arena *arena, const struct judgment_set *set) {
    struct query_names names = {arena_new_array(arena, set->count + 1, struct query_name),
                                set->count};
    for (size_t i = 0; i < set->count; i++)
        names.sorted[i].query = &set->queries[i];
    if (set->count)
        qsort(names.sorted, names.count, sizeof *names.sorted, compare_queries);
    return names;
}

static struct judged_query *find_query(const struct query_names *names, const char *id) {
    if (names->count == 0)
        return NULL;
    struct query_name *found =
        bsearch(id, names->sorted, names->count, sizeof *names->sorted, compare_id);
    return found ? found->query : NULL;
}

static struct judged_query *add_query(struct arena *arena, struct judgment_set *set,
                                      size_t *capacity) {
    set->queries =
        arena_make_room(arena, set->queries, set->count, capacity, 256, sizeof *set->queries);
    return &set->queries[set->count++];
}

static void add_judgment(struct arena *arena, struct judged_query *query, struct slice name,
                         int grade) {
    size_t count = query->judgment_count;
    if ((count & (count - 1)) == 0) /* room doubles at 0, 1, 2, 4 ... */
        query->judgments = arena_grow_array(arena, query->judgments, count, count ? 2 * count : 1,
                                            sizeof *query->judgments);
    query->judgments[query->judgment_count++] =
        (struct judgment){arena_slice(arena, name).data, grade};
}

/* ---- the table ---- */

static const char table_row[] = "qid, query, article#section (or '-'), grade and kind";

/* Rows of a query stand together. */
static bool read_row(struct table_file *table, const struct slice *columns,
                     struct judgment_set *set, size_t *capacity, struct error *err) {
    int grade;
    bool is_none = slice_is(columns[COLUMN_SECTION], "-");
    if (!columns[COLUMN_ID].length || !columns[COLUMN_QUERY].length ||
        !read_grade(columns[COLUMN_GRADE], &grade) ||
        (!is_none && !memchr(columns[COLUMN_SECTION].data, '#', columns[COLUMN_SECTION].length)))
        return row_error(table, err, table_row);
    struct judged_query *query = set->count ? &set->queries[set->count - 1] : NULL;
    if (!query || !slice_is(columns[COLUMN_ID], query->id)) {
        query = add_query(table->arena, set, capacity);
        query->id = arena_slice(table->arena, columns[COLUMN_ID]).data;
        query->text = arena_slice(table->arena, columns[COLUMN_QUERY]).data;
        query->kind = arena_slice(table->arena, columns[COLUMN_KIND]).data;
    } else if (!slice_is(columns[COLUMN_QUERY], query->text)) {
        return error_set(err, ERROR_INPUT, "%s:%d: '%s' had another query in the line before",
                         table->path, table->line, query->id);
    }
    query->is_unanswerable = query->is_unanswerable || is_none;
    if (!is_none)
        add_judgment(table->arena, query, columns[COLUMN_SECTION], grade);
    return true;
}

bool judgments_read_table(struct arena *arena, const char *path, struct judgment_set *set,
                          struct error *err) {
    struct table_file table;
    struct slice columns[MOST_COLUMNS];
    size_t capacity = 0;
    *set = (struct judgment_set){.by_section = true};
    if (!open_table(&table, arena, path, err))
        return false;
    int count = next_row(&table, false, columns, TABLE_COLUMNS);
    if (count != TABLE_COLUMNS || !slice_is(columns[COLUMN_ID], "qid"))
        return row_error(&table, err, "the header line qid, query, article#section, grade, kind");
    while ((count = next_row(&table, false, columns, TABLE_COLUMNS)) > 0) {
        if (count != TABLE_COLUMNS)
            return row_error(&table, err, table_row);
        if (!read_row(&table, columns, set, &capacity, err))
            return false;
    }
    return true;
}

/* ---- the three files ---- */

static bool read_queries(struct arena *arena, const char *path, struct judgment_set *set,
                         struct error *err) {
    struct table_file table;
    struct slice columns[MOST_COLUMNS];
    size_t capacity = 0;
    int count;
    if (!open_table(&table, arena, path, err))
        return false;
    while ((count = next_row(&table, false, columns, 2)) > 0) {
        if (count != 2 || !columns[0].length)
            return row_error(&table, err, "qid and query");
        struct judged_query *query = add_query(arena, set, &capacity);
        query->id = arena_slice(arena, columns[0]).data;
        query->text = arena_slice(arena, columns[1]).data;
        query->kind = "";
    }
    return true;
}

/* Some collections name their columns. */
static bool is_header(const struct table_file *table, struct slice first) {
    return table->line == 1 && (slice_is(first, "qid") || slice_is(first, "query-id"));
}

/* Judgments of queries that are not asked are passed over. */
static bool read_judgments(struct arena *arena, const char *path, const struct query_names *names,
                           struct error *err) {
    struct table_file table;
    struct slice columns[MOST_COLUMNS];
    int count;
    if (!open_table(&table, arena, path, err))
        return false;
    while ((count = next_row(&table, true, columns, MOST_COLUMNS)) > 0) {
        int grade, document = count == 4 ? 2 : 1;
        if (is_header(&table, columns[0]))
            continue;
        if ((count != 3 && count != 4) || !read_grade(columns[count - 1], &grade))
            return row_error(&table, err, "qid, article and grade");
        struct judged_query *query = find_query(names, arena_slice(arena, columns[0]).data);
        if (query)
            add_judgment(arena, query, columns[document], grade);
    }
    return true;
}

/* Marks the queries of the list. */
static bool read_ids(struct arena *arena, const char *path, const struct query_names *names,
                     const struct judged_query *first, bool *is_chosen, struct error *err) {
    struct table_file table;
    struct slice column;
    if (!open_table(&table, arena, path, err))
        return false;
    while (next_row(&table, false, &column, 1) > 0) {
        const struct judged_query *query = find_query(names, arena_slice(arena, column).data);
        if (!query)
            return error_set(err, ERROR_INPUT, "%s:%d: no query has the id '%.*s'", path,
                             table.line, SLICE_ARGS(column));
        is_chosen[query - first] = true;
    }
    return true;
}

bool judgments_read_files(struct arena *arena, const char *queries, const char *judgments,
                          const char *ids, struct judgment_set *set, struct error *err) {
    *set = (struct judgment_set){0};
    if (!read_queries(arena, queries, set, err))
        return false;
    struct query_names names = sort_names(arena, set);
    bool *is_chosen = arena_new_array(arena, set->count + 1, bool);
    if (!read_judgments(arena, judgments, &names, err) ||
        (ids && !read_ids(arena, ids, &names, set->queries, is_chosen, err)))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < set->count; i++)
        if (set->queries[i].judgment_count > 0 && (!ids || is_chosen[i]))
            set->queries[kept++] = set->queries[i];
    set->count = kept;
    return true;
}
