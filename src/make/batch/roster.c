/* roster.c - see roster.h.
 *
 * Layer: make. Order: opening, the header, rows of CSV, rows of JSON Lines, what both share, the
 * check. A message names line and column, never a cell's text: where the header is missing, what
 * stands there is a patient's.
 */
#include "make/batch/roster.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "make/batch/roster_csv.h"
#include "make/batch/roster_ids.h"
#include "make/batch/roster_json.h"
#include "make/fields/field_types.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a column means; its field, or one of these. */
static const struct value column_id, column_accept, column_unknown;

struct roster {
    int fd;
    const char *name;
    bool json;
    const struct value *fields; /* of the declaration, or NULL */
    const struct make_setting *settings;
    size_t setting_count;
    int shard, shards;
    struct roster_lines lines;
    struct roster_csv *csv; /* NULL for JSON Lines */
    struct arena arena;     /* of the columns */
    const struct value **columns;
    size_t column_count;
    struct strbuf text;
};

/* ---- opening --------------------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *ending) {
    size_t length = strlen(text), end = strlen(ending);
    return length >= end && strcmp(text + length - end, ending) == 0;
}

static bool begins_with_brace(int fd) {
    char head[64];
    ssize_t count = pread(fd, head, sizeof head, 0);
    struct slice text = slice_make(head, count > 0 ? (size_t)count : 0);
    if (slice_starts_with(text, "\xEF\xBB\xBF"))
        text = slice_make(text.data + 3, text.length - 3);
    text = slice_trim(text);
    return text.length > 0 && text.data[0] == '{';
}

static void rewind_roster(struct roster *roster) {
    roster_csv_free(roster->csv);
    roster_lines_end(&roster->lines);
    roster_lines_begin(&roster->lines, roster->fd, roster->name, ROSTER_ROW_BYTES);
    roster->csv = roster->json ? NULL : roster_csv_new(&roster->lines);
}

struct roster *roster_open(const char *path, const struct value *declaration,
                           const struct make_setting *settings, size_t setting_count,
                           struct error *err) {
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT)
        error_set(err, ERROR_USAGE, "no roster '%s'", path);
    else if (fd < 0)
        error_set_errno(err, ERROR_ENVIRONMENT, "%s: cannot open", path);
    else if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        error_set(err, ERROR_USAGE, "%s: expected a file: a roster is read twice", path);
    if (fd < 0 || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    struct roster *roster = memory_allocate_zeroed(1, sizeof *roster);
    roster->fd = fd;
    roster->name = path;
    roster->json = ends_with(path, ".jsonl") || ends_with(path, ".ndjson") ||
                   (!ends_with(path, ".csv") && !ends_with(path, ".tsv") && begins_with_brace(fd));
    roster->fields = value_find(declaration, "fields");
    roster->settings = settings;
    roster->setting_count = setting_count;
    roster->shard = roster->shards = 1;
    rewind_roster(roster);
    return roster;
}

void roster_close(struct roster *roster) {
    if (!roster)
        return;
    roster_csv_free(roster->csv);
    roster_lines_end(&roster->lines);
    arena_release(&roster->arena);
    strbuf_release(&roster->text);
    close(roster->fd);
    free(roster);
}

/* ---- the header ------------------------------------------------------------------------------ */

struct checking {
    struct arena *arena;
    const char *name;
    struct roster_report *report;
};

static void add_problem(struct checking *checking, int line, const char *text) {
    struct roster_report *report = checking->report;
    if (!report->problems)
        report->problems = arena_new_array(checking->arena, ROSTER_PROBLEMS_SHOWN, const char *);
    if (report->problem_count++ >= ROSTER_PROBLEMS_SHOWN)
        return;
    report->problems[report->problem_count - 1] =
        arena_format(checking->arena, "%s:%d: %s", checking->name, line, text);
}

static size_t field_count(const struct roster *roster) {
    return roster->fields ? roster->fields->count : 0;
}

static const struct value *find_column(const struct roster *roster, struct slice name) {
    if (slice_is(name, "id"))
        return &column_id;
    if (slice_is(name, "accept"))
        return &column_accept;
    for (size_t i = 0; i < field_count(roster); i++)
        if (slice_is(name, field_name(roster->fields->items[i])))
            return roster->fields->items[i];
    return &column_unknown;
}

static const char *nearest_column(const struct roster *roster, struct arena *arena,
                                  struct slice name) {
    const char **names = arena_new_array(arena, field_count(roster) + 2, const char *);
    size_t count = 0;
    names[count++] = "id";
    names[count++] = "accept";
    for (size_t i = 0; i < field_count(roster); i++)
        names[count++] = field_name(roster->fields->items[i]);
    struct strbuf lower = {0};
    utf8_add_ascii_lower(&lower, name);
    const char *nearest = utf8_nearest(strbuf_text(&lower), names, count);
    strbuf_release(&lower);
    return nearest;
}

static bool has_column(const struct roster *roster, const struct value *column) {
    for (size_t i = 0; i < roster->column_count; i++)
        if (roster->columns[i] == column)
            return true;
    return false;
}

static bool is_set(const struct roster *roster, const char *field) {
    for (size_t i = 0; i < roster->setting_count; i++)
        if (strcmp(roster->settings[i].field, field) == 0)
            return true;
    return false;
}

static void check_columns(const struct roster *roster, const struct csv_record *header,
                          struct checking *checking) {
    struct arena *arena = checking->arena;
    for (size_t i = 0; i < header->count; i++) {
        const struct value *column = roster->columns[i];
        for (size_t before = 0; before < i && column != &column_unknown; before++)
            if (roster->columns[before] == column)
                add_problem(checking, header->line,
                            arena_format(arena, "column %zu has the name of column %zu", i + 1,
                                         before + 1));
        if (column != &column_unknown)
            continue;
        const char *nearest = nearest_column(roster, arena, slice_trim(header->cells[i]));
        add_problem(
            checking, header->line,
            nearest
                ? arena_format(arena,
                               "column %zu: no field of this report has that name (did "
                               "you mean '%s'?)",
                               i + 1, nearest)
                : arena_format(arena, "column %zu: no field of this report has that name", i + 1));
    }
}

static void check_missing(const struct roster *roster, int line, struct checking *checking) {
    if (!has_column(roster, &column_id))
        add_problem(checking, line,
                    "no column 'id': expected one with a number of its own for each row");
    for (size_t i = 0; i < field_count(roster); i++) {
        const struct value *field = roster->fields->items[i];
        if (value_boolean(value_find(field, "required"), false) && !value_find(field, "default") &&
            !has_column(roster, field) && !is_set(roster, field_name(field)))
            add_problem(checking, line,
                        arena_format(checking->arena, "no column '%s', which is required",
                                     field_name(field)));
    }
}

/* checking: NULL when the header has been found good before. */
static enum lines_state read_header(struct roster *roster, struct checking *checking,
                                    struct error *err) {
    struct csv_record header;
    enum lines_state state = roster_csv_next(roster->csv, &header, err);
    if (state != LINES_LINE)
        return state;
    arena_release(&roster->arena);
    roster->columns = arena_new_array(&roster->arena, header.count, const struct value *);
    roster->column_count = header.count;
    size_t known = 0;
    for (size_t i = 0; i < header.count; i++) {
        roster->columns[i] = find_column(roster, slice_trim(header.cells[i]));
        known += roster->columns[i] != &column_unknown;
    }
    if (!checking)
        return LINES_LINE;
    if (known == 0) {
        add_problem(checking, header.line,
                    "expected the names of the report's fields, and 'id': is the header missing? "
                    "('footnote reports NAME' lists them)");
        return LINES_LINE;
    }
    check_columns(roster, &header, checking);
    check_missing(roster, header.line, checking);
    return LINES_LINE;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void take_own_cell(struct arena *arena, const struct value *column, struct slice cell,
                          struct roster_row *row) {
    cell = slice_trim(cell);
    if (column == &column_id)
        row->id = arena_bytes(arena, cell.data, cell.length);
    else
        row->accepted_count = roster_json_items(arena, cell, &row->accepted);
}

static enum lines_state next_csv(struct roster *roster, struct arena *arena, struct roster_row *row,
                                 struct error *err) {
    struct csv_record record;
    enum lines_state state = roster_csv_next(roster->csv, &record, err);
    if (state != LINES_LINE)
        return state;
    row->line = record.line;
    strbuf_add_char(&roster->text, '{');
    for (size_t i = 0; i < record.count && i < roster->column_count; i++) {
        const struct value *column = roster->columns[i];
        if (column == &column_id || column == &column_accept) {
            take_own_cell(arena, column, record.cells[i], row);
        } else if (column != &column_unknown && slice_trim(record.cells[i]).length > 0) {
            strbuf_add_format(&roster->text, "%s\"%s\":", roster->text.length > 1 ? "," : "",
                              field_name(column));
            roster_json_cell(&roster->text, column, record.cells[i]);
        }
    }
    strbuf_add_char(&roster->text, '}');
    if (record.count != roster->column_count)
        row->problem = arena_format(arena,
                                    "expected %zu cells, as the header has, found %zu: a cell that "
                                    "holds the separator stands in quotes",
                                    roster->column_count, record.count);
    return LINES_LINE;
}

static void take_own_value(struct arena *arena, const char *key, const struct value *value,
                           struct roster_row *row) {
    bool is_scalar = value->kind == VALUE_TEXT || value->kind == VALUE_NUMBER;
    struct slice text = slice_trim(value->text);
    if (strcmp(key, "id") == 0) {
        if (is_scalar)
            row->id = arena_bytes(arena, text.data, text.length);
    } else if (value->kind == VALUE_LIST) {
        row->accepted = arena_new_array(arena, value->count + 1, const char *);
        for (size_t i = 0; i < value->count; i++)
            row->accepted[row->accepted_count++] = value_text(value->items[i], "");
    } else if (is_scalar) {
        row->accepted_count = roster_json_items(arena, text, &row->accepted);
    } else if (value->kind != VALUE_NULL) {
        row->problem = "accept: expected a list of rules";
    }
}

static enum lines_state next_json(struct roster *roster, struct arena *arena,
                                  struct roster_row *row, struct error *err) {
    struct slice line;
    do {
        enum lines_state state = roster_lines_next(&roster->lines, &line, err);
        if (state != LINES_LINE)
            return state;
    } while (slice_trim(line).length == 0);
    row->line = roster->lines.number;
    struct error reason = {0};
    const struct value *map = value_read_json(arena, line, "row", &reason);
    if (!map || map->kind != VALUE_MAP) {
        row->problem = "expected one JSON object on the line: each key once, texts without NUL, "
                       "numbers of a sensible size (an id of many digits in quotes), lists not "
                       "deeply nested";
        return LINES_LINE;
    }
    strbuf_add_char(&roster->text, '{');
    for (size_t i = 0; i < map->count; i++) {
        const struct value *column = find_column(roster, map->keys[i]);
        if (column == &column_id || column == &column_accept) {
            take_own_value(arena, map->keys[i].data, map->items[i], row);
            continue;
        }
        if (roster->text.length > 1)
            strbuf_add_char(&roster->text, ',');
        value_write_json_text(map->keys[i], &roster->text);
        strbuf_add_char(&roster->text, ':');
        value_write_json_line(map->items[i], &roster->text);
    }
    strbuf_add_char(&roster->text, '}');
    return LINES_LINE;
}

/* A row as it stands; its id may be missing. */
static enum lines_state next_raw(struct roster *roster, struct arena *arena, struct roster_row *row,
                                 struct error *err) {
    *row = (struct roster_row){.id = ""};
    strbuf_truncate(&roster->text, 0);
    enum lines_state state =
        roster->json ? next_json(roster, arena, row, err) : next_csv(roster, arena, row, err);
    if (state == LINES_LINE)
        row->json =
            row->problem ? slice_make("", 0) : arena_slice(arena, strbuf_slice(&roster->text));
    return state;
}

void roster_choose_shard(struct roster *roster, int shard, int shards) {
    roster->shard = shard;
    roster->shards = shards;
}

static bool is_chosen(const struct roster *roster, const char *id) {
    return roster->shards == 1 ||
           roster_id_hash(id) % (uint64_t)roster->shards == (uint64_t)(roster->shard - 1);
}

enum roster_state roster_next(struct roster *roster, struct arena *arena, struct roster_row *row,
                              struct error *err) {
    enum lines_state state;
    do
        state = next_raw(roster, arena, row, err);
    while (state == LINES_LINE && row->id[0] && !is_chosen(roster, row->id));
    if (state == LINES_END)
        return ROSTER_END;
    if (state == LINES_LINE && row->id[0])
        return ROSTER_ROW;
    if (state == LINES_LINE)
        error_set(err, ERROR_USAGE, "%s:%d: the roster was changed while it was read", roster->name,
                  row->line);
    return ROSTER_FAILED;
}

/* ---- the check ------------------------------------------------------------------------------- */

static void check_row(const struct roster *roster, const struct roster_row *row,
                      struct roster_ids *ids, struct checking *checking) {
    if (row->id[0] && is_chosen(roster, row->id))
        checking->report->row_count++;
    if (!row->id[0]) {
        if (roster->json && row->problem)
            add_problem(checking, row->line, row->problem);
        else
            add_problem(checking, row->line,
                        "has no id: expected a number of its own for each row");
        return;
    }
    int before = roster_ids_add(ids, row->id, row->line);
    if (before > 0)
        add_problem(
            checking, row->line,
            arena_format(checking->arena, "has the id of line %d, expected each once", before));
}

static bool check_rows(struct roster *roster, struct checking *checking, struct roster_ids *ids,
                       struct error *err) {
    struct arena arena = {0};
    struct roster_row row;
    enum lines_state state;
    while ((state = next_raw(roster, &arena, &row, err)) == LINES_LINE) {
        check_row(roster, &row, ids, checking);
        arena_release(&arena);
    }
    arena_release(&arena);
    return state == LINES_END;
}

bool roster_check(struct roster *roster, struct arena *arena, struct roster_report *report,
                  struct error *err) {
    *report = (struct roster_report){0};
    struct checking checking = {arena, roster->name, report};
    struct roster_ids ids = {0};
    struct error reason = {0};
    bool columns_good = true, read = true;
    rewind_roster(roster);
    if (!roster->json) {
        enum lines_state state = read_header(roster, &checking, &reason);
        read = state != LINES_FAILED;
        columns_good = state == LINES_LINE && has_column(roster, &column_id);
    }
    if (read && columns_good)
        read = check_rows(roster, &checking, &ids, &reason);
    if (!read && reason.code != ERROR_USAGE)
        error_set(err, reason.code, "%s", reason.message);
    if (!read && reason.code == ERROR_USAGE) { /* names its line; nothing behind it was read */
        if (!report->problems)
            report->problems = arena_new_array(arena, ROSTER_PROBLEMS_SHOWN, const char *);
        if (report->problem_count++ < ROSTER_PROBLEMS_SHOWN)
            report->problems[report->problem_count - 1] = arena_text(arena, reason.message);
    }
    if (report->problem_count == 0 && ids.count == 0)
        add_problem(&checking, 1, "no rows, expected one a patient");
    roster_ids_release(&ids);
    if (!read && reason.code != ERROR_USAGE)
        return false;
    if (report->problem_count > 0)
        return error_set(err, ERROR_USAGE, "%s: %zu problem%s in the roster: nothing was made",
                         roster->name, report->problem_count,
                         report->problem_count == 1 ? "" : "s");
    rewind_roster(roster);
    return roster->json || read_header(roster, NULL, err) == LINES_LINE;
}
