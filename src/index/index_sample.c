/* index_sample.c - the dictionary of a large index: what its articles say again and again.
 *
 * Layer: index, building half. Pieces of articles from files spread evenly over all that are to be
 * read: a corpus is often a row of collections, and the first 64 KB would know only one of them.
 * The same files give the same dictionary. What can't be read gives none: it is told of later.
 */
#include "index/index_build.h"

#include "corpus/readers/reader.h"

enum {
    SMALLEST_CORPUS_BYTES = 1024 * 1024, /* less is kept plain: it opens faster */
    MOST_FILES = 128,
    PIECE_BYTES = 512,        /* at most, of one passage */
    START_BYTES = 256 * 1024, /* of a file; one with more is sampled at its start */
};

struct sample {
    struct strbuf *out;
    size_t end; /* of out, for this file */
};

/* article_sink: the middle of each passage, where titles and greetings are over. */
static bool take_pieces(void *context, const struct article *article, const char *problem) {
    struct sample *sample = context;
    (void)problem;
    for (size_t i = 0; article && i < article->section_count; i++) {
        struct slice text = article->sections[i].text;
        size_t length = text.length < PIECE_BYTES ? text.length : PIECE_BYTES;
        if (length > sample->end - sample->out->length)
            length = sample->end - sample->out->length;
        strbuf_add_bytes(sample->out, text.data + (text.length - length) / 2, length);
    }
    return sample->out->length < sample->end;
}

/* file_taker: the first piece, and no more. A longer file ends with the last whole line: only JSON
 * Lines can be read in part. */
static bool take_start(void *context, struct slice piece, bool is_last, size_t *taken,
                       struct error *err) {
    struct strbuf *start = context;
    const char *line_end = is_last ? NULL : memrchr(piece.data, '\n', piece.length);
    (void)err;
    *taken = piece.length;
    if (!is_last)
        piece.length = line_end ? (size_t)(line_end - piece.data) : 0;
    strbuf_add_slice(start, piece);
    return is_last;
}

static void sample_file(struct build *build, const struct build_file *file, struct strbuf *bytes,
                        struct sample *sample) {
    const char *name = index_file_name(&build->scratch, file->root->path, file->path);
    const char *relative = build_relative_name(file);
    struct error ignored = {0};
    bool is_whole = file->stamp.size_bytes < START_BYTES;
    bool is_lines = strcmp(file_extension(&build->scratch, relative), ".jsonl") == 0;
    strbuf_truncate(bytes, 0);
    if (!file->problem && (is_whole || is_lines))
        file_read_pieces(name, START_BYTES, take_start, bytes, &ignored);
    if (bytes->length > 0)
        reader_read(name, relative, strbuf_slice(bytes), take_pieces, sample, &ignored);
    arena_release(&build->scratch);
}

bool build_make_dictionary(struct build *build) {
    struct strbuf dictionary = {0}, bytes = {0};
    if (build->read_bytes < SMALLEST_CORPUS_BYTES)
        return true;
    strbuf_add_char(&dictionary, '\0'); /* for its mark */
    size_t taken = build->file_count < MOST_FILES ? build->file_count : MOST_FILES;
    for (size_t i = 0; i < taken; i++) {
        struct sample sample = {&dictionary, 1 + (PASSAGE_DICTIONARY_BYTES - 1) * (i + 1) / taken};
        sample_file(build, &build->files[build->file_count * i / taken], &bytes, &sample);
    }
    bool done = true;
    if (dictionary.length > 1) {
        passage_dictionary_finish(&dictionary);
        build->dictionary = arena_slice(build->arena, strbuf_slice(&dictionary));
        done = index_set_blob(build->index, PASSAGE_DICTIONARY, build->dictionary, build->err);
    }
    strbuf_release(&dictionary);
    strbuf_release(&bytes);
    return done;
}
