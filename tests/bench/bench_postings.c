/* bench_postings.c - posting lists alone: what building and asking cost, without files and texts.
 *
 * Usage: bench_postings build CORPUS.jsonl INDEX [LIMIT_MB]
 *        bench_postings ask INDEX QUERIES ROUNDS [LIMIT]
 * build: tokenises the passages of corpus.py, adds them to a builder of LIMIT_MB, writes segments,
 * and tells the processor time of each step, and sizes. ask: the best LIMIT for each line of
 * QUERIES, the least of ROUNDS, beside scoring everything (exhaustive); says so when the two
 * differ.
 */
#include "bench_clock.h"
#include "corpus/readers/jsonl_record.h"
#include "index/postings/posting_private.h"
#include "search/score.h"
#include "search/top/top_k.h"
#include "token/token.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_QUERIES = 1000 };

static struct error err;

static _Noreturn void stop(const char *message) {
    fprintf(stderr, "bench_postings: %s\n", message);
    exit(1);
}

static double cpu_s(void) {
    return bench_cpu_ms() / 1e3;
}

/* ---- building ---- */

struct times {
    double read, tokenise, add, write, merge, commit;
};

static void write_segment(struct posting_builder *builder, struct index *index,
                          struct times *times) {
    double start = cpu_s();
    if (!posting_builder_write(builder, index, &err))
        stop(err.message);
    times->write += cpu_s() - start;
}

static void tell_sizes(struct index *index, const char *path) {
    struct posting_state *state = posting_state(index, &err);
    uint64_t postings = 0;
    for (size_t i = 0; state && i < state->segment_count; i++)
        postings += state->segments[i].postings;
    printf("postings %llu in %zu segments\n", (unsigned long long)postings,
           state ? state->segment_count : 0);
    static const char *const names[] = {
        [ROW_STATE] = "state",
        [ROW_LENGTHS] = "lengths",
        [ROW_TERM_DIRECTORY] = "term directory",
        [ROW_TERM_PAGE] = "term pages",
        [ROW_CHUNK] = "chunks",
        [ROW_WORD_DIRECTORY] = "word directory",
        [ROW_WORD_PAGE] = "word pages",
    };
    enum { KINDS = sizeof names / sizeof *names };
    double sizes[KINDS] = {0}, all = 0;
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(index->database,
                           "SELECT (id >> 36) & 15, sum(length(data)) FROM posting GROUP BY 1", -1,
                           &statement, NULL) != SQLITE_OK)
        stop("no sizes");
    while (sqlite3_step(statement) == SQLITE_ROW) {
        int kind = sqlite3_column_int(statement, 0);
        if (kind >= KINDS)
            stop("a row of an unknown kind");
        sizes[kind] = sqlite3_column_double(statement, 1);
    }
    sqlite3_finalize(statement);
    for (int i = 0; i < KINDS; i++) {
        all += sizes[i];
        printf("  %-15s %12.0f bytes\n", names[i], sizes[i]);
    }
    printf("bytes a posting: %.3f all, %.3f without words and lengths\n", all / (double)postings,
           (all - sizes[ROW_LENGTHS] - sizes[ROW_WORD_DIRECTORY] - sizes[ROW_WORD_PAGE]) /
               (double)postings);
    FILE *file = fopen(path, "rb");
    if (file && fseek(file, 0, SEEK_END) == 0)
        printf("file %ld bytes\n", ftell(file));
    if (file)
        fclose(file);
}

static void build(const char *corpus, const char *path, size_t limit_mb) {
    struct posting_builder *builder = posting_builder_new(limit_mb << 20, score_weight);
    struct tokenizer *tokenizer = tokenizer_new();
    struct token_array title = {0}, heading = {0}, body = {0};
    struct times times = {0};
    struct arena arena = {0};
    unlink(path);
    struct index *index = index_open(path, INDEX_WRITE, &err);
    FILE *file = fopen(corpus, "rb");
    if (!index || !file || !statement_run_id(index, STATEMENT_BEGIN_WRITE, &err))
        stop(file ? err.message : "no corpus");
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    uint32_t passage = 0;
    double start = cpu_s();
    while ((length = getline(&line, &capacity, file)) > 0) {
        struct record_members members;
        if (!jsonl_read_record(&arena, slice_make(line, (size_t)length), corpus, 1, &members, &err))
            stop(err.message);
        double read = cpu_s();
        tokenize_all(tokenizer, NULL, members.texts[RECORD_TITLE], &title);
        tokenize_all(tokenizer, NULL, members.texts[RECORD_TEXT], &body);
        double tokenised = cpu_s();
        posting_builder_add(builder, ++passage, false, &title, &heading, &body, tokenizer);
        double added = cpu_s();
        times.read += read - start;
        times.tokenise += tokenised - read;
        times.add += added - tokenised;
        if (posting_builder_is_full(builder))
            write_segment(builder, index, &times);
        arena_release(&arena);
        start = cpu_s();
    }
    write_segment(builder, index, &times);
    start = cpu_s();
    if (!posting_merge(index, score_weight, &err))
        stop(err.message);
    double merged = cpu_s();
    if (!statement_run_id(index, STATEMENT_COMMIT, &err))
        stop(err.message);
    times.merge = merged - start;
    times.commit = cpu_s() - merged;
    printf("passages %u; s: read %.2f tokenise %.2f | add %.2f write %.2f merge %.2f commit %.2f, "
           "lists in sum %.2f; rss %.0f MB\n",
           passage, times.read, times.tokenise, times.add, times.write, times.merge, times.commit,
           times.add + times.write + times.merge, bench_peak_mb());
    tell_sizes(index, path);
    index_close(index);
    posting_builder_free(builder);
    tokenizer_free(tokenizer);
    token_array_release(&title);
    token_array_release(&body);
    free(line);
    fclose(file);
}

/* ---- asking ---- */

struct answer {
    struct top_passage *best;
    size_t count;
};

static struct answer ask(struct index *index, struct arena *arena, const struct token_array *words,
                         int limit, bool exhaustive) {
    struct top_group groups[TOP_MOST_GROUPS];
    struct top_member members[TOP_MOST_GROUPS];
    struct posting_totals totals;
    struct answer answer;
    if (!posting_totals(index, score_weight, &totals, &err))
        stop(err.message);
    if (words->count > TOP_MOST_GROUPS)
        stop("too many words in a query");
    int count = (int)words->count;
    for (int i = 0; i < count; i++) {
        members[i] = (struct top_member){.weight = 1};
        if (!posting_open(index, arena, words->items[i].term, &members[i].cursor, &err))
            stop(err.message);
        groups[i] = (struct top_group){.count = 1, .members = &members[i], .member_count = 1};
        groups[i].rarity =
            score_rarity((double)totals.passages, (double)top_group_holding(&groups[i]));
    }
    struct top_query query = {
        .groups = groups, .group_count = count, .limit = limit, .exhaustive = exhaustive};
    if (!top_k(index, arena, &query, &answer.best, &answer.count, &err))
        stop(err.message);
    return answer;
}

static int compare(const void *first, const void *second) {
    const double *a = first, *b = second;
    return (*a > *b) - (*a < *b);
}

static double least_ms(struct index *index, const struct token_array *words, int limit,
                       bool exhaustive, int rounds) {
    double least = 0;
    for (int i = 0; i < rounds; i++) {
        struct arena arena = {0};
        double start = bench_wall_ms();
        if (!index_begin_read(index, &err))
            stop(err.message);
        ask(index, &arena, words, limit, exhaustive);
        index_end_read(index);
        double time = bench_wall_ms() - start;
        least = i == 0 || time < least ? time : least;
        arena_release(&arena);
    }
    return least;
}

static bool differ(struct index *index, struct arena *arena, const struct token_array *words,
                   int limit) {
    struct answer top = ask(index, arena, words, limit, false);
    struct answer all = ask(index, arena, words, limit, true);
    bool same = top.count == all.count;
    for (size_t i = 0; same && i < top.count; i++)
        same = top.best[i].passage == all.best[i].passage &&
               memcmp(&top.best[i].score, &all.best[i].score, sizeof all.best[i].score) == 0;
    return !same;
}

/* False: a query was answered in another way than by scoring everything. */
static bool ask_all(const char *path, const char *queries, int rounds, int limit) {
    struct index *index = index_open(path, INDEX_READ, &err);
    struct tokenizer *tokenizer = tokenizer_new();
    FILE *file = fopen(queries, "rb");
    char line[1024];
    double sum = 0, sum_all = 0, times[MOST_QUERIES];
    int count = 0, different = 0;
    if (!index || !file)
        stop(index ? "no queries" : err.message);
    while (count < MOST_QUERIES && fgets(line, sizeof line, file)) {
        struct token_array words = {0};
        struct arena arena = {0};
        line[strcspn(line, "\n")] = '\0';
        tokenize_all(tokenizer, NULL, slice_of(line), &words);
        double all = least_ms(index, &words, limit, true, 1);
        double top = least_ms(index, &words, limit, false, rounds);
        bool wrong = differ(index, &arena, &words, limit);
        printf("%8.3f ms  (all %8.3f) %s%s\n", top, all, line, wrong ? "  DIFFERENT" : "");
        different += wrong;
        times[count++] = top;
        sum += top;
        sum_all += all;
        token_array_release(&words);
        arena_release(&arena);
    }
    qsort(times, (size_t)count, sizeof *times, compare);
    printf("queries %d limit %d: sum %.2f ms, median %.3f ms; everything scored %.2f ms; different "
           "%d\n",
           count, limit, sum, count ? times[count / 2] : 0, sum_all, different);
    fclose(file);
    tokenizer_free(tokenizer);
    index_close(index);
    return different == 0;
}

int main(int count, char **arguments) {
    if (count >= 4 && strcmp(arguments[1], "build") == 0)
        build(arguments[2], arguments[3], count > 4 ? strtoul(arguments[4], NULL, 10) : 64);
    else if (count >= 5 && strcmp(arguments[1], "ask") == 0)
        return !ask_all(arguments[2], arguments[3], (int)strtol(arguments[4], NULL, 10),
                        count > 5 ? (int)strtol(arguments[5], NULL, 10) : 10);
    else
        stop("usage: bench_postings build CORPUS INDEX [LIMIT_MB] | ask INDEX QUERIES ROUNDS "
             "[LIMIT]");
    return 0;
}
