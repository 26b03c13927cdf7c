/* bench_fts5.c - a peer: a plain FTS5 table, as SQLite's documentation has it.
 *
 * Usage: bench_fts5 index PASSAGES.tsv DATABASE
 *        bench_fts5 ask DATABASE QUERIES
 *        bench_fts5 answer DATABASE QUERIES LIMIT
 * index: "id TAB title TAB text" a line, one transaction, porter over unicode61, SQLite's default
 * settings. ask: words joined with OR, ORDER BY rank LIMIT 10, with title and snippet: see
 * bench_ask.h. answer: for lines "qid TAB query" prints "qid TAB id", best first; each word once.
 */
#include "bench_ask.h"

#include <ctype.h>
#include <sqlite3.h>

enum {
    LONGEST_WORD = 128,
    MOST_WORDS = 512,
    LONGEST_EXPRESSION = MOST_WORDS * (LONGEST_WORD + 6), /* quotes and " OR " */
};

static sqlite3 *database;

static _Noreturn void stop(const char *message) {
    fprintf(stderr, "bench_fts5: %s\n", message);
    exit(1);
}

static void check(bool fine) {
    if (!fine)
        stop(sqlite3_errmsg(database));
}

static void run(const char *sql) {
    check(sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK);
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK);
    return statement;
}

static void build(const char *passages) {
    FILE *file = ask_open(passages);
    run("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, title, text, tokenize='porter "
        "unicode61')");
    run("BEGIN");
    sqlite3_stmt *insert = prepare("INSERT INTO t VALUES (?1, ?2, ?3)");
    char *line = NULL, *parts[3];
    size_t capacity = 0;
    while (ask_read_passage(file, &line, &capacity, parts)) {
        for (int i = 0; i < 3; i++)
            sqlite3_bind_text(insert, i + 1, parts[i], -1, SQLITE_STATIC);
        check(sqlite3_step(insert) == SQLITE_DONE);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("COMMIT");
    free(line);
    fclose(file);
}

/* Words of letters, digits and whatever is beyond ASCII, in quotes, with OR between, each once. */
static void make_expression(const char *query, char *out) {
    char words[MOST_WORDS][LONGEST_WORD];
    size_t count = 0, used = 0;
    for (const char *c = query; *c && count < MOST_WORDS;) {
        size_t length = 0;
        while (isalnum((unsigned char)c[length]) || (unsigned char)c[length] >= 0x80)
            length++;
        if (length && length < LONGEST_WORD) {
            for (size_t i = 0; i < length; i++)
                words[count][i] = (char)tolower((unsigned char)c[i]);
            words[count][length] = '\0';
            size_t same = 0;
            while (strcmp(words[same], words[count]) != 0)
                same++;
            if (same == count) {
                used += (size_t)snprintf(out + used, LONGEST_EXPRESSION - used, "%s\"%s\"",
                                         count ? " OR " : "", words[count]);
                count++;
            }
        }
        c += length ? length : 1;
    }
    out[used] = '\0';
}

static void ask(void *context, const char *query, struct ask_counts *counts) {
    sqlite3_stmt *select = context;
    static char expression[LONGEST_EXPRESSION];
    make_expression(query, expression);
    sqlite3_bind_text(select, 1, expression, -1, SQLITE_STATIC);
    while (sqlite3_step(select) == SQLITE_ROW) {
        counts->hits++;
        for (int i = 0; i < 2; i++)
            counts->bytes += strlen((const char *)sqlite3_column_text(select, i));
    }
    check(sqlite3_reset(select) == SQLITE_OK);
}

static void answer(void *context, const char *id, const char *query) {
    sqlite3_stmt *select = context;
    static char expression[LONGEST_EXPRESSION];
    make_expression(query, expression);
    sqlite3_bind_text(select, 1, expression, -1, SQLITE_STATIC);
    while (sqlite3_step(select) == SQLITE_ROW)
        printf("%s\t%s\n", id, (const char *)sqlite3_column_text(select, 0));
    check(sqlite3_reset(select) == SQLITE_OK);
}

int main(int count, char **arguments) {
    bool indexes = count == 4 && strcmp(arguments[1], "index") == 0;
    bool asks = count == 4 && strcmp(arguments[1], "ask") == 0;
    bool answers = count == 5 && strcmp(arguments[1], "answer") == 0;
    if (!indexes && !asks && !answers)
        stop("usage: bench_fts5 index PASSAGES DATABASE | ask DATABASE QUERIES | "
             "answer DATABASE QUERIES LIMIT");
    check(sqlite3_open(arguments[indexes ? 3 : 2], &database) == SQLITE_OK);
    if (indexes) {
        build(arguments[2]);
    } else if (asks) {
        sqlite3_stmt *select = prepare("SELECT title, snippet(t, 2, '**', '**', '...', 32) FROM t"
                                       " WHERE t MATCH ?1 ORDER BY rank LIMIT 10");
        ask_file(arguments[3], ask, select);
        sqlite3_finalize(select);
    } else {
        sqlite3_stmt *select =
            prepare("SELECT id FROM t WHERE t MATCH ?1 ORDER BY rank, rowid LIMIT ?2");
        sqlite3_bind_int(select, 2, (int)strtol(arguments[4], NULL, 10));
        answer_file(arguments[3], answer, select);
        sqlite3_finalize(select);
    }
    sqlite3_close(database);
    return 0;
}
