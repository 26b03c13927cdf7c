/* cmd_similar.c - footnote similar: the passages nearest to an article or a section.
 *
 * Layer: cli. Part of the light program.
 */
#include "base/date.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/reference.h"
#include "cli/search_output.h"
#include "search/similar.h"

enum { LIMIT_DEFAULT = 10, LIMIT_MOST = 100 };

const struct option similar_options[] = {
    {"limit", 0, "N", "at most N passages, 1 to 100 (10)", false},
    {"documents", 0, NULL, "one hit for each article, its best section", false},
    {"same-article", 0, NULL, "sections of the same article as well", false},
    {"no-pager", 0, NULL, "print at once what the screen does not hold", false},
    {0},
};

static int print_result(const struct invocation *invocation, const char *reference,
                        const struct search_result *result, struct error *err) {
    struct output out;
    bool by_article = invocation_flag(invocation, "documents");
    output_begin(&out, invocation);
    output_page(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
        output_text(&out, "reference", reference);
        output_texts(&out, "words", result->words, result->word_count);
        search_output_json(&out, result, by_article);
        output_end_map(&out);
    } else {
        search_output_text(&out, result, by_article);
    }
    if (result->count == 0 && !invocation_flag(invocation, "quiet"))
        message("nothing shares a telling word with '%s'", reference);
    return output_finish(&out, result->count > 0 ? 0 : ERROR_NOT_FOUND, err);
}

int cmd_similar(struct invocation *invocation, struct error *err) {
    struct places places;
    struct search_result result = {0};
    struct passage *passages;
    size_t count;
    struct similar_options options = {
        .same_article = invocation_flag(invocation, "same-article"),
        .by_article = invocation_flag(invocation, "documents"),
    };
    if (!invocation_expect_words(invocation, 1, 1, err) ||
        !invocation_number(invocation, "limit", 1, LIMIT_MOST, LIMIT_DEFAULT, &options.limit,
                           err) ||
        !locate_places(invocation, &places, err))
        return (int)err->code;
    struct index *index = corpus_index_open(invocation, &places, CORPUS_READABLE, err);
    if (!index)
        return (int)err->code;
    const char *reference = invocation->words[0];
    options.today = date_today();
    int code;
    if (reference_find(index, invocation->arena, reference, &passages, &count, err) &&
        similar_find(index, invocation->arena, passages, count, &options, &result, err))
        code = print_result(invocation, reference, &result, err);
    else
        code = (int)err->code;
    index_close(index);
    return code;
}
