/* bench_ask.h - timing queries in a running program, the same way for us and for each peer.
 *
 * Shared by bench_search.c, bench_fts5.c and bench_xapian.cc, so plain enough for both languages.
 * ask_file asks each line of a file once without counting, then once more with the clock running,
 * and prints one line of JSON: milliseconds of each query, of all on the clock and of processor
 * time, hits, bytes of titles and snippets, and the memory of the process. answer_file reads lines
 * "id TAB query" and hands both on.
 */
#ifndef FOOTNOTE_BENCH_ASK_H
#define FOOTNOTE_BENCH_ASK_H

#include "bench_clock.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ASK_HITS = 10, ASK_MOST_QUERIES = 10000 };

struct ask_counts {
    size_t hits, bytes; /* of titles and snippets */
};

typedef void ask_one(void *context, const char *query, struct ask_counts *counts);
typedef void answer_one(void *context, const char *id, const char *query);

static inline FILE *ask_open(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "can't read %s\n", path);
        exit(1);
    }
    return file;
}

/* Asks all lines; times may be NULL. Gives their number. */
static inline size_t ask_lines(const char *path, ask_one *ask, void *context, double *times,
                               struct ask_counts *counts) {
    FILE *file = ask_open(path);
    char *line = NULL;
    size_t capacity = 0, count = 0;
    while (count < ASK_MOST_QUERIES && getline(&line, &capacity, file) > 0) {
        line[strcspn(line, "\n")] = '\0';
        double start = bench_wall_ms();
        ask(context, line, counts);
        if (times)
            times[count] = bench_wall_ms() - start;
        count++;
    }
    free(line);
    fclose(file);
    return count;
}

static inline void ask_file(const char *path, ask_one *ask, void *context) {
    static double times[ASK_MOST_QUERIES];
    struct ask_counts cold = {0, 0}, counts = {0, 0};
    ask_lines(path, ask, context, NULL, &cold);
    double cpu = bench_cpu_ms(), wall = bench_wall_ms();
    size_t count = ask_lines(path, ask, context, times, &counts);
    wall = bench_wall_ms() - wall;
    cpu = bench_cpu_ms() - cpu;
    printf("{\"queries\":[");
    for (size_t i = 0; i < count; i++)
        printf("%s%.4f", i ? "," : "", times[i]);
    printf("],\"wall_ms\":%.4f,\"cpu_ms\":%.4f,\"hits\":%zu,\"bytes\":%zu,\"peak_mb\":%.1f}\n",
           wall, cpu, counts.hits, counts.bytes, bench_peak_mb());
}

static inline void answer_file(const char *path, answer_one *answer, void *context) {
    FILE *file = ask_open(path);
    char *line = NULL;
    size_t capacity = 0;
    while (getline(&line, &capacity, file) > 0) {
        line[strcspn(line, "\n")] = '\0';
        char *tab = strchr(line, '\t');
        if (!tab)
            continue;
        *tab = '\0';
        answer(context, line, tab + 1);
    }
    free(line);
    fclose(file);
}

/* The next line of passages, "id TAB title TAB text", cut in place; false at the end. */
static inline bool ask_read_passage(FILE *file, char **line, size_t *capacity, char *parts[3]) {
    ssize_t length = getline(line, capacity, file);
    if (length <= 0)
        return false;
    (*line)[strcspn(*line, "\n")] = '\0';
    char *rest = *line;
    for (int i = 0; i < 3; i++) {
        char *tab = i < 2 && rest ? strchr(rest, '\t') : NULL;
        if (tab)
            *tab = '\0';
        parts[i] = rest ? rest : *line + length - 1;
        rest = tab ? tab + 1 : NULL;
    }
    return true;
}

#endif
