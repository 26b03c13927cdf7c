/* make.c - one handout: inputs read, date chosen, child run, outcome handed over.
 *
 * Layer: make, parent side. Order: the date, fonts, the run, the outcome, the two public functions.
 */
#include "make/make.h"

#include "base/confine.h"
#include "base/date.h"
#include "base/file.h"
#include "make/making.h"

#include <stdlib.h>

enum {
    SCRIPT_LIMIT_BYTES = 1024 * 1024,
    DEADLINE_MS = 60000, /* on the wall: a busy machine stops no report that is in order */
    CPU_SECONDS = 4,
    CPU_SECONDS_UNCONFINED_BUILD = 20, /* with sanitizers, which take several times as long */
    MEMORY_BYTES = 256 * 1024 * 1024,
    SECONDS_A_DAY = 24 * 60 * 60,
};

/* ---- the date -------------------------------------------------------------------------------- */

/* handout_date as given with --set or in the patient file; what is wrong with a bad one is told
 * when the fields are checked. */
static bool given_handout_date(const struct make_request *request, int *day) {
    const char *text = value_text(value_find(request->patient, "handout_date"), NULL);
    for (size_t i = 0; i < request->setting_count; i++)
        if (strcmp(request->settings[i].field, "handout_date") == 0)
            text = request->settings[i].value;
    return text && date_parse(slice_trim(slice_of(text)), day);
}

static bool read_epoch(const char *text, int *day, struct error *err) {
    char *end;
    long long seconds = strtoll(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || seconds > 253402300799LL)
        return error_set(err, ERROR_ENVIRONMENT,
                         "SOURCE_DATE_EPOCH: expected seconds since 1970 as a whole number");
    *day = (int)(seconds / SECONDS_A_DAY);
    return true;
}

static bool today(int *day, struct error *err) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch && *epoch)
        return read_epoch(epoch, day, err);
    *day = date_today();
    return true;
}

/* A date given with --date was looked at by who gave it; one in a patient file may be a slip. */
static bool choose_date(const struct make_request *request, int *day, int *days_ahead,
                        struct error *err) {
    int now = 0;
    *days_ahead = 0;
    if (request->date)
        return date_parse(slice_of(request->date), day) ||
               error_set(err, ERROR_USAGE, "--date: expected a date like 2026-03-02");
    if (!today(&now, err))
        return false;
    if (!given_handout_date(request, day))
        *day = now;
    else if (*day > now)
        *days_ahead = *day - now;
    return true;
}

/* ---- fonts ----------------------------------------------------------------------------------- */

/* One set a process, as long as it is the one asked for: a batch loads it once. */
static struct font_set *shared_fonts(const char *const *folders, struct error *err) {
    static struct font_set *fonts;
    static struct strbuf known;
    struct strbuf wanted = {0};
    for (size_t i = 0; folders && folders[i]; i++)
        strbuf_add_format(&wanted, "%s\n", folders[i]);
    if (fonts && slice_equals(strbuf_slice(&known), strbuf_slice(&wanted))) {
        strbuf_release(&wanted);
        return fonts;
    }
    if (fonts)
        font_set_close(fonts);
    strbuf_release(&known);
    known = wanted;
    fonts = font_set_map(folders, err);
    return fonts;
}

/* ---- the run --------------------------------------------------------------------------------- */

static void run_in_child(void *context, struct channel *channel) {
    struct making *making = context;
    script_run_child(&making->run, channel);
}

static bool answer_child(void *context, enum message_type type, struct slice payload,
                         struct strbuf *answer, struct error *err) {
    struct making *making = context;
    return answers_give(&making->answers, type, payload, answer, err);
}

static void prepare_answers(void *context) {
    struct making *making = context;
    answers_prepare(&making->answers);
}

struct worker_job making_job(struct making *making) {
    const struct make_request *request = making->run.request;
    return (struct worker_job){.name = request->script_file,
                               .context = making,
                               .child = run_in_child,
                               .on_message = answer_child,
                               .meanwhile = prepare_answers,
                               .deadline_ms = DEADLINE_MS,
                               .cpu_seconds = confine_is_built_in() ? CPU_SECONDS
                                                                    : CPU_SECONDS_UNCONFINED_BUILD,
                               .memory_bytes = MEMORY_BYTES,
                               .unconfined_allowed = request->unconfined_allowed};
}

bool making_take_outcome(struct making *making, struct arena *arena, const struct strbuf *payload,
                         struct outcome *outcome, struct error *err) {
    struct message_reader reader = message_read(arena, strbuf_slice(payload));
    exchange_take_outcome(&reader, outcome);
    return message_finished(&reader) ||
           error_set(err, ERROR_SCRIPT, "%s: the report's process sent a malformed result",
                     making->run.request->script_file);
}

static bool run_script(struct making *making, struct arena *arena, struct outcome *outcome,
                       struct strbuf *payload, struct error *err) {
    const struct worker_job job = making_job(making);
    return worker_run(&job, payload, err) &&
           making_take_outcome(making, arena, payload, outcome, err);
}

bool making_choose_date(struct making *making, const struct make_request *request,
                        struct arena *arena, struct error *err) {
    char buffer[DATE_TEXT_BYTES];
    making->run.request = request;
    if (!choose_date(request, &making->run.handout_day, &making->run.days_ahead, err))
        return false;
    making->run.date = arena_text(arena, date_format(making->run.handout_day, buffer));
    return true;
}

bool making_prepare(struct making *making, const struct make_request *request, struct arena *arena,
                    bool describe_only, struct error *err) {
    struct slice script;
    *making = (struct making){.run = {.describe_only = describe_only}};
    if (!making_choose_date(making, request, arena, err))
        return false;
    if (!file_read(arena, request->script_file, SCRIPT_LIMIT_BYTES, &script, err)) {
        if (err->code == ERROR_INPUT) /* too long, or a folder */
            err->code = ERROR_SCRIPT;
        return false;
    }
    making->run.script = script;
    making->answers = (struct answers){.request = request,
                                       .arena = arena,
                                       .script = script,
                                       .date = making->run.date,
                                       .handout_day = making->run.handout_day};
    answers_add_part(&making->answers, PART_SCRIPT, file_name_of(request->script_file), script);
    if (describe_only || request->format == MAKE_TEXT || request->format == MAKE_HTML)
        return true; /* nothing is laid out */
    making->run.fonts = shared_fonts(request->font_folders, err);
    return making->run.fonts != NULL;
}

/* ---- the outcome ----------------------------------------------------------------------------- */

const struct make_result making_no_result = {
    .code = "", .report_name = "", .printed = "", .faces = ""};

static void add_clean(struct arena *arena, struct text_list *to, const struct text_list *from) {
    for (size_t i = 0; i < from->count; i++)
        text_list_add(arena, to, answers_clean(arena, slice_of(from->items[i])));
}

static const char *printed_text(struct making *making, struct arena *arena) {
    const char *text = answers_clean(arena, strbuf_slice(&making->answers.printed));
    if (*text)
        text = arena_format(arena, "%s\n%s", text,
                            making->answers.printed_cut ? "(cut at 64 KB)\n" : "");
    strbuf_release(&making->answers.printed);
    return text;
}

/* With --strict, what the clinician would be warned of about sources stops the handout. */
static bool refuse_when_strict(struct making *making, const struct outcome *outcome,
                               struct text_list *problems, struct arena *arena, struct error *err) {
    size_t count = making->answers.dropped.count + outcome->overdue.count;
    if (!making->run.request->strict || count == 0)
        return true;
    add_clean(arena, problems, &making->answers.dropped);
    add_clean(arena, problems, &outcome->overdue);
    return error_set(err, ERROR_REFUSED,
                     "no handout: --strict, and %zu source%s missing or overdue", count,
                     count == 1 ? " is" : "s are");
}

/* The name becomes part of a file's name, and comes from a script. */
static bool is_report_name(const char *name) {
    size_t good = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-");
    return good > 0 && good <= 60 && name[good] == '\0';
}

/* What was collected while the script ran, for runs without an outcome too. */
static void collect_warnings(struct making *making, const struct outcome *outcome,
                             bool with_sources, struct arena *arena, struct make_result *result) {
    struct text_list warnings = {0};
    if (with_sources) {
        add_clean(arena, &warnings, &making->answers.dropped);
        add_clean(arena, &warnings, &outcome->overdue);
    }
    add_clean(arena, &warnings, &making->answers.warnings);
    add_clean(arena, &warnings, &outcome->warnings);
    result->warnings = warnings.items;
    result->warning_count = warnings.count;
}

static bool hand_over(struct making *making, const struct outcome *outcome, struct arena *arena,
                      struct make_result *result, struct error *err) {
    const char *name = value_text(value_find(outcome->declaration, "name"), "");
    if (!is_report_name(name))
        return error_set(err, ERROR_SCRIPT, "%s: the report's name: expected a-z, 0-9, - and _",
                         making->run.request->script_file);
    struct text_list problems = {0};
    add_clean(arena, &problems, &outcome->problems);
    bool made = outcome->error.code == ERROR_NONE;
    if (!made)
        error_set(err, outcome->error.code, "%s", outcome->error.message);
    bool strict_refusal = made && !refuse_when_strict(making, outcome, &problems, arena, err);
    collect_warnings(making, outcome, !strict_refusal, arena, result);
    result->problems = problems.items;
    result->problem_count = problems.count;
    result->questions = outcome->questions.items;
    result->question_count = outcome->questions.count;
    result->explanation = outcome->explanation;
    result->sentences = outcome->sentences;
    result->measured = outcome->measured;
    result->declaration = outcome->declaration;
    result->date = making->run.date;
    result->parts = making->answers.parts;
    result->part_count = making->answers.part_count;
    result->faces = making->run.fonts ? font_set_describe(making->run.fonts, arena) : "";
    result->page_count = outcome->page_count;
    result->report_name = name;
    result->code = arena_text(arena, making->answers.code);
    if (!made || strict_refusal)
        return false;
    strbuf_add_slice(&result->bytes, outcome->bytes);
    return true;
}

bool making_end(struct making *making, bool made, const struct outcome *outcome,
                struct arena *arena, struct make_result *result, struct error *err) {
    if (making->answers.binder)
        binder_keep(making->answers.binder);
    if (made)
        made = hand_over(making, outcome, arena, result, err);
    else
        collect_warnings(making, outcome, true, arena, result);
    result->printed = printed_text(making, arena);
    return made;
}

bool make_handout(const struct make_request *request, struct arena *arena,
                  struct make_result *result, struct error *err) {
    struct making making;
    struct outcome outcome = {0};
    struct strbuf payload = {0};
    *result = making_no_result;
    if (!making_prepare(&making, request, arena, false, err))
        return false;
    bool made = run_script(&making, arena, &outcome, &payload, err);
    made = making_end(&making, made, &outcome, arena, result, err);
    strbuf_release(&payload);
    return made;
}

const struct value *make_describe(const struct make_request *request, struct arena *arena,
                                  struct error *err) {
    struct making making;
    struct outcome outcome = {0};
    struct strbuf payload = {0};
    if (!making_prepare(&making, request, arena, true, err))
        return NULL;
    bool described = run_script(&making, arena, &outcome, &payload, err);
    if (described && !outcome.declaration)
        described = error_set(err, ERROR_SCRIPT, "%s: no report is declared", request->script_file);
    strbuf_release(&making.answers.printed);
    strbuf_release(&payload);
    return described ? outcome.declaration : NULL;
}
