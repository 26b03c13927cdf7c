/* bench_search.c - search in a program that is already running: what it costs, what it answers.
 *
 * Usage: bench_search ask INDEX QUERIES [feedback]
 *        bench_search answer INDEX QUERIES LIMIT [fix]
 *        bench_search passages INDEX
 * ask: opens the index once, asks each line as `footnote search` does, ten passages with titles and
 * snippets: see bench_ask.h; feedback: each query with it, else none. answer: for lines "qid TAB
 * query" prints "qid TAB article#section", best first. passages: all of the index, "article#section
 * TAB heading path TAB text" a line, so that a peer can search the very same.
 */
#include "bench_ask.h"
#include "search/search.h"

struct asking {
    struct index *index;
    struct search_options options;
};

static struct error err;

static _Noreturn void stop(const char *message) {
    fprintf(stderr, "bench_search: %s\n", message);
    exit(1);
}

/* An empty query and a query of which nothing is left count as answered with nothing. */
static void search(struct asking *asking, struct arena *arena, const char *query,
                   struct search_result *result) {
    *result = (struct search_result){0};
    if (!search_run(asking->index, arena, slice_of(query), &asking->options, result, &err) &&
        err.code != ERROR_USAGE)
        stop(err.message);
}

static void ask(void *context, const char *query, struct ask_counts *counts) {
    struct arena arena = {0};
    struct search_result result;
    search(context, &arena, query, &result);
    counts->hits += result.count;
    for (size_t i = 0; i < result.count; i++)
        counts->bytes += strlen(result.hits[i].passage.title) + strlen(result.hits[i].snippet.text);
    arena_release(&arena);
}

static void answer(void *context, const char *id, const char *query) {
    struct arena arena = {0};
    struct search_result result;
    search(context, &arena, query, &result);
    for (size_t i = 0; i < result.count; i++)
        printf("%s\t%s#%s\n", id, result.hits[i].passage.article, result.hits[i].passage.section);
    arena_release(&arena);
}

static void print_cell(const char *text, char end) {
    for (; *text; text++)
        putchar(*text == '\t' || *text == '\n' ? ' ' : *text);
    putchar(end);
}

static void print_passages(struct index *index) {
    struct index_counts counts;
    if (!index_count(index, &counts, &err))
        stop(err.message);
    size_t found = 0;
    for (int64_t row = 1; found < counts.passages; row++) {
        struct arena arena = {0};
        struct passage passage;
        if (index_passage_by_row(index, &arena, row, &passage, &err)) {
            printf("%s#%s\t", passage.article, passage.section);
            print_cell(passage.path, '\t');
            print_cell(passage.text, '\n');
            found++;
        } else if (err.code != ERROR_NOT_FOUND) {
            stop(err.message);
        }
        arena_release(&arena);
    }
}

int main(int count, char **arguments) {
    const char *verb = count > 2 ? arguments[1] : "";
    bool feeds = count == 5 && strcmp(arguments[4], "feedback") == 0;
    bool asks = (count == 4 || feeds) && strcmp(verb, "ask") == 0;
    bool fixes = count == 6 && strcmp(arguments[5], "fix") == 0;
    bool answers = (count == 5 || fixes) && strcmp(verb, "answer") == 0;
    if (!asks && !answers && !(count == 3 && strcmp(verb, "passages") == 0))
        stop(
            "usage: bench_search ask INDEX QUERIES [feedback] | answer INDEX QUERIES LIMIT [fix] | "
            "passages INDEX");
    struct asking asking = {
        .index = index_open(arguments[2], INDEX_READ, &err),
        .options = {.limit = ASK_HITS, .with_snippets = asks, .weak_too = true, .fix = fixes}};
    if (asks)
        asking.options.feedback = feeds ? FEEDBACK_ON : FEEDBACK_OFF;
    if (!asking.index)
        stop(err.message);
    if (asks) {
        ask_file(arguments[3], ask, &asking);
    } else if (answers) {
        asking.options.limit = (int)strtol(arguments[4], NULL, 10);
        answer_file(arguments[3], answer, &asking);
    } else {
        print_passages(asking.index);
    }
    index_close(asking.index);
    return 0;
}
