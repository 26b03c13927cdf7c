/* lua_words.c - the program's own words on a page, from the wording of the handout's language.
 *
 * Layer: lua. Order: the table of keys, asking.
 */
#include "lua/lua_internal.h"

#include "doc/words.h"

#include <stddef.h>

struct word_key {
    const char *key;
    size_t offset; /* of the const char * in struct document_words */
};

#define WORD(key, member)                                                                          \
    { key, offsetof(struct document_words, member) }

static const struct word_key word_keys[] = {
    WORD("date.month_short.1", months[0]),
    WORD("date.month_short.2", months[1]),
    WORD("date.month_short.3", months[2]),
    WORD("date.month_short.4", months[3]),
    WORD("date.month_short.5", months[4]),
    WORD("date.month_short.6", months[5]),
    WORD("date.month_short.7", months[6]),
    WORD("date.month_short.8", months[7]),
    WORD("date.month_short.9", months[8]),
    WORD("date.month_short.10", months[9]),
    WORD("date.month_short.11", months[10]),
    WORD("date.month_short.12", months[11]),
    WORD("source.date", date),
    WORD("source.edition.version", edition[EDITION_VERSION]),
    WORD("source.edition.reviewed", edition[EDITION_REVIEWED]),
    WORD("source.edition.both", edition[EDITION_BOTH]),
    WORD("source.all.version", all_editions[EDITION_VERSION]),
    WORD("source.all.reviewed", all_editions[EDITION_REVIEWED]),
    WORD("source.all.both", all_editions[EDITION_BOTH]),
    WORD("source.link", to_source),
    WORD("source.link_titled", to_titled_source),
    WORD("source.link_back", back_from_source),
    WORD("note.link", to_note),
    WORD("note.link_back", back_from_note),
    WORD("source.clinic_advice", clinic_advice),
    WORD("source.in_english", foreign_sources),
};

/* A wording may lack a key (a script with a small wording of its own): the English word stays. */
static bool ask_for_word(struct lua_host *host, struct arena *arena, const char *language,
                         const struct word_key *word, struct document_words *words,
                         struct error *err) {
    struct error problem = {0};
    struct provenance ignored = {0};
    const char *text = NULL;
    if (!host->services.wording(host->services.context, arena, language, word->key, &text, &ignored,
                                &problem) &&
        problem.code != ERROR_SCRIPT)
        return error_set(err, problem.code, "%s", problem.message);
    if (text)
        *(const char **)((char *)words + word->offset) = text;
    return true;
}

bool lua_words_fill(struct lua_host *host, struct document *doc, const char *language,
                    struct error *err) {
    if (!host->has_used_wording)
        return true;
    struct document_words *words = arena_new(doc->arena, struct document_words);
    *words = words_english;
    for (size_t i = 0; i < sizeof word_keys / sizeof *word_keys; i++)
        if (!ask_for_word(host, doc->arena, language, &word_keys[i], words, err))
            return false;
    doc->words = words;
    return true;
}
