/* script_run.c - one handout, from the script's text to the file's bytes.
 *
 * Layer: make, child side. Order: what rules said, writing the chosen format, then
 * the steps in order.
 */
#include "make/child/script_run.h"

#include "base/memory.h"
#include "layout/layout.h"
#include "layout/print_safety.h"
#include "make/checks/measure_reading.h"
#include "make/child/script_services.h"
#include "make/child/script_warm.h"
#include "make/child/worker.h"
#include "make/explain.h"
#include "make/fields/field_conditions.h"
#include "make/fields/field_letters.h"
#include "make/fields/fields.h"
#include "make/record.h"
#include "make/review.h"
#include "pdf/pdf_write.h"
#include "render/render.h"
#include "score/score.h"

enum {
    SCRIPT_MEMORY_BYTES = 64 * 1024 * 1024,
    SCRIPT_TIME_MS = 3000,
    TEXT_WIDTH = 80,
};

struct script_state {
    const struct script_run *run;
    struct script_world world;
    struct resources resources; /* asked of world */
    struct arena arena;
    struct lua_host *host;
    const struct value *declaration, *patient;
    struct outcome outcome;
};

static _Noreturn void leave_with(struct error *err) {
    worker_leave(err);
}

static void send_outcome(struct script_state *running) {
    struct strbuf payload = {0};
    struct error err = {0};
    exchange_add_outcome(&payload, &running->outcome);
    if (!channel_send(running->world.channel, MESSAGE_RESULT, strbuf_slice(&payload), &err))
        leave_with(&err);
    strbuf_release(&payload);
}

static void add_problem(struct script_state *running, const char *text) {
    text_list_add(&running->arena, &running->outcome.problems, text);
}

static void add_warning(struct script_state *running, const char *text) {
    text_list_add(&running->arena, &running->outcome.warnings, text);
}

/* ---- rules ----------------------------------------------------------------------------------- */

/* How many rulings of a kind stop the handout; a question that was accepted does not. */
static size_t count_stopping(const struct ruling *rulings, size_t count, enum ruling_kind kind) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += rulings[i].kind == kind && !(kind == RULING_ASK && rulings[i].accepted);
    return found;
}

static void list_ruling(struct script_state *running, const struct ruling *ruling) {
    const char *file = running->run->request->patient_name_shown;
    switch (ruling->kind) {
    case RULING_FIELD:
        add_problem(running, arena_format(&running->arena, "%s%s%s: %s", file ? file : "",
                                          file ? ": " : "", ruling->field, ruling->message));
        break;
    case RULING_REFUSE:
        add_problem(running,
                    arena_format(&running->arena, "%s: %s", ruling->rule, ruling->message));
        break;
    case RULING_ASK:
        if (!ruling->accepted)
            add_problem(running, arena_format(&running->arena, "%s: %s (to go on: --accept %s)",
                                              ruling->rule, ruling->message, ruling->rule));
        break;
    case RULING_FIX:
        add_warning(running, arena_format(&running->arena, "%s%s%s", ruling->rule,
                                          *ruling->rule ? ": " : "", ruling->message));
        break;
    case RULING_WARN: /* told when it was made */
        break;
    }
}

/* An acknowledgement of a question that nobody asked is a misspelt rule, or a stale habit. */
static void check_accepted(struct script_state *running, const struct ruling *rulings,
                           size_t count) {
    const struct make_request *request = running->run->request;
    for (size_t i = 0; i < request->accepted_count; i++) {
        bool asked = false;
        for (size_t j = 0; j < count; j++)
            asked |=
                rulings[j].kind == RULING_ASK && strcmp(rulings[j].rule, request->accepted[i]) == 0;
        if (!asked)
            add_warning(running, arena_format(&running->arena, "--accept %s: no rule asked for it",
                                              request->accepted[i]));
    }
}

static void list_questions(struct script_state *running, const struct ruling *rulings,
                           size_t count) {
    for (size_t i = 0; i < count; i++)
        if (rulings[i].kind == RULING_ASK && !rulings[i].accepted)
            text_list_add(&running->arena, &running->outcome.questions, rulings[i].rule);
}

/* True when the rules let the handout pass. fresh: no sentence is too old (S16). */
static bool judge(struct script_state *running, bool fresh) {
    const struct ruling *rulings;
    size_t count = lua_host_rulings(running->host, &rulings);
    size_t fields = count_stopping(rulings, count, RULING_FIELD);
    size_t refusals = count_stopping(rulings, count, RULING_REFUSE) + !fresh;
    size_t questions = count_stopping(rulings, count, RULING_ASK);
    for (size_t i = 0; i < count; i++)
        list_ruling(running, &rulings[i]);
    check_accepted(running, rulings, count);
    struct error *err = &running->outcome.error;
    if (fields > 0)
        return error_set(err, ERROR_USAGE, "no handout: %zu value%s of the patient to mend", fields,
                         fields == 1 ? "" : "s");
    if (refusals > 0)
        return error_set(err, ERROR_REFUSED, "no handout: %zu rule%s against it", refusals,
                         refusals == 1 ? " speaks" : "s speak");
    if (questions > 0)
        list_questions(running, rulings, count);
    if (questions > 0)
        return error_set(err, ERROR_REFUSED, "no handout: %zu question%s to answer first",
                         questions, questions == 1 ? "" : "s");
    return true;
}

/* ---- formats --------------------------------------------------------------------------------- */

/* What a printer would spoil, as `footnote preflight` says it of the finished file. */
static void warn_of_print(struct script_state *running, const struct placed_document *placed,
                          const struct theme *theme) {
    struct print_limits limits = print_limits_of(theme);
    struct print_report report = print_report_begin(&running->arena, &limits);
    print_report_placed(&report, placed);
    print_report_end(&report);
    for (size_t i = 0; i < report.count; i++)
        if (report.findings[i].rule != PRINT_COARSE) /* layout names the picture and its line */
            add_warning(running,
                        arena_format(&running->arena, "print: %s", report.findings[i].message));
}

/* What `footnote score` asks: the rows about the pages, and the text for the rows about its words.
 */
static void score_pages(struct script_state *running, const struct placed_document *placed,
                        const struct theme *theme) {
    const struct script_run *run = running->run;
    if (!run->request->measure || strcmp(run->request->measure, "score") != 0)
        return;
    const struct score_subject subject = {.placed = placed,
                                          .theme = theme,
                                          .patient = running->patient,
                                          .clinic = run->request->clinic,
                                          .style = run->request->style,
                                          .handout_day = run->handout_day};
    struct value *measured = value_new(&running->arena, VALUE_MAP);
    value_map_add(&running->arena, measured, slice_of("checks"),
                  score_values(&running->arena, &subject));
    value_map_add(&running->arena, measured, slice_of("reading"),
                  measure_reading(&running->arena, placed->doc));
    running->outcome.measured = measured;
}

static bool write_pages(struct script_state *running, struct document *doc, struct strbuf *out,
                        struct error *err) {
    const struct script_run *run = running->run;
    const struct theme *theme = doc->theme ? doc->theme : theme_standard();
    if (!font_set_check(run->fonts, err)) /* a clinic's files: first read here, confined */
        return false;
    struct placed_document *placed = layout_document(doc, run->fonts, theme, err);
    if (!placed)
        return false;
    running->outcome.page_count = (int)placed->page_count;
    warn_of_print(running, placed, theme);
    for (size_t i = 0; i < placed->warning_count; i++)
        add_warning(running, placed->warnings[i]);
    score_pages(running, placed, theme);
    if (run->request->format == MAKE_PDF && run->request->compact)
        return pdf_write_compact(placed, run->fonts, out, err);
    if (run->request->format == MAKE_PDF)
        return pdf_write(placed, run->fonts, out, err);
    render_dump(placed, out);
    return true;
}

static bool write_format(struct script_state *running, struct document *doc, struct strbuf *out,
                         struct error *err) {
    enum make_format format = running->run->request->format;
    if ((format == MAKE_TEXT || format == MAKE_HTML) && !document_without_spares(doc, err))
        return false;
    switch (format) {
    case MAKE_TEXT:
        render_text(doc, TEXT_WIDTH, out);
        return true;
    case MAKE_HTML:
        return render_html(doc, out, err);
    default:
        return write_pages(running, doc, out, err);
    }
}

/* ---- the steps ------------------------------------------------------------------------------- */

static void load_script(struct script_state *running) {
    const struct lua_limits limits = {.memory_bytes = SCRIPT_MEMORY_BYTES,
                                      .time_ms = SCRIPT_TIME_MS};
    const struct make_request *request = running->run->request;
    struct lua_services services = script_services(&running->world);
    struct error err = {0};
    running->host = lua_host_new(&limits, &services, &err);
    if (!running->host)
        leave_with(&err);
    const struct value *declaration = lua_host_load(
        running->host, &running->arena, request->script_file, running->run->script, &err);
    if (!declaration)
        leave_with(&err);
    if (!fields_check_declaration(declaration, &err)) {
        error_prefix(&err, "%s: ", request->script_file);
        leave_with(&err);
    }
    running->declaration = declaration;
}

static bool check_patient(struct script_state *running) {
    const struct make_request *request = running->run->request;
    struct field_problems found = {.file = request->patient_name_shown,
                                   .handout_day = running->run->handout_day};
    const struct value *declaration =
        fields_for_clinic(&running->arena, running->declaration, request->clinic);
    running->patient = fields_check(&running->arena, declaration, request->patient,
                                    request->settings, request->setting_count, &found);
    for (size_t i = 0; i < found.count; i++)
        add_problem(running, found.messages[i]);
    for (size_t i = 0; i < found.fix_count; i++)
        add_warning(running, found.fixes[i]);
    if (running->patient)
        return true;
    return error_set(&running->outcome.error, ERROR_USAGE,
                     "no handout: %zu value%s of the patient to mend", found.count,
                     found.count == 1 ? "" : "s");
}

/* The patient's language where the report asks for one, else the report's. */
static const char *handout_language(const struct script_state *running) {
    const char *declared = value_text(value_find(running->declaration, "lang"), "en");
    return value_text(value_find(running->patient, "language"), declared);
}

static struct document *build(struct script_state *running, struct error *err) {
    const struct make_request *request = running->run->request;
    struct lua_setup setup = {.date = running->run->date,
                              .version = FOOTNOTE_VERSION,
                              .language = handout_language(running),
                              .days_ahead = running->run->days_ahead,
                              .accepted = request->accepted,
                              .accepted_count = request->accepted_count};
    if (!script_ask_code(&running->world, &running->arena, &setup.code, err))
        leave_with(err);
    const struct value *clinic = request->clinic;
    if (!clinic)
        clinic = value_new(&running->arena, VALUE_MAP);
    return lua_host_build(running->host, &running->arena, &setup, running->patient, clinic, err);
}

static void explain(struct script_state *running, const struct document *doc) {
    struct strbuf text = {0};
    explain_document(doc, &text);
    running->outcome.explanation = arena_text(&running->arena, strbuf_text(&text));
    strbuf_release(&text);
}

/* A character that no face has is the patient file's to mend where it stands in one of its values.
 */
static bool blame_values(struct script_state *running, const struct error *err) {
    const struct make_request *request = running->run->request;
    if (err->code != ERROR_SCRIPT)
        return false;
    size_t count =
        field_letters_blame(&running->arena, running->patient, request->patient_name_shown,
                            running->run->fonts, err->message, &running->outcome.problems);
    if (count > 0)
        error_set(&running->outcome.error, ERROR_USAGE,
                  "no handout: %zu value%s of the patient to mend", count, count == 1 ? "" : "s");
    return count > 0;
}

static void make_handout_of(struct script_state *running) {
    struct error err = {0};
    struct strbuf bytes = {0};
    if (!check_patient(running)) {
        send_outcome(running);
        return;
    }
    bool fresh = true;
    struct document *doc = build(running, &err);
    if (doc) {
        running->resources = script_resources(&running->world);
        doc->resources = &running->resources;
        if (running->run->request->explain)
            explain(running, doc);
        running->outcome.sentences = record_sentences(&running->arena, doc);
        review_list_overdue(&running->arena, doc, running->run->handout_day,
                            &running->outcome.overdue);
        fresh = review_wording(&running->arena, doc, running->run->request->clinic,
                               running->run->date, &running->outcome.problems);
    }
    /* What the rules said goes first, even when the script failed after it. */
    if (!judge(running, fresh)) {
        if (!doc)
            add_warning(running, err.message);
        send_outcome(running);
        return;
    }
    if (!doc || !write_format(running, doc, &bytes, &err)) {
        if (!blame_values(running, &err))
            leave_with(&err);
        strbuf_release(&bytes);
        send_outcome(running);
        return;
    }
    record_left_out(&running->arena, running->outcome.sentences, doc);
    if (running->run->request->measure &&
        strcmp(running->run->request->measure, "readability") == 0)
        running->outcome.measured = measure_reading(&running->arena, doc);
    running->outcome.bytes = strbuf_slice(&bytes);
    send_outcome(running);
}

void script_run_child(const struct script_run *run, struct channel *channel) {
    struct script_state running = {.run = run, .world = {.channel = channel, .fonts = run->fonts}};
    load_script(&running);
    running.outcome.declaration = running.declaration;
    if (run->describe_only)
        send_outcome(&running);
    else
        make_handout_of(&running);
}

/* ---- in two parts ---------------------------------------------------------------------------- */

static const struct value *field_of(const struct value *declaration, const char *name) {
    const struct value *fields = value_find(declaration, "fields");
    for (size_t i = 0; fields && i < fields->count; i++)
        if (strcmp(value_text(value_find(fields->items[i], "name"), ""), name) == 0)
            return fields->items[i];
    return NULL;
}

/* In all languages that the report's handouts may be in: the choices of its field, else its own. */
static void ask_ready_sentences(struct script_state *running) {
    const struct value *choices = value_find(field_of(running->declaration, "language"), "values");
    const char *own = value_text(value_find(running->declaration, "lang"), "en");
    for (size_t i = 0; choices && i < choices->count; i++)
        script_ask_ready(&running->world, value_text(choices->items[i], own));
    if (!choices)
        script_ask_ready(&running->world, own);
}

struct script_state *script_run_load(const struct script_run *run, struct channel *channel) {
    struct script_state *running = memory_allocate_zeroed(1, sizeof *running);
    running->run = run;
    running->world = (struct script_world){.channel = channel, .fonts = run->fonts, .many = true};
    load_script(running);
    ask_ready_sentences(running);
    script_warm(run->fonts, &running->world, run->request->clinic);
    lua_host_settle(running->host);
    return running;
}

void script_run_declare(struct script_state *running) {
    running->outcome.declaration = running->declaration;
    send_outcome(running);
    running->outcome.declaration = NULL; /* the parent knows it now */
}

void script_run_loaded(struct script_state *running, const struct script_run *run,
                       struct channel *channel) {
    running->run = run;
    running->world.channel = channel;
    make_handout_of(running);
}
