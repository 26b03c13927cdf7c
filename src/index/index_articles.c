/* index_articles.c - what filters ask of articles, and sets of passages.
 *
 * Layer: index, reading half. See index.h.
 */
#include "index/index_private.h"

static const char *column_text(sqlite3_stmt *statement, int column) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text ? text : "";
}

static struct index_article_facts read_facts(sqlite3_stmt *statement) {
    return (struct index_article_facts){
        .id = column_text(statement, 0),
        .language = column_text(statement, 1),
        .topics = column_text(statement, 2),
        .reviewed = column_text(statement, 3),
        .review_due = column_text(statement, 4),
        .file = column_text(statement, 5),
        .first_passage = sqlite3_column_int64(statement, 6),
        .passage_count = sqlite3_column_int64(statement, 7),
        .source = column_text(statement, 8),
    };
}

/* What follows takes the numbers for bounds: they come from a file that may be damaged. *next: the
 * first number that is not given yet. */
static bool are_sound(const struct index_article_facts *facts, int64_t *next) {
    if (facts->first_passage < *next || facts->passage_count < 0 ||
        facts->first_passage > UINT32_MAX || facts->passage_count > UINT32_MAX)
        return false;
    *next = facts->first_passage + facts->passage_count;
    return *next <= UINT32_MAX;
}

bool index_each_article(struct index *index, const char *only, index_article_visitor *visitor,
                        void *context, struct error *err) {
    sqlite3_stmt *statement =
        statement_get(index, only ? STATEMENT_ARTICLE_FACTS_OF : STATEMENT_ARTICLE_FACTS, err);
    bool row, done = false;
    int64_t next_passage = 1;
    if (statement && only)
        statement_bind_text(statement, 1, only);
    while (statement && (done = statement_step(index, statement, &row, err)) && row) {
        struct index_article_facts facts = read_facts(statement);
        bool is_sound = are_sound(&facts, &next_passage);
        if (is_sound && visitor(context, &facts))
            continue;
        statement_done(statement);
        return is_sound || index_damaged(index, "an article's passages are not its own", err);
    }
    return done;
}

bool index_ranges_hold(const struct index_ranges *ranges, int64_t rowid) {
    size_t low = 0, high = ranges->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranges->items[middle].last < rowid)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ranges->count && ranges->items[low].first <= rowid;
}
