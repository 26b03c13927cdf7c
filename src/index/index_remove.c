/* index_remove.c - a passage's words out of the full-text table and the posting lists.
 *
 * Layer: index, building half. Neither keeps the text: what is to go is split again, from the text
 * as it stands in the index, and must give the tokens that it went in with. The posting lists are
 * told at the end of an update, after what came in, because a passage may come and go in one.
 */
#include "index/index_build.h"

enum { REMOVAL_BYTES = 32 * 1024 * 1024 }; /* never reached: counts of terms are all it holds */

static void split(struct build *build, const struct removal *removal,
                  const struct passage_parts *parts) {
    struct tokenizer *tokenizer = index_words_tokenizer(build->index);
    tokenize_all(tokenizer, removal->language, slice_of(removal->title), &build->columns[0]);
    tokenize_all(tokenizer, removal->language, parts->path, &build->columns[1]);
    tokenize_all(tokenizer, removal->language, parts->body, &build->columns[2]);
    tokenize_all(tokenizer, removal->language, parts->heading, &build->heading);
}

static bool remove_from_text(struct build *build, int64_t rowid) {
    sqlite3_stmt *statement = statement_get(build->index, STATEMENT_TEXT_REMOVE, build->err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, rowid);
    for (int column = 0; column < INDEX_COLUMN_COUNT; column++)
        statement_bind_text(statement, 2 + column, ""); /* the tokens stand for them */
    index_words_replay(build->index, build->columns);
    return statement_run(build->index, statement, build->err);
}

bool remove_passage_words(struct build *build, struct removal *removal, int64_t rowid,
                          struct slice packed) {
    struct arena arena = {0};
    struct passage_parts parts;
    bool done = passage_read_parts(build->index, packed, &arena, &parts, build->err);
    if (done) {
        if (!removal->language)
            removal->language = index_article_language(removal->declared_language, parts.body);
        if (!build->removals)
            build->removals = posting_builder_new(REMOVAL_BYTES, build_posting_weight());
        split(build, removal, &parts);
        posting_builder_add(build->removals, (uint32_t)rowid, true, &build->columns[0],
                            &build->heading, &build->columns[2],
                            index_words_tokenizer(build->index));
        done = !removal->is_in_text || remove_from_text(build, rowid);
    }
    arena_release(&arena);
    return done;
}

bool finish_postings(struct build *build) {
    return (!build->removals || posting_builder_write(build->removals, build->index, build->err)) &&
           (!build->has_changes || posting_merge(build->index, build_posting_weight(), build->err));
}

void release_removals(struct build *build) {
    posting_builder_free(build->removals);
    for (int column = 0; column < INDEX_COLUMN_COUNT; column++)
        token_array_release(&build->columns[column]);
    token_array_release(&build->heading);
}
