/* index_snippet.c - the part of a passage that shows why it was found; whether a word is known.
 *
 * Layer: index, reading half.
 */
#include "index/index_private.h"

#include "base/strbuf.h"

enum { MOST_SNIPPET_TOKENS = 64 }; /* FTS5's own limit */

bool index_snippet(struct index *index, struct arena *arena, const char *expression, int64_t rowid,
                   int tokens, const char **marked, struct error *err) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_SNIPPET, err);
    bool row;
    if (!statement)
        return false;
    statement_bind_text(statement, 1, expression);
    sqlite3_bind_int64(statement, 2, rowid);
    sqlite3_bind_int(statement, 3, tokens < MOST_SNIPPET_TOKENS ? tokens : MOST_SNIPPET_TOKENS);
    if (!statement_step(index, statement, &row, err))
        return false;
    *marked = row ? statement_text(statement, 0, arena) : "";
    if (row)
        statement_done(statement);
    return true;
}

bool index_has_word(struct index *index, struct slice word) {
    sqlite3_stmt *statement = statement_get(index, STATEMENT_HAS_WORD, NULL);
    if (!statement)
        return false;
    struct strbuf quoted = {0};
    strbuf_add_char(&quoted, '"');
    for (size_t i = 0; i < word.length; i++) {
        if (word.data[i] == '"')
            strbuf_add_char(&quoted, '"');
        strbuf_add_char(&quoted, word.data[i]);
    }
    strbuf_add_char(&quoted, '"');
    statement_bind_slice(statement, 1, strbuf_slice(&quoted));
    bool row = false;
    bool found = statement_step(index, statement, &row, NULL) && row;
    statement_done(statement);
    strbuf_release(&quoted);
    return found;
}
