/* score.c - see score.h.
 *
 * Layer: search.
 *
 *   score = sum over phrases t of  rarity_t * x_t * (k + 1) / (k + x_t)
 *         + coverage * c * m / n
 *         + together * 16 * a / (a + 8)
 *
 *   x_t  wT * tf(title) + wH * tf(heading) + tf(body) / (1 - b + b * length(body) / average length)
 *        (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields, 2004)
 *   c, m the rarities, and the number, of the phrases in the naming field; n its words; m / n <= 1.
 *        The naming field is the heading, or the title where a passage has none.
 *   a    sum of the smaller rarity over neighbouring phrases that stand next to each other in the
 *        passage, in the order typed; outside the body it counts double
 */
#include "search/score.h"

#include <math.h>

enum { TITLE, HEADING, BODY };

/* k, b of records, the weights of title, coverage and togetherness: best on the tuning half of
 * MedQuAD among values near those that did best over seven judged collections. The values for
 * sections: the middle of a plateau on the project's two source articles with their 156 queries. */
static const double saturation = 1.2;    /* k */
static const double length_share = 0.75; /* b of a passage without heading: a whole record */
static const double section_length_share = 0.25; /* b of a section: its length tells little */
static const double title_weight = 10;           /* wT of a passage without heading */
static const double title_beside_heading = 1;    /* wT of a section: all of an article share it */
static const double heading_weight = 8;          /* wH */
static const double coverage_weight = 0.5;
static const double together_weight = 0.05;

static void prepare(struct score_context *context, const struct match_view *view) {
    int first = context->query ? context->query->first_scored : 0;
    context->phrase_count =
        context->query ? context->query->phrase_count : match_phrase_count(view);
    size_t count = (size_t)context->phrase_count;
    context->rarity = arena_new_array(context->arena, count, double);
    context->phrase_rows = arena_new_array(context->arena, count, int64_t);
    context->counts = arena_new_array(context->arena, count * INDEX_COLUMN_COUNT, double);
    double total = (double)match_row_count(view);
    for (int i = 0; i < context->phrase_count; i++) {
        context->phrase_rows[i] = match_phrase_rows(view, first + i);
        double rows = (double)context->phrase_rows[i];
        context->rarity[i] = log(1 + (total - rows + 0.5) / (rows + 0.5));
    }
    context->is_ready = true;
}

static int words_of(const struct score_context *context, int phrase) {
    return context->query ? context->query->phrases[phrase].word_count : 1;
}

/* Counts the phrases in each column and returns `a`. Instances come in order of their places. */
static double count_instances(const struct score_context *context, const struct match_view *view) {
    int first = context->query ? context->query->first_scored : 0;
    int last_phrase = -1, last_column = -1, last_end = -1;
    double together = 0;
    memset(context->counts, 0,
           (size_t)context->phrase_count * INDEX_COLUMN_COUNT * sizeof *context->counts);
    for (int i = 0; i < match_instance_count(view); i++) {
        int phrase, column, offset;
        if (!match_instance(view, i, &phrase, &column, &offset))
            break;
        phrase -= first;
        if (phrase < 0 || phrase >= context->phrase_count)
            continue;
        context->counts[phrase * INDEX_COLUMN_COUNT + column]++;
        if (phrase == last_phrase + 1 && last_phrase >= 0 && column == last_column &&
            offset == last_end)
            together += fmin(context->rarity[phrase], context->rarity[last_phrase]) *
                        (column == BODY ? 1 : 2);
        last_phrase = phrase;
        last_column = column;
        last_end = offset + words_of(context, phrase);
    }
    return together;
}

double score_passage(void *scorer_context, const struct match_view *view) {
    struct score_context *context = scorer_context;
    if (!context->is_ready)
        prepare(context, view);
    double together = count_instances(context, view);
    double average = match_average_tokens(view, BODY);
    double length = match_column_tokens(view, BODY);
    int heading_tokens = match_column_tokens(view, HEADING);
    int naming = heading_tokens > 0 ? HEADING : TITLE;
    int naming_tokens = heading_tokens > 0 ? heading_tokens : match_column_tokens(view, TITLE);
    double share = heading_tokens > 0 ? section_length_share : length_share;
    double body_norm = 1 - share + share * (average > 0 ? length / average : 1);
    double title_share = heading_tokens > 0 ? title_beside_heading : title_weight;

    double score = 0, covered_rarity = 0;
    int covered = 0;
    for (int i = 0; i < context->phrase_count; i++) {
        const double *counts = &context->counts[(size_t)i * INDEX_COLUMN_COUNT];
        double weighted = title_share * counts[TITLE] + heading_weight * counts[HEADING] +
                          counts[BODY] / body_norm;
        if (weighted <= 0)
            continue;
        score += context->rarity[i] * weighted * (saturation + 1) / (saturation + weighted);
        if (counts[naming] > 0) {
            covered_rarity += context->rarity[i];
            covered++;
        }
    }
    if (naming_tokens > 0)
        score += coverage_weight * covered_rarity * fmin(1, (double)covered / naming_tokens);
    return score + together_weight * 16 * together / (together + 8);
}
