/* cmd_snapshot.c - footnote snapshot FILE: a copy of the index as it is, while others use it.
 *
 * Layer: cli.
 */
#include "base/file.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/output.h"
#include "index/index_snapshot.h"

const struct option snapshot_options[] = {{0}};

static int print_copy(const struct invocation *invocation, const char *file, struct error *err) {
    struct index *copy = index_open(file, INDEX_READ, err);
    struct index_counts counts = {0};
    bool counted = copy && index_count(copy, &counts, err);
    index_close(copy);
    if (!counted)
        return (int)err->code;
    struct output out;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
        output_text(&out, "file", file);
        output_integer(&out, "articles", (int64_t)counts.articles);
        output_integer(&out, "passages", (int64_t)counts.passages);
        output_integer(&out, "size_bytes", counts.size_bytes);
        output_end_map(&out);
    } else if (!invocation_flag(invocation, "quiet")) {
        strbuf_add_format(&out.buffer, "%zu articles, %zu passages, ", counts.articles,
                          counts.passages);
        output_size(&out, counts.size_bytes);
        strbuf_add_char(&out.buffer, '\n');
    }
    return output_finish(&out, 0, err);
}

/* Brought up to date first, as for a search; then copied under a lock that readers don't feel. */
int cmd_snapshot(struct invocation *invocation, struct error *err) {
    struct places places;
    if (!invocation_expect_words(invocation, 1, 1, err) || !locate_places(invocation, &places, err))
        return (int)err->code;
    struct index *current = corpus_index_open(invocation, &places, CORPUS_READABLE, err);
    if (!current)
        return (int)err->code;
    index_close(current);
    struct index *index = index_open(places.index_path, INDEX_READ, err);
    bool done = index && index_snapshot(index, invocation->words[0], err);
    index_close(index);
    return done ? print_copy(invocation, invocation->words[0], err) : (int)err->code;
}
