/* cmd_eval.c - footnote eval: how well judged queries find what answers them.
 *
 * Layer: cli. A clinic keeps its own judged queries and sees in a number what a change of corpus or
 * thesaurus did. Order: which judgments, asking and counting, JSON, text, the command.
 */
#include "base/date.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/output.h"
#include "search/assessment.h"

enum { LIMIT_DEFAULT = 1000, LIMIT_MOST = 1000, MOST_KINDS = 32 };

const struct option eval_options[] = {
    {"judgments", 0, "FILE", "a table of judged sections (the corpus's judgments.tsv)", false},
    {"queries", 0, "FILE", "or three files: qid, query", false},
    {"qrels", 0, "FILE", "qid, article, grade", false},
    {"ids", 0, "FILE", "only these qids, one a line", false},
    {"limit", 0, "N", "look at N passages a query, 1 to 1000 (1000)", false},
    {"fix", 0, NULL, "words that occur nowhere are taken for the nearest that do", false},
    {"feedback", 0, "WHEN", "auto, on or off: search on with words that the best passages share",
     false},
    {"each", 0, NULL, "the measures of each query as well", false},
    {0},
};

/* The queries of one kind. */
struct kind_count {
    const char *kind;
    size_t queries, unanswered; /* unanswered: no hit that is not weak */
    struct evaluation_sum measured;
};

struct evaluating {
    const struct invocation *invocation;
    struct index *index;
    struct judgment_set set;
    struct search_options options;
    struct kind_count kinds[MOST_KINDS];
    size_t kind_count;
    struct kind_count all, none; /* answerable ones, and those that nothing answers */
    struct assessment *each;
};

/* ---- which judgments ------------------------------------------------------------------------- */

static const char *default_table(struct arena *arena, const struct places *places) {
    for (size_t i = 0; i < places->root_count; i++) {
        const char *path = file_join(arena, places->roots[i], "judgments.tsv");
        if (file_exists(path))
            return path;
    }
    return NULL;
}

static bool read_set(struct evaluating *evaluating, const struct places *places,
                     struct error *err) {
    const struct invocation *invocation = evaluating->invocation;
    const char *queries = invocation_option(invocation, "queries");
    const char *qrels = invocation_option(invocation, "qrels");
    const char *ids = invocation_option(invocation, "ids");
    const char *table = invocation_option(invocation, "judgments");
    if (!queries != !qrels || (queries && table) || (ids && !queries))
        return error_set(err, ERROR_USAGE,
                         "eval takes --queries with --qrels (and --ids), or --judgments alone");
    if (queries)
        return judgments_read_files(invocation->arena, queries, qrels, ids, &evaluating->set, err);
    if (!table)
        table = default_table(invocation->arena, places);
    if (!table)
        return error_set(err, ERROR_USAGE,
                         "the corpus has no judgments.tsv: name judged queries with --judgments");
    return judgments_read_table(invocation->arena, table, &evaluating->set, err);
}

/* ---- asking and counting --------------------------------------------------------------------- */

static struct kind_count *kind_of(struct evaluating *evaluating, const struct judged_query *query) {
    for (size_t i = 0; i < evaluating->kind_count; i++)
        if (strcmp(evaluating->kinds[i].kind, query->kind) == 0)
            return &evaluating->kinds[i];
    if (evaluating->kind_count == MOST_KINDS)
        return NULL; /* counted with all the others only */
    struct kind_count *kind = &evaluating->kinds[evaluating->kind_count++];
    *kind = (struct kind_count){.kind = query->kind};
    return kind;
}

static void count(struct kind_count *kind, const struct assessment *one) {
    kind->queries++;
    kind->unanswered += !one->is_answered;
    if (one->is_judged)
        evaluation_add(&kind->measured, &one->measures);
}

static bool ask_all(struct evaluating *evaluating, struct error *err) {
    const struct judgment_set *set = &evaluating->set;
    evaluating->each =
        arena_new_array(evaluating->invocation->arena, set->count + 1, struct assessment);
    for (size_t i = 0; i < set->count; i++) {
        struct assessment *one = &evaluating->each[i];
        struct arena scratch = {0};
        bool done = assess_query(evaluating->index, &scratch, set, &set->queries[i],
                                 &evaluating->options, one, err);
        if (done)
            one->first = arena_text(evaluating->invocation->arena, one->first);
        arena_release(&scratch);
        if (!done)
            return error_prefix(err, "query '%s': ", set->queries[i].id);
        bool is_none = set->queries[i].is_unanswerable && !one->is_judged;
        struct kind_count *kind = is_none ? NULL : kind_of(evaluating, &set->queries[i]);
        if (kind)
            count(kind, one);
        count(is_none ? &evaluating->none : &evaluating->all, one);
    }
    return true;
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void json_measures(struct output *out, const struct evaluation *measures) {
    output_number(out, "ndcg_10", measures->ndcg_10, 4);
    output_number(out, "map", measures->average_precision, 4);
    output_number(out, "recall_100", measures->recall_100, 4);
    output_number(out, "mrr", measures->reciprocal_rank, 4);
    output_number(out, "top_3", measures->top_3, 4);
    output_number(out, "top_5", measures->top_5, 4);
}

static void json_kind(struct output *out, const char *name, const struct kind_count *kind) {
    struct evaluation mean = evaluation_mean(&kind->measured);
    output_map(out, NULL);
    output_text(out, "kind", name);
    output_integer(out, "queries", (int64_t)kind->queries);
    json_measures(out, &mean);
    output_integer(out, "unanswered", (int64_t)kind->unanswered);
    output_end_map(out);
}

static void json_each(struct output *out, const struct evaluating *evaluating) {
    output_list(out, "each");
    for (size_t i = 0; i < evaluating->set.count; i++) {
        const struct assessment *one = &evaluating->each[i];
        output_map(out, NULL);
        output_text(out, "id", evaluating->set.queries[i].id);
        output_text(out, "query", evaluating->set.queries[i].text);
        json_measures(out, &one->measures);
        output_integer(out, "place", (int64_t)one->measures.first_place);
        output_text(out, "first", one->first);
        output_boolean(out, "answered", one->is_answered);
        output_end_map(out);
    }
    output_end_list(out);
}

static void print_json(struct output *out, const struct evaluating *evaluating) {
    output_map(out, NULL);
    output_integer(out, "schema", 1);
    output_list(out, "kinds");
    for (size_t i = 0; i < evaluating->kind_count; i++)
        if (evaluating->kinds[i].kind[0])
            json_kind(out, evaluating->kinds[i].kind, &evaluating->kinds[i]);
    json_kind(out, "all", &evaluating->all);
    output_end_list(out);
    output_map(out, "unanswerable");
    output_integer(out, "queries", (int64_t)evaluating->none.queries);
    output_integer(out, "unanswered", (int64_t)evaluating->none.unanswered);
    output_end_map(out);
    if (invocation_flag(evaluating->invocation, "each"))
        json_each(out, evaluating);
    output_end_map(out);
}

/* ---- text ------------------------------------------------------------------------------------ */

static void print_kind(struct output *out, const char *name, const struct kind_count *kind) {
    struct evaluation mean = evaluation_mean(&kind->measured);
    output_printable(out, name);
    size_t columns = strlen(name);
    output_line(out, "%*s %7zu   %.4f  %.4f      %.4f  %.4f  %5.1f  %5.1f  %10zu",
                columns < 14 ? (int)(14 - columns) : 0, "", kind->queries, mean.ndcg_10,
                mean.average_precision, mean.recall_100, mean.reciprocal_rank, 100 * mean.top_3,
                100 * mean.top_5, kind->unanswered);
}

static void print_each(struct output *out, const struct evaluating *evaluating) {
    for (size_t i = 0; i < evaluating->set.count; i++) {
        const struct assessment *one = &evaluating->each[i];
        const struct evaluation *measures = &one->measures;
        output_printable(out, evaluating->set.queries[i].id);
        strbuf_add_format(&out->buffer, "  %.4f  %.4f  %.4f  %.4f  place %zu%s  '",
                          measures->ndcg_10, measures->average_precision, measures->recall_100,
                          measures->reciprocal_rank, measures->first_place,
                          one->is_answered ? "" : "  unanswered");
        output_printable(out, evaluating->set.queries[i].text);
        strbuf_add(&out->buffer, "'  first: ");
        output_printable(out, one->first ? one->first : "-");
        strbuf_add_char(&out->buffer, '\n');
    }
}

static void print_text(struct output *out, const struct evaluating *evaluating) {
    if (invocation_flag(evaluating->invocation, "each"))
        print_each(out, evaluating);
    output_line(out, "kind           queries  nDCG@10     MAP  recall@100     MRR  top 3  top 5  "
                     "unanswered");
    for (size_t i = 0; i < evaluating->kind_count; i++)
        if (evaluating->kinds[i].kind[0])
            print_kind(out, evaluating->kinds[i].kind, &evaluating->kinds[i]);
    print_kind(out, "all", &evaluating->all);
    if (evaluating->none.queries)
        output_line(out, "%zu queries that nothing answers: %zu told so", evaluating->none.queries,
                    evaluating->none.unanswered);
}

/* ---- the command ----------------------------------------------------------------------------- */

static bool evaluate(struct evaluating *evaluating, const struct places *places,
                     struct error *err) {
    if (!read_set(evaluating, places, err))
        return false;
    if (evaluating->set.count == 0)
        return error_set(err, ERROR_USAGE, "the files hold no judged query");
    return ask_all(evaluating, err);
}

int cmd_eval(struct invocation *invocation, struct error *err) {
    struct places places;
    struct evaluating evaluating = {.invocation = invocation,
                                    .options = {.today = date_today(),
                                                .weak_too = true,
                                                .fix = invocation_flag(invocation, "fix")}};
    if (!invocation_expect_words(invocation, 0, 0, err) ||
        !invocation_number(invocation, "limit", 1, LIMIT_MOST, LIMIT_DEFAULT,
                           &evaluating.options.limit, err) ||
        !invocation_feedback(invocation, &evaluating.options.feedback, err) ||
        !locate_places(invocation, &places, err))
        return (int)err->code;
    evaluating.index = corpus_index_open(invocation, &places, CORPUS_READABLE, err);
    if (!evaluating.index)
        return (int)err->code;
    bool done = evaluate(&evaluating, &places, err);
    index_close(evaluating.index);
    if (!done)
        return (int)err->code;
    struct output out;
    output_begin(&out, invocation);
    if (out.json)
        print_json(&out, &evaluating);
    else
        print_text(&out, &evaluating);
    return output_finish(&out, 0, err);
}
