/* index_parse.c - files -> batches of articles, ready to be stored.
 *
 * Layer: index, building half; the only file here that reads articles. Everything that costs time
 * and needs no database happens here, so that it can run beside the writing: reading, hashing,
 * parsing, packing. Order: batches, articles, files.
 */
#include "index/index_build.h"

#include "corpus/reader.h"

enum { BATCH_BYTES = 256 * 1024 }; /* a batch holds about so much, or one article */

struct parser {
    const struct build *build;
    struct passage_packer *packer;
    struct parsed_batch *batch; /* being filled; NULL: stopped */
    batch_exchange *exchange;
    void *context;
    struct arena scratch; /* one file's bytes */
    struct arena hashes;  /* of one article's sections */
    struct strbuf packed;
    struct build_file *file;
};

/* ---- batches ---- */

static struct parsed_item *add_item(struct parser *parser, enum parsed_kind kind) {
    struct parsed_batch *batch = parser->batch;
    if (batch->count == batch->capacity) {
        batch->capacity = batch->capacity ? batch->capacity * 2 : 64;
        batch->items = arena_grow_array(&batch->arena, batch->items, batch->count, batch->capacity,
                                        sizeof *batch->items);
    }
    struct parsed_item *item = &batch->items[batch->count++];
    *item = (struct parsed_item){.kind = kind, .file = parser->file};
    return item;
}

static void add_text_item(struct parser *parser, enum parsed_kind kind, const char *text) {
    add_item(parser, kind)->text = arena_text(&parser->batch->arena, text);
}

/* False: nobody wants any more. */
static bool hand_over_when_full(struct parser *parser) {
    if (parser->batch->arena.total_bytes >= BATCH_BYTES)
        parser->batch = parser->exchange(parser->context, parser->batch);
    return parser->batch != NULL;
}

/* ---- articles ---- */

static void parse_passage(struct parser *parser, const struct section *section,
                          struct parsed_passage *passage) {
    struct arena *arena = &parser->batch->arena;
    struct passage_parts parts = {.line = section->line,
                                  .section = slice_of(section->id),
                                  .heading = slice_of(section->heading),
                                  .path = slice_of(section->path),
                                  .body = section->text};
    strbuf_truncate(&parser->packed, 0);
    passage_pack(parser->packer, &parts, &parser->packed);
    passage->packed = arena_slice(arena, strbuf_slice(&parser->packed));
    passage->path = arena_slice(arena, parts.path);
    passage->body = arena_slice(arena, parts.body);
}

static const struct parsed_article *parse_article(struct parser *parser,
                                                  const struct article *article) {
    struct arena *arena = &parser->batch->arena;
    const char *const texts[ARTICLE_TEXT_COUNT] = {
        article->title,      article->language, article->version, article->reviewed,
        article->review_due, article->author,   article->source,  article->audience,
        article->topics,     article->licence,
    };
    struct parsed_article *parsed = arena_new(arena, struct parsed_article);
    struct content_hash *hashes =
        arena_new_array(&parser->hashes, article->section_count, struct content_hash);
    parsed->id = arena_text(arena, article->id);
    for (int i = 0; i < ARTICLE_TEXT_COUNT; i++)
        parsed->texts[i] = texts[i] && *texts[i] ? arena_text(arena, texts[i]) : "";
    parsed->passage_count = article->section_count;
    parsed->passages = arena_new_array(arena, article->section_count, struct parsed_passage);
    for (size_t i = 0; i < article->section_count; i++) {
        hashes[i] = content_hash_of_section(article, &article->sections[i]);
        parsed->passages[i].hash = hashes[i];
        parse_passage(parser, &article->sections[i], &parsed->passages[i]);
    }
    parsed->hash = content_hash_of_article(article, hashes);
    parsed->language = index_article_language(
        article->language, article->section_count ? article->sections[0].text : slice_of(""));
    arena_release(&parser->hashes);
    return parsed;
}

/* article_sink */
static bool take_article(void *context, const struct article *article, const char *problem) {
    struct parser *parser = context;
    if (article) {
        const struct parsed_article *parsed = parse_article(parser, article);
        add_item(parser, PARSED_ARTICLE)->article = parsed;
    } else {
        add_text_item(parser, PARSED_PROBLEM, problem ? problem : "a record could not be read");
    }
    return hand_over_when_full(parser);
}

/* ---- files ---- */

static void parse_bytes(struct parser *parser, const char *name, struct slice bytes) {
    struct build_file *file = parser->file;
    struct content_hash hash = content_hash_of_bytes(bytes);
    struct error problem = {0};
    if (!file->must_read &&
        slice_equals(file->known_hash, slice_make((const char *)hash.bytes, sizeof hash.bytes))) {
        add_item(parser, PARSED_UNCHANGED);
        return;
    }
    add_item(parser, PARSED_FILE)->hash = hash;
    const char *relative = *file->path ? file->path : file_name_of(file->root->path);
    bool is_read = reader_read(name, relative, bytes, take_article, parser, &problem);
    if (parser->batch)
        add_text_item(parser, PARSED_END, is_read ? NULL : problem.message);
}

static void parse_file(struct parser *parser) {
    const struct build_file *file = parser->file;
    const char *name = build_file_name(&parser->scratch, file->root->path, file->path);
    struct error problem = {0};
    struct slice bytes;
    if (file->problem || !file_read(&parser->scratch, name, READER_LIMIT_BYTES, &bytes, &problem)) {
        add_item(parser, PARSED_FILE)->is_unread = true;
        add_text_item(parser, PARSED_END, file->problem ? file->problem : problem.message);
    } else {
        parse_bytes(parser, name, bytes);
    }
    arena_release(&parser->scratch);
}

void parse_files(const struct build *build, struct build_file *files, size_t count,
                 struct parsed_batch *first, batch_exchange *exchange, void *context) {
    struct parser parser = {
        .build = build, .batch = first, .exchange = exchange, .context = context};
    parser.packer = passage_packer_new(build->dictionary);
    for (size_t i = 0; i < count && parser.batch; i++) {
        parser.file = &files[i];
        parse_file(&parser);
        if (parser.batch)
            hand_over_when_full(&parser);
    }
    if (parser.batch && parser.batch->count)
        exchange(context, parser.batch);
    passage_packer_free(parser.packer);
    strbuf_release(&parser.packed);
    arena_release(&parser.hashes);
}
