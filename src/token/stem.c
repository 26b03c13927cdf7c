/* stem.c - libstemmer's algorithms, called one by one.
 *
 * Layer: token. The engine is Snowball's struct SN_env, of which only the beginning is needed here
 * (the public header hides it behind a lookup that links everything: see language.c). The unit test
 * compares with what the public interface gives, so that a changed structure can't pass.
 */
#include "token/token_private.h"

struct stem_engine {
    unsigned char *word;
    int cursor, length;
};

extern int SN_set_current(struct stem_engine *engine, int length, const unsigned char *word);

/* What stems nothing, or would only be harmed by it. */
static bool is_left_alone(struct slice folded) {
    return folded.length < 2 || folded.length >= TOKEN_MOST_BYTES ||
           (folded.data[0] >= '0' && folded.data[0] <= '9');
}

/* An accent that was put back for the stemmer. */
static struct slice fold_stem(struct slice stem, char *room) {
    struct strbuf folded = {0};
    character_fold_word(&folded, stem);
    size_t length = folded.length < TOKEN_MOST_BYTES ? folded.length : TOKEN_MOST_BYTES;
    memcpy(room, strbuf_text(&folded), length);
    strbuf_release(&folded);
    return slice_make(room, length);
}

struct slice stem_word(const struct token_language *language, struct stem_engine *engine,
                       struct slice folded, char *room) {
    if (!engine || is_left_alone(folded))
        return folded;
    struct slice form = regular_form(language, folded, room);
    if (SN_set_current(engine, (int)form.length, (const unsigned char *)form.data) < 0 ||
        language->stem(engine) < 0 || engine->length <= 0 || engine->length > TOKEN_MOST_BYTES)
        return folded;
    struct slice stem = slice_make((const char *)engine->word, (size_t)engine->length);
    return form.data == room ? fold_stem(stem, room) : stem;
}
