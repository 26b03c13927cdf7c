/* score.c - see score.h.
 *
 * Layer: search. Order: constants, the formula, the scorer over FTS5's rows.
 *
 *   score = sum over groups g of  rarity_g * count_g * x_g * (k + 1) / (k + x_g)
 *         + coverage * c * m / n
 *         + adjacency * 16 * a / (a + 8)
 *
 *   x_g  sum over the members of the group, each by its weight, of
 *        wT * tf(title) + wH * tf(heading) + tf(body) / (1 - b + b * length(body) / average length)
 *        (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields, 2004)
 *   c, m the rarities, and the number, of the groups in the naming field; n its words; m / n <= 1
 *   a    sum of the smaller rarity over neighbouring groups that stand next to each other in the
 *        passage, in the order typed; outside the body it counts double
 */
#include "search/score.h"

#include <math.h>

enum { TITLE, HEADING, BODY };

/* One set for every collection. Records: near the best on the tuning halves of MedQuAD (1,031
 * questions) and SciFact (809 claims), with and without their titles. There a title wants up to 10,
 * length .75; bibliographies of other fields (CACM, NPL), where titles name less, want 5 and .5:
 * this is between, and costs neither more than .012.
 * Sections: the middle of a plateau on the project's two source articles with their 156 queries,
 * and on corpus/judgments.tsv. Stress: sentences, paragraphs and letters made of the tuning halves;
 * short questions lose nothing by it, claims of SciFact gain as well. */
const struct score_constants score_constants = {
    .saturation = 1.2,
    .record_length_share = 0.65,
    .section_length_share = 0.25, /* a section's length tells little */
    .record_title_weight = 8,
    .usual_title_tokens = 4,
    .section_title_weight = 1, /* all sections of an article share it */
    .heading_weight = 8,
    .coverage_weight = 0.5,
    .adjacency_weight = 0.1,
    .question_weight = 0.3,
    .definition_weight = 0.2,
    .feedback_weight = 0.15,
    .short_query = 6,
    .long_query = 12,
    .long_query_stress = 0.25,
};

/* ---- the formula ---- */

double score_weight(double body_count, double title_count, double heading_count, int body_tokens,
                    int title_tokens, int heading_tokens, double average_body_tokens) {
    const struct score_constants *with = &score_constants;
    bool is_section = heading_tokens > 0;
    double share = is_section ? with->section_length_share : with->record_length_share;
    double length = average_body_tokens > 0 ? body_tokens / average_body_tokens : 1;
    double title_weight = with->section_title_weight;
    if (!is_section)
        title_weight = with->record_title_weight * with->usual_title_tokens /
                       (title_tokens > 2 ? title_tokens : 2);
    return title_weight * title_count + with->heading_weight * heading_count +
           body_count / (1 - share + share * length);
}

/* A title has at most 255 tokens, as the index counts them. */
double score_least_naming(void) {
    const struct score_constants *with = &score_constants;
    return fmin(fmin(with->heading_weight, with->section_title_weight),
                with->record_title_weight * with->usual_title_tokens / 255);
}

double score_rarity(double passages, double holding) {
    return log(1 + (passages - holding + 0.5) / (holding + 0.5));
}

double score_stress(double rarity, int words) {
    const struct score_constants *with = &score_constants;
    double share = (words - with->short_query) / (with->long_query - with->short_query);
    return pow(rarity, 1 + with->long_query_stress * fmin(1, fmax(0, share)));
}

double score_group(double rarity, double count, double x) {
    return rarity * count * x * (score_constants.saturation + 1) / (score_constants.saturation + x);
}

double score_group_most(double rarity, double count) {
    return rarity * count * (score_constants.saturation + 1);
}

double score_coverage(double covered_rarity, int covered, int naming_tokens) {
    if (naming_tokens <= 0)
        return 0;
    return score_constants.coverage_weight * covered_rarity *
           fmin(1, (double)covered / naming_tokens);
}

double score_adjacency(double together) {
    return score_constants.adjacency_weight * 16 * together / (together + 8);
}

/* ---- over FTS5's rows ---- */

/* The group of a phrase of the expression; of a raw expression each phrase is one. */
static int group_of(const struct score_context *context, int phrase) {
    return context->query ? context->query->scored[phrase].group : phrase;
}

static double weight_of_phrase(const struct score_context *context, int phrase) {
    if (!context->query)
        return 1;
    const struct query_scored *scored = &context->query->scored[phrase];
    return context->query->groups[scored->group].members[scored->member].weight;
}

static double times_typed(const struct score_context *context, int group) {
    return context->query ? context->query->groups[group].count : 1;
}

/* A group is as rare as its most frequent member. */
static void count_rarity(struct score_context *context, const struct match_view *view, int first) {
    size_t count = (size_t)context->group_count;
    double *rows = arena_new_array(context->arena, count, double);
    context->rarity = arena_new_array(context->arena, count, double);
    for (int i = 0; i < context->phrase_count; i++) {
        int group = group_of(context, i);
        rows[group] = fmax(rows[group], (double)match_phrase_rows(view, first + i));
    }
    for (size_t i = 0; i < count; i++)
        context->rarity[i] = score_rarity((double)match_row_count(view), rows[i]);
}

static void prepare(struct score_context *context, const struct match_view *view) {
    const struct query *query = context->query;
    int first = query ? query->first_scored : 0;
    context->phrase_count = query ? query->scored_count : match_phrase_count(view);
    context->group_count = query ? query->group_count : context->phrase_count;
    context->counts =
        arena_new_array(context->arena, (size_t)context->group_count * INDEX_COLUMN_COUNT, double);
    context->average_body_tokens = match_average_tokens(view, BODY);
    if (!context->rarity)
        count_rarity(context, view, first);
    context->is_ready = true;
}

/* Each member by its weight. */
static void count_instances(const struct score_context *context, const struct match_view *view) {
    int first = context->query ? context->query->first_scored : 0;
    memset(context->counts, 0,
           (size_t)context->group_count * INDEX_COLUMN_COUNT * sizeof *context->counts);
    for (int i = 0; i < match_instance_count(view); i++) {
        int phrase, column, offset;
        if (!match_instance(view, i, &phrase, &column, &offset))
            break;
        phrase -= first;
        if (phrase >= 0 && phrase < context->phrase_count)
            context->counts[group_of(context, phrase) * INDEX_COLUMN_COUNT + column] +=
                weight_of_phrase(context, phrase);
    }
}

/* Words of feedback were not typed: that a heading holds them is no merit. */
static bool counts_for_coverage(const struct score_context *context, int group) {
    return !context->query || context->query->groups[group].typed;
}

double score_passage(void *scorer_context, const struct match_view *view) {
    struct score_context *context = scorer_context;
    if (!context->is_ready)
        prepare(context, view);
    count_instances(context, view);
    int body_tokens = match_column_tokens(view, BODY);
    int title_tokens = match_column_tokens(view, TITLE);
    int heading_tokens = match_column_tokens(view, HEADING);
    int naming = heading_tokens > 0 ? HEADING : TITLE;

    double score = 0, covered_rarity = 0;
    int covered = 0;
    for (int i = 0; i < context->group_count; i++) {
        const double *counts = &context->counts[(size_t)i * INDEX_COLUMN_COUNT];
        double x = score_weight(counts[BODY], counts[TITLE], counts[HEADING], body_tokens,
                                title_tokens, heading_tokens, context->average_body_tokens);
        double share = x > 0 ? score_group(context->rarity[i], times_typed(context, i), x) : 0;
        if (i < context->share_room)
            context->shares[i] = share;
        if (x <= 0)
            continue;
        score += share;
        if (counts[naming] > 0 && counts_for_coverage(context, i)) {
            covered_rarity += context->rarity[i];
            covered++;
        }
    }
    context->coverage =
        score_coverage(covered_rarity, covered, naming == HEADING ? heading_tokens : title_tokens);
    return score + context->coverage;
}
