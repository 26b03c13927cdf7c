/* index_language.c - the languages of an index, and how many articles each has.
 *
 * Layer: index. Kept in meta as text, "en 12\nes 3\n", in order of codes: the same articles give
 * the same bytes.
 */
#include "index/index_private.h"
#include "index/index_tokenizer.h"

#include "base/strbuf.h"

#include <stdlib.h>

#define META_LANGUAGES "languages"

const struct token_language *index_article_language(const char *declared, struct slice first_body) {
    const struct token_language *language = token_language_of(declared);
    if (!language)
        language = token_language_guess(first_body);
    return language ? language : token_language_of("en");
}

void index_languages_count(struct index_languages *languages, const struct token_language *language,
                           int articles) {
    int i = 0;
    const char *code = token_language_code(language);
    while (i < languages->count && strcmp(token_language_code(languages->items[i]), code) < 0)
        i++;
    if (i == languages->count || languages->items[i] != language) {
        if (languages->count == INDEX_MOST_LANGUAGES)
            return; /* more than token/ knows: can't be */
        for (int k = languages->count++; k > i; k--) {
            languages->items[k] = languages->items[k - 1];
            languages->articles[k] = languages->articles[k - 1];
        }
        languages->items[i] = language;
        languages->articles[i] = 0;
    }
    languages->articles[i] += articles;
}

/* "es 3"; a code may be empty. */
static void read_line(struct index_languages *languages, struct slice line) {
    char code[8];
    const char *space = memchr(line.data, ' ', line.length);
    if (!space || space - line.data >= (int)sizeof code)
        return;
    memcpy(code, line.data, (size_t)(space - line.data));
    code[space - line.data] = '\0';
    const struct token_language *language = token_language_of(*code ? code : "zxx");
    int64_t articles = strtoll(space + 1, NULL, 10);
    index_languages_count(languages, language ? language : token_language_of("en"), (int)articles);
}

bool index_languages_load(struct index *index, struct index_languages *languages,
                          struct error *err) {
    struct arena arena = {0};
    struct slice rest, line;
    *languages = (struct index_languages){0};
    bool done = meta_bytes(index, META_LANGUAGES, &arena, &rest, err);
    while (done && slice_next_line(&rest, &line))
        read_line(languages, line);
    arena_release(&arena);
    return done;
}

bool index_languages_save(struct index *index, const struct index_languages *languages,
                          struct error *err) {
    struct strbuf text = {0};
    for (int i = 0; i < languages->count; i++)
        if (languages->articles[i] > 0)
            strbuf_add_format(&text, "%s %lld\n", token_language_code(languages->items[i]),
                              (long long)languages->articles[i]);
    bool done = meta_set_bytes(index, META_LANGUAGES, strbuf_slice(&text), err);
    strbuf_release(&text);
    return done;
}
