/* fact_report.c - see fact_report.h.
 *
 * Layer: cli. Order: making the examples, printing, both.
 */
#include "cli/fact_report.h"

#include "base/file.h"
#include "cli/worked_example.h"
#include "make/checks/facts.h"

/* ---- making ---------------------------------------------------------------------------------- */

static bool note_example(struct facts *facts, const struct wording *wording,
                         const struct places *places, struct index *index,
                         const struct worked_example *example, struct error *err) {
    struct arena arena = {0};
    struct make_request request = {.format = MAKE_DUMP, .measure = "readability"};
    struct make_result result = {0};
    bool made = worked_example_request(&arena, places, index, example, &request, err) &&
                make_handout(&request, &arena, &result, err);
    if (made) {
        const struct fact_example one = {.name = example->name,
                                         .report = example->report,
                                         .sentences = result.sentences,
                                         .measured = result.measured,
                                         .warnings = result.warnings,
                                         .warning_count = result.warning_count};
        facts_note(facts, wording, &one);
    } else {
        error_prefix(err, "%s: ", example->name);
    }
    strbuf_release(&result.bytes);
    arena_release(&arena);
    return made;
}

static const char *facts_file(struct invocation *invocation, const struct places *places) {
    struct arena *arena = invocation->arena;
    for (size_t i = 0; i < places->root_count; i++) {
        const char *file = file_join(arena, places->roots[i], "facts.yaml");
        if (file_exists(file))
            return file;
    }
    return places->share ? file_join(arena, places->share, "corpus/facts.yaml") : "facts.yaml";
}

static struct facts *walk_examples(struct invocation *invocation, const struct places *places,
                                   struct index *index, const struct wording *wording,
                                   struct error *err) {
    struct arena *arena = invocation->arena;
    struct worked_example *examples;
    size_t count;
    struct facts *facts = facts_read(arena, facts_file(invocation, places), err);
    if (!facts || !worked_examples_find(arena, worked_examples_folder(invocation, places), NULL, 0,
                                        &examples, &count, err))
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (examples[i].expected_exit == 0 &&
            !note_example(facts, wording, places, index, &examples[i], err))
            return NULL;
    return facts;
}

/* ---- printing -------------------------------------------------------------------------------- */

static void print_json(struct output *out, const struct facts *facts) {
    output_list(out, "facts");
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *fact = &facts->items[i];
        output_map(out, NULL);
        output_text(out, "fact", fact->id);
        output_text(out, "section", fact->section);
        output_texts(out, "rules", fact->rules.items, fact->rules.count);
        output_texts(out, "printed", fact->printed.items, fact->printed.count);
        output_texts(out, "left_out", fact->left_out.items, fact->left_out.count);
        output_texts(out, "dropped", fact->dropped.items, fact->dropped.count);
        output_texts(out, "withheld", fact->withheld.items, fact->withheld.count);
        output_end_map(out);
    }
    output_end_list(out);
}

/* "F019  H1.3  printed 4 (inserts/achilles-lift, ...), left out 1 (S18), withheld 9 (TYPE)". */
static void print_fact(struct output *out, const struct fact *fact) {
    struct strbuf line = {0};
    strbuf_add_format(&line, "%s  %-6s", fact->id, *fact->section ? fact->section : "-");
    if (!fact->report)
        strbuf_add(&line, " goes on no page");
    else
        strbuf_add_format(&line, " printed %zu", fact->printed.count);
    if (fact->printed.count > 0)
        strbuf_add_format(&line, " (%s%s)", fact->printed.items[0],
                          fact->printed.count > 1 ? ", ..." : "");
    if (fact->left_out.count > 0)
        strbuf_add_format(&line, ", left out %zu (S18)", fact->left_out.count);
    if (fact->dropped.count > 0)
        strbuf_add_format(&line, ", dropped %zu (S15)", fact->dropped.count);
    if (fact->withheld.count > 0) {
        strbuf_add_format(&line, ", withheld %zu (", fact->withheld.count);
        for (size_t i = 0; i < fact->rules.count; i++)
            strbuf_add_format(&line, "%s%s", i ? ", " : "", fact->rules.items[i]);
        strbuf_add(&line, fact->rules.count ? ")" : "by nobody)");
    }
    output_line(out, "%s", strbuf_text(&line));
    strbuf_release(&line);
}

bool fact_report_print(struct invocation *invocation, const struct places *places,
                       struct index *index, struct output *out, struct check_list *list,
                       struct error *err) {
    struct arena *arena = invocation->arena;
    const char *folder = locate_wording(arena, places);
    if (!folder)
        return error_set(err, ERROR_ENVIRONMENT, "no wording folder: expected corpus/wording");
    const struct wording *wording = wording_read(arena, file_join(arena, folder, "en.yaml"), err);
    struct facts *facts = wording ? walk_examples(invocation, places, index, wording, err) : NULL;
    if (!facts)
        return false;
    facts_judge(facts, wording, list);
    if (out->json) {
        print_json(out, facts);
        return true;
    }
    size_t pages = 0, printed = 0;
    for (size_t i = 0; i < facts->count; i++) {
        print_fact(out, &facts->items[i]);
        pages += facts->items[i].report != NULL;
        printed += facts->items[i].printed.count > 0;
    }
    output_line(out, "%zu facts, %zu go on a page, %zu printed", facts->count, pages, printed);
    return true;
}
