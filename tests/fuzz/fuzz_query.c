/* fuzz_query.c - any bytes as typed text: never a crash, and never an expression that FTS5 refuses
 * (an index with one passage is asked). */
#include "index/index.h"
#include "search/query/query.h"
#include "search/search.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct index *open_index(void) {
    static char folder[] = "/tmp/footnote-fuzz-XXXXXX";
    static char article[64], path[64];
    struct arena arena = {0};
    struct error err;
    struct index_report report;
    if (!mkdtemp(folder))
        abort();
    snprintf(article, sizeof article, "%s/a.md", folder);
    snprintf(path, sizeof path, "%s/index.sqlite", folder);
    FILE *file = fopen(article, "w");
    if (!file)
        abort();
    fputs("# Heel lifts\n\n## What does a lift do?\n\nA heel lift raises the heel.\n", file);
    fclose(file);
    struct index *index = index_open(path, INDEX_WRITE, &err);
    const char *roots[] = {folder};
    if (!index || !index_update(index, roots, 1, NULL, NULL, &arena, &report, &err))
        abort();
    arena_release(&arena);
    return index;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct index *index;
    if (!index)
        index = open_index();
    struct arena arena = {0};
    struct error err;
    struct search_result result;
    struct search_options options = {.limit = 3, .with_snippets = true};
    if (!search_run(index, &arena, slice_make((const char *)data, size), &options, &result, &err) &&
        err.code != ERROR_USAGE)
        abort(); /* the typed text reached FTS5 as syntax, or worse */
    arena_release(&arena);
    return 0;
}
