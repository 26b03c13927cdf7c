/* index_state.c - what the index remembers from update to update.
 *
 * Layer: index, building half.
 */
#include "index/index_build.h"

/* Until one is set: enough for lists that are right, whose bounds nobody uses. */
static double plain_weight(double body_count, double title_count, double heading_count,
                           int body_tokens, int title_tokens, int heading_tokens,
                           double average_body_tokens) {
    (void)body_tokens;
    (void)title_tokens;
    (void)heading_tokens;
    (void)average_body_tokens;
    return body_count + title_count + heading_count;
}

static posting_weight *set_weight = plain_weight;

void index_set_posting_weight(posting_weight *weight) {
    set_weight = weight;
}

posting_weight *build_posting_weight(void) {
    return set_weight;
}

bool build_can_begin(const struct index *index, struct error *err) {
    if (index->mode != INDEX_WRITE)
        return error_set(err, ERROR_ENVIRONMENT, "%s: was opened for reading only", index->path);
    return content_hash_prepare() ||
           error_set(err, ERROR_ENVIRONMENT, "libsodium can't be used, install it anew");
}

/* Numbers of struct build and their names in meta. */
#define STATE_NUMBERS(NUMBER)                                                                      \
    NUMBER(META_NEXT_FILE, next_file)                                                              \
    NUMBER(META_NEXT_ARTICLE, next_article)                                                        \
    NUMBER(META_NEXT_PASSAGE, next_passage)                                                        \
    NUMBER(META_ARTICLES, article_count)                                                           \
    NUMBER(META_PASSAGES, passage_count)

bool build_can_number(const struct build *build) {
    return (build->next_passage > 0 && build->next_passage < POSTING_NO_PASSAGE) ||
           error_set(build->err, ERROR_ENVIRONMENT,
                     "%s: there is no number left for another passage: footnote index --rebuild "
                     "makes it again from the articles",
                     build->index->path);
}

bool build_load_state(struct build *build) {
    struct index *index = build->index;
    struct slice state;
#define LOAD(key, member)                                                                          \
    if (!meta_number(index, key, &build->member, build->err))                                      \
        return false;
    STATE_NUMBERS(LOAD)
#undef LOAD
    if (!index_languages_load(index, &build->languages, build->err) ||
        !meta_bytes(index, META_STATE, build->arena, &state, build->err) ||
        !index_blob(index, build->arena, PASSAGE_DICTIONARY, &build->dictionary, build->err))
        return false;
    build->state = content_hash_from(state);
    if (build->next_passage == 0) /* a new index */
        build->next_file = build->next_article = build->next_passage = 1;
    return build_can_number(build);
}

bool build_save_state(const struct build *build) {
    struct index *index = build->index;
#define SAVE(key, member)                                                                          \
    if (!meta_set_number(index, key, build->member, build->err))                                   \
        return false;
    STATE_NUMBERS(SAVE)
#undef SAVE
    return index_languages_save(index, &build->languages, build->err) &&
           meta_set_bytes(index, META_STATE, content_hash_bytes(&build->state), build->err);
}
