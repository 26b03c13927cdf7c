/* index_parse.c - files -> batches of articles, ready to be stored.
 *
 * Layer: index, building half; the only file here that reads whole articles. Everything that costs
 * time and needs no database happens here, so that it can run beside the writing: reading, hashing,
 * parsing, splitting. Order: batches, articles, files.
 */
#include "index/index_ahead.h"

#include "corpus/readers/reader.h"

enum {
    PIECE_BYTES = 8 * 1024 * 1024,       /* of a long file of lines */
    BATCH_BYTES = 512 * 1024,            /* a batch holds about so much, or one article */
    SEGMENT_BYTES = 24 * 1024 * 1024,    /* posting lists are written when they hold so much; two
                                            such may exist at a time */
    VOCABULARY_BYTES = 16 * 1024 * 1024, /* what the tokenizer may remember before it starts anew */
};

struct parser {
    const struct build *build;
    struct parsed_batch *batch; /* being filled; NULL: stopped */
    batch_exchange *exchange;
    void *context;
    struct arena scratch; /* one file's bytes */
    struct arena hashes;  /* of one article's sections */
    struct strbuf plain;
    struct tokenizer *tokenizer;
    struct token_array title, path, body, heading; /* room */
    struct text_log *text;                         /* where the build writes it; or NULL */
    struct posting_builder *postings;
    int64_t next_passage;
    struct build_file *file;
};

/* ---- batches ---- */

static struct parsed_item *add_item(struct parser *parser, enum parsed_kind kind) {
    struct parsed_batch *batch = parser->batch;
    batch->items = arena_make_room(&batch->arena, batch->items, batch->count, &batch->capacity, 64,
                                   sizeof *batch->items);
    struct parsed_item *item = &batch->items[batch->count++];
    *item = (struct parsed_item){.kind = kind, .file = parser->file};
    return item;
}

void parsed_batch_release(struct parsed_batch *batch) {
    for (size_t i = 0; i < batch->count; i++) {
        posting_builder_free(batch->items[i].postings);
        text_log_free(batch->items[i].words);
        tokenizer_free(batch->items[i].tokenizer);
    }
    arena_release(&batch->arena);
    *batch = (struct parsed_batch){0};
}

static void add_text_item(struct parser *parser, enum parsed_kind kind, const char *text) {
    add_item(parser, kind)->text = arena_text(&parser->batch->arena, text);
}

/* The words of the full-text table, before their numbers change. */
static struct parsed_item *add_text(struct parser *parser) {
    struct parsed_item *item = add_item(parser, PARSED_SEGMENT);
    if (parser->text)
        text_log_close(parser->text, parser->tokenizer);
    item->words = parser->text;
    parser->text = NULL;
    return item;
}

/* The posting lists go the same way as the articles, so that one thread writes both. Terms are
 * known by the tokenizer's numbers: it may forget what it knows only now. */
static void add_segment(struct parser *parser) {
    struct parsed_item *item = add_text(parser);
    item->postings = parser->postings;
    parser->postings = NULL;
    if (tokenizer_memory_bytes(parser->tokenizer) <= VOCABULARY_BYTES)
        return;
    item->tokenizer = parser->tokenizer; /* tokens on their way still point into it */
    parser->tokenizer = tokenizer_new();
}

/* False: nobody wants any more. */
static bool hand_over_when_full(struct parser *parser) {
    if (parser->postings && posting_builder_is_full(parser->postings))
        add_segment(parser);
    if (parser->text && text_log_is_full(parser->text))
        add_text(parser);
    if (parser->batch->arena.total_bytes >= BATCH_BYTES)
        parser->batch = parser->exchange(parser->context, parser->batch);
    return parser->batch != NULL;
}

/* ---- articles ---- */

static struct token_array keep_tokens(struct arena *arena, const struct token_array *tokens) {
    struct token_array kept = {.count = tokens->count, .capacity = tokens->count};
    kept.items = arena_new_array(arena, tokens->count, struct token);
    if (tokens->count)
        memcpy(kept.items, tokens->items, tokens->count * sizeof *kept.items);
    return kept;
}

/* For the full-text table. */
static void keep_words(struct parser *parser, struct parsed_passage *passage) {
    const struct token_array *const columns[] = {&parser->title, &parser->path, &parser->body};
    if (parser->build->writes_text) {
        if (!parser->text)
            parser->text = text_log_new(parser->build->read_bytes);
        text_log_add(parser->text, (uint32_t)passage->rowid, columns);
        return;
    }
    for (int i = 0; i < INDEX_COLUMN_COUNT; i++)
        passage->columns[i] = keep_tokens(&parser->batch->arena, columns[i]);
}

/* The title's words are known already. */
static void parse_words(struct parser *parser, const struct parsed_article *article,
                        const struct passage_parts *parts, struct parsed_passage *passage) {
    tokenize_all(parser->tokenizer, article->language, parts->path, &parser->path);
    tokenize_all(parser->tokenizer, article->language, parts->body, &parser->body);
    keep_words(parser, passage);
    const struct token_array *heading = &parser->path;
    if (!slice_equals(parts->path, parts->heading)) {
        tokenize_all(parser->tokenizer, article->language, parts->heading, &parser->heading);
        heading = &parser->heading;
    }
    if (!parser->postings)
        parser->postings = posting_builder_new(SEGMENT_BYTES, build_posting_weight());
    posting_builder_add(parser->postings, (uint32_t)passage->rowid, false, &parser->title, heading,
                        &parser->body, parser->tokenizer);
}

static void parse_passage(struct parser *parser, const struct parsed_article *article,
                          const struct section *section, struct parsed_passage *passage) {
    struct passage_parts parts = {.line = section->line,
                                  .section = slice_of(section->id),
                                  .heading = slice_of(section->heading),
                                  .path = slice_of(section->path),
                                  .body = section->text};
    passage->rowid = parser->next_passage++;
    strbuf_truncate(&parser->plain, 0);
    passage_join(&parts, &parser->plain);
    passage->plain = arena_slice(&parser->batch->arena, strbuf_slice(&parser->plain));
    parse_words(parser, article, &parts, passage);
}

static const struct parsed_article *parse_article(struct parser *parser,
                                                  const struct article *article) {
    struct arena *arena = &parser->batch->arena;
    const char *const texts[ARTICLE_TEXT_COUNT] = {
        article->title,    article->language,   article->version,
        article->reviewed, article->review_due, article->author,
        article->source,   article->topics,     article->opening,
    };
    struct parsed_article *parsed = arena_new(arena, struct parsed_article);
    struct content_hash *hashes =
        arena_new_array(&parser->hashes, article->section_count, struct content_hash);
    parsed->id = arena_text(arena, article->id);
    for (int i = 0; i < ARTICLE_TEXT_COUNT; i++)
        parsed->texts[i] = texts[i] && *texts[i] ? arena_text(arena, texts[i]) : "";
    parsed->language = index_article_language(
        article->language, article->section_count ? article->sections[0].text : slice_of(""));
    parsed->first_passage = parser->next_passage;
    parsed->passage_count = article->section_count;
    tokenize_all(parser->tokenizer, parsed->language, slice_of(article->title), &parser->title);
    parsed->passages = arena_new_array(arena, article->section_count, struct parsed_passage);
    for (size_t i = 0; i < article->section_count; i++) {
        hashes[i] = content_hash_of_section(article, &article->sections[i]);
        parsed->passages[i].hash = hashes[i];
        parse_passage(parser, parsed, &article->sections[i], &parsed->passages[i]);
    }
    parsed->hash = content_hash_of_article(article, hashes);
    arena_release(&parser->hashes);
    return parsed;
}

/* article_sink */
static bool take_article(void *context, const struct article *article, const char *problem) {
    struct parser *parser = context;
    if (article) {
        const struct parsed_article *parsed = parse_article(parser, article);
        add_item(parser, PARSED_ARTICLE)->article = parsed;
        if (*article->missing)
            add_text_item(parser, PARSED_MISSING, article->missing);
    } else {
        add_text_item(parser, PARSED_PROBLEM, problem ? problem : "a record could not be read");
    }
    return hand_over_when_full(parser);
}

/* ---- files ---- */

/* False: its bytes are known, nothing is to be read. */
static bool begin_file(struct parser *parser, const struct content_hash *hash) {
    const struct build_file *file = parser->file;
    if (!file->must_read && slice_equals(file->known_hash, content_hash_bytes(hash))) {
        add_item(parser, PARSED_UNCHANGED);
        return false;
    }
    add_item(parser, PARSED_FILE)->hash = *hash;
    return true;
}

static void parse_bytes(struct parser *parser, const char *name, const struct ahead_file *read) {
    struct error problem = {0};
    if (!begin_file(parser, &read->hash))
        return;
    bool is_read = reader_read(name, build_relative_name(parser->file), read->bytes, take_article,
                               parser, &problem);
    if (parser->batch)
        add_text_item(parser, PARSED_END, is_read ? NULL : problem.message);
}

static void add_unread(struct parser *parser, const char *reason) {
    add_item(parser, PARSED_FILE)->is_unread = true;
    add_text_item(parser, PARSED_END, reason);
}

/* A file of lines in its course. */
struct lines {
    struct parser *parser;
    const char *name;
    struct reader_place place;
};

/* file_taker */
static bool take_lines(void *context, struct slice piece, bool is_last, size_t *taken,
                       struct error *err) {
    struct lines *lines = context;
    bool is_read = reader_read_lines(lines->name, piece, is_last, &lines->place, take_article,
                                     lines->parser, taken, err);
    if (is_read && lines->place.is_stopped)
        *taken = piece.length;
    return is_read;
}

/* Twice, first for its hash: that costs little beside splitting it into words. */
static void parse_long_file(struct parser *parser, const char *name) {
    struct content_hash hash;
    struct error problem = {0};
    struct lines lines = {.parser = parser, .name = name};
    if (!content_hash_of_file(name, &hash, &problem)) {
        add_unread(parser, problem.message);
        return;
    }
    if (!begin_file(parser, &hash))
        return;
    bool is_read = file_read_pieces(name, PIECE_BYTES, take_lines, &lines, &problem);
    if (parser->batch)
        add_text_item(parser, PARSED_END, is_read ? NULL : problem.message);
}

/* ahead: NULL: nobody has. */
static void parse_file(struct parser *parser, const struct ahead_file *ahead) {
    const struct build_file *file = parser->file;
    const char *name = index_file_name(&parser->scratch, file->root->path, file->path);
    struct ahead_file here;
    if (!file->problem && file->stamp.size_bytes > PIECE_BYTES &&
        reader_reads_lines(build_relative_name(file))) {
        parse_long_file(parser, name);
    } else {
        if (!ahead || !ahead->is_read) {
            ahead_read(&parser->scratch, file, name, &here);
            ahead = &here;
        }
        if (ahead->problem)
            add_unread(parser, ahead->problem);
        else
            parse_bytes(parser, name, ahead);
    }
    arena_release(&parser->scratch);
}

void parse_files(const struct build *build, struct build_file *files, size_t count,
                 struct ahead *ahead, struct parsed_batch *first, batch_exchange *exchange,
                 void *context) {
    struct parser parser = {.build = build,
                            .batch = first,
                            .exchange = exchange,
                            .context = context,
                            .tokenizer = tokenizer_new(),
                            .next_passage = build->next_passage};
    for (size_t i = 0; i < count && parser.batch; i++) {
        parser.file = &files[i];
        parse_file(&parser, ahead ? ahead_next(ahead) : NULL);
        if (parser.batch)
            hand_over_when_full(&parser);
    }
    struct parsed_item *last = parser.batch ? add_text(&parser) : NULL;
    if (last) {
        last->postings = parser.postings;
        last->tokenizer = parser.tokenizer;
        parser.postings = NULL;
        parser.tokenizer = NULL;
        exchange(context, parser.batch);
    }
    posting_builder_free(parser.postings);
    text_log_free(parser.text);
    tokenizer_free(parser.tokenizer);
    token_array_release(&parser.title);
    token_array_release(&parser.path);
    token_array_release(&parser.body);
    token_array_release(&parser.heading);
    strbuf_release(&parser.plain);
    arena_release(&parser.hashes);
}
