/* search_output.c - see search_output.h.
 *
 * Layer: cli. Part of the light program. In order: the shares of the score; a hit as JSON; as text;
 * facets; the whole.
 */
#include "cli/search_output.h"

#include <math.h>

/* ---- the shares of the score
 * ------------------------------------------------------------------------------ */

/* What is no word's. */
struct further_share {
    const char *key, *text;
    double score;
};
enum { FURTHER_SHARES = 4 };

static void further_shares(const struct ranked_passage *ranked, struct further_share *shares) {
    const struct further_share all[FURTHER_SHARES] = {
        {"coverage", "heading covered", ranked->coverage},
        {"adjacency", "words together", ranked->adjacency},
        {"question", "answers such a question", ranked->question},
        {"feedback", "like the best passages", ranked->feedback},
    };
    memcpy(shares, all, sizeof all);
}

static void json_explanation(struct output *out, const struct ranked_passage *ranked) {
    struct further_share further[FURTHER_SHARES];
    further_shares(ranked, further);
    output_map(out, "explanation");
    output_list(out, "words");
    for (size_t i = 0; i < ranked->share_count; i++) {
        const struct search_share *share = &ranked->shares[i];
        output_map(out, NULL);
        output_text(out, "word", share->word);
        output_text(out, "found", share->found);
        output_text(out, "origin", share->found ? query_origin_name[share->origin] : NULL);
        output_number(out, "weight", share->weight, 2);
        output_number(out, "score", share->score, 4);
        output_end_map(out);
    }
    output_end_list(out);
    for (int i = 0; i < FURTHER_SHARES; i++)
        output_number(out, further[i].key, further[i].score, 4);
    output_end_map(out);
}

/* What a sum grows by, rounded so that the shares shown make the sum shown. */
static double rounded_step(double *sum, double share) {
    double before = round(*sum * 100);
    *sum += share;
    return (round(*sum * 100) - before) / 100;
}

/* "   = 6.32: heel 0.07, spur 3.10 (calcaneal spur: synonym, weight 0.6), words together 0.05" */
static void text_explanation(struct output *out, const struct search_hit *hit) {
    const struct ranked_passage *ranked = hit->ranked;
    struct further_share further[FURTHER_SHARES];
    struct strbuf line = {0};
    double sum = 0;
    further_shares(ranked, further);
    strbuf_add_format(&line, "= %.2f:", hit->score);
    for (size_t i = 0; i < ranked->share_count; i++) {
        const struct search_share *share = &ranked->shares[i];
        strbuf_add_format(&line, "%s %s ", i ? "," : "", share->word);
        if (!share->found) {
            strbuf_add(&line, "missing");
            continue;
        }
        strbuf_add_format(&line, "%.2f", rounded_step(&sum, share->score));
        if (share->origin != QUERY_TYPED)
            strbuf_add_format(&line, " (%s: %s, weight %.1f)", share->found,
                              query_origin_name[share->origin], share->weight);
    }
    for (int i = 0; i < FURTHER_SHARES; i++) {
        double step = rounded_step(&sum, further[i].score);
        if (fabs(step) >= 0.005)
            strbuf_add_format(&line, ", %s %.2f", further[i].text, step);
    }
    output_wrapped(out, 3, strbuf_text(&line), NULL, 0);
    strbuf_release(&line);
}

/* ---- a hit as JSON
 * ----------------------------------------------------------------------------------- */

static void json_marks(struct output *out, const char *key, const struct snippet *snippet) {
    output_list(out, key);
    for (size_t i = 0; i < snippet->mark_count; i++) {
        output_list(out, NULL);
        output_integer(out, NULL, snippet->marks[i].start);
        output_integer(out, NULL, snippet->marks[i].end);
        output_end_list(out);
    }
    output_end_list(out);
}

/* The article's other sections. */
static void json_sections(struct output *out, const struct search_hit *hit) {
    output_list(out, "sections");
    for (size_t i = 0; i < hit->section_count; i++) {
        const struct search_section *section = &hit->sections[i];
        output_map(out, NULL);
        output_text(out, "section", section->section);
        output_text(out, "heading", section->heading);
        output_number(out, "score", section->score, 4);
        output_boolean(out, "weak", section->weak);
        output_end_map(out);
    }
    output_end_list(out);
}

static void json_hit(struct output *out, const struct search_hit *hit, bool by_article) {
    const struct passage *passage = &hit->passage;
    output_map(out, NULL);
    output_integer(out, "rank", hit->rank);
    output_text(out, "article", passage->article);
    output_text(out, "section", passage->section);
    output_text(out, "title", passage->title);
    json_marks(out, "title_marks", &hit->title);
    output_text(out, "heading", passage->heading);
    output_text(out, "path", passage->path);
    json_marks(out, "path_marks", &hit->path);
    output_text(out, "text", passage->text);
    output_number(out, "score", hit->score, 4);
    output_boolean(out, "weak", hit->weak);
    output_map(out, "snippet");
    output_text(out, "text", hit->snippet.text ? hit->snippet.text : "");
    json_marks(out, "marks", &hit->snippet);
    output_end_map(out);
    output_text(out, "file", passage->file);
    output_integer(out, "line", passage->line);
    output_text(out, "reviewed", passage->reviewed);
    output_boolean(out, "overdue", hit->overdue);
    if (hit->ranked)
        json_explanation(out, hit->ranked);
    if (hit->shared)
        output_texts(out, "shared", hit->shared, hit->shared_count);
    if (by_article)
        json_sections(out, hit);
    output_end_map(out);
}

/* ---- as text -----------------------------------------------------------------------------------
 */

/* "and 2 more sections: Heel lifts; Gel pads" */
static void text_sections(struct output *out, const struct search_hit *hit) {
    enum { MOST_NAMED = 4 };
    struct strbuf line = {0};
    strbuf_add_format(&line, "and %zu more section%s: ", hit->section_count,
                      hit->section_count == 1 ? "" : "s");
    for (size_t i = 0; i < hit->section_count && i < MOST_NAMED; i++) {
        const struct search_section *section = &hit->sections[i];
        strbuf_add_format(&line, "%s%s", i ? "; " : "",
                          section->heading[0] ? section->heading : section->section);
    }
    if (hit->section_count > MOST_NAMED)
        strbuf_add(&line, "; ...");
    output_wrapped(out, 3, strbuf_text(&line), NULL, 0);
    strbuf_release(&line);
}

static void text_shared(struct output *out, const struct search_hit *hit) {
    struct strbuf line = {0};
    strbuf_add(&line, "shares: ");
    for (size_t i = 0; i < hit->shared_count; i++)
        strbuf_add_format(&line, "%s%s", i ? ", " : "", hit->shared[i]);
    output_wrapped(out, 3, strbuf_text(&line), NULL, 0);
    strbuf_release(&line);
}

static void text_hit(struct output *out, const struct search_hit *hit) {
    const struct passage *passage = &hit->passage;
    strbuf_add_format(&out->buffer, "%d. ", hit->rank);
    output_title(out, passage->title, hit->title.marks, hit->title.mark_count);
    if (passage->path[0]) {
        output_title(out, " > ", NULL, 0);
        output_title(out, passage->path, hit->path.marks, hit->path.mark_count);
    }
    if (hit->weak)
        strbuf_add(&out->buffer, "  (weak)");
    strbuf_add_char(&out->buffer, '\n');
    if (hit->snippet.text && hit->snippet.text[0])
        output_wrapped(out, 3, hit->snippet.text, hit->snippet.marks, hit->snippet.mark_count);
    if (hit->ranked)
        text_explanation(out, hit);
    if (hit->shared_count > 0)
        text_shared(out, hit);
    if (hit->section_count > 0)
        text_sections(out, hit);
    strbuf_add(&out->buffer, "   ");
    output_style(out, STYLE_DIM);
    output_printable(out, passage->article);
    strbuf_add_char(&out->buffer, '#');
    output_printable(out, passage->section);
    if (passage->reviewed[0]) {
        strbuf_add(&out->buffer, "  reviewed ");
        output_printable(out, passage->reviewed);
    }
    output_style(out, STYLE_PLAIN);
    if (hit->overdue) {
        output_style(out, STYLE_WARNING);
        strbuf_add(&out->buffer, "  review overdue since ");
        output_printable(out, passage->review_due);
        output_style(out, STYLE_PLAIN);
    }
    strbuf_add_char(&out->buffer, '\n');
}

/* ---- facets ---------------------------------------------------------------------------------- */

/* "tag (passages): running 12, heel-pain 8, and 3 more" */
static void text_facet(struct output *out, const struct facet *facet, bool by_article) {
    enum { MOST_NAMED = 12 };
    struct strbuf line = {0};
    strbuf_add_format(&line, "%s (%s): ", facet_field_name[facet->field],
                      by_article ? "articles" : "passages");
    for (size_t i = 0; i < facet->count && i < MOST_NAMED; i++) {
        const struct facet_value *value = &facet->values[i];
        strbuf_add_format(&line, "%s%s %lld", i ? ", " : "", value->value,
                          (long long)(by_article ? value->articles : value->passages));
    }
    if (facet->count > MOST_NAMED)
        strbuf_add_format(&line, ", and %zu more", facet->count - MOST_NAMED);
    if (facet->count == 0)
        strbuf_add(&line, "none");
    output_wrapped(out, 0, strbuf_text(&line), NULL, 0);
    strbuf_release(&line);
}

static void json_facet(struct output *out, const struct facet *facet) {
    output_map(out, NULL);
    output_text(out, "field", facet_field_name[facet->field]);
    output_list(out, "values");
    for (size_t i = 0; i < facet->count; i++) {
        output_map(out, NULL);
        output_text(out, "value", facet->values[i].value);
        output_integer(out, "passages", facet->values[i].passages);
        output_integer(out, "articles", facet->values[i].articles);
        output_end_map(out);
    }
    output_end_list(out);
    output_end_map(out);
}

/* ---- the whole ------------------------------------------------------------------------------- */

void search_output_text(struct output *out, const struct search_result *result, bool by_article) {
    for (size_t i = 0; i < result->count; i++) {
        if (i > 0)
            strbuf_add_char(&out->buffer, '\n');
        text_hit(out, &result->hits[i]);
    }
    for (size_t i = 0; i < result->facet_count; i++) {
        if (i == 0 && result->count > 0)
            strbuf_add_char(&out->buffer, '\n');
        text_facet(out, &result->facets[i], by_article);
    }
}

void search_output_json(struct output *out, const struct search_result *result, bool by_article) {
    output_list(out, "hits");
    for (size_t i = 0; i < result->count; i++)
        json_hit(out, &result->hits[i], by_article);
    output_end_list(out);
    if (result->facet_count == 0)
        return;
    output_list(out, "facets");
    for (size_t i = 0; i < result->facet_count; i++)
        json_facet(out, &result->facets[i]);
    output_end_list(out);
}
