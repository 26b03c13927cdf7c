/* session.c - many handouts of one report, one after the other, from one template.
 *
 * Layer: make. Order: a handout's job, packed and unpacked; in the template; the session; one
 * handout.
 */
#include "make/child/session.h"

#include "base/memory.h"
#include "make/child/template.h"
#include "make/making.h"

#include <limits.h>
#include <stdlib.h>

enum { MOST_TEXTS = 10000 };

struct session {
    struct arena arena; /* of what is loaded: released whenever the template is replaced */
    struct make_request common;
    struct making loaded; /* what the template asked for and said */
    struct template *template;
    const struct value *declaration; /* of the first template: the caller borrows it */
    struct arena declared;
    int binder_serial;
    struct script_state *state; /* in the template and its children only */
};

/* ---- the job --------------------------------------------------------------------------------- */

static void add_job(struct strbuf *payload, const struct making *making) {
    const struct make_request *request = making->run.request;
    message_add_text(payload, making->run.date);
    message_add_number(payload, making->run.handout_day);
    message_add_number(payload, making->run.days_ahead);
    message_add_text(payload, request->patient_name_shown);
    message_add_value(payload, request->patient);
    message_add_number(payload, (int64_t)request->setting_count);
    for (size_t i = 0; i < request->setting_count; i++) {
        message_add_text(payload, request->settings[i].field);
        message_add_text(payload, request->settings[i].value);
    }
    message_add_number(payload, (int64_t)request->accepted_count);
    for (size_t i = 0; i < request->accepted_count; i++)
        message_add_text(payload, request->accepted[i]);
}

/* Fills in what is this handout's own; all in the reader's arena. */
static bool take_job(struct message_reader *reader, struct script_run *run,
                     struct make_request *request) {
    struct arena *arena = reader->arena;
    run->date = message_need_text(reader);
    run->handout_day = (int)message_take_number_in(reader, INT_MIN, INT_MAX);
    run->days_ahead = (int)message_take_number_in(reader, 0, INT_MAX);
    request->patient_name_shown = message_take_text(reader);
    request->patient = message_take_value(reader);
    request->setting_count = (size_t)message_take_number_in(reader, 0, MOST_TEXTS);
    struct make_setting *settings =
        arena_new_array(arena, request->setting_count + 1, struct make_setting);
    for (size_t i = 0; i < request->setting_count; i++) {
        settings[i].field = message_need_text(reader);
        settings[i].value = message_need_text(reader);
    }
    request->settings = settings;
    request->accepted_count = (size_t)message_take_number_in(reader, 0, MOST_TEXTS);
    const char **accepted = arena_new_array(arena, request->accepted_count + 1, const char *);
    for (size_t i = 0; i < request->accepted_count; i++)
        accepted[i] = message_need_text(reader);
    request->accepted = accepted;
    return message_finished(reader);
}

/* ---- in the template ------------------------------------------------------------------------- */

static void load_in_template(void *context, struct channel *channel) {
    struct session *session = context;
    session->state = script_run_load(&session->loaded.run, channel);
    script_run_declare(session->state);
}

/* In a child: the session is its own copy. */
static void make_in_child(void *context, struct channel *channel) {
    struct session *session = context;
    struct make_request request = session->common;
    struct script_run run = session->loaded.run;
    struct arena arena = {0};
    struct strbuf payload = {0};
    struct error err = {0};
    enum message_type type;
    bool taken = channel_receive(channel, &type, &payload, &err) == CHANNEL_MESSAGE;
    if (taken) {
        struct message_reader reader = message_read(&arena, strbuf_slice(&payload));
        taken = type == MESSAGE_JOB && take_job(&reader, &run, &request);
    }
    if (!taken) {
        error_set(&err, ERROR_ENVIRONMENT, "%s: its process got no job", request.script_file);
        worker_leave(&err);
    }
    run.request = &request;
    script_run_loaded(session->state, &run, channel);
}

/* ---- the session ----------------------------------------------------------------------------- */

static bool answer_loading(void *context, enum message_type type, struct slice payload,
                           struct strbuf *answer, struct error *err) {
    struct session *session = context;
    return answers_give(&session->loaded.answers, type, payload, answer, err);
}

static void prepare_loading(void *context) {
    struct session *session = context;
    answers_prepare(&session->loaded.answers);
}

static void unload(struct session *session) {
    template_close(session->template);
    session->template = NULL;
    strbuf_release(&session->loaded.answers.printed);
    arena_release(&session->arena);
}

/* Which binder answers now; 0 for none. Another one means that sentences which the template knows
 * may not stand any more. */
static int current_binder(const struct session *session) {
    const struct make_request *common = &session->common;
    const struct binder *binder =
        common->index ? binder_open(common->wording_folder, common->index, NULL) : NULL;
    return binder ? binder_serial(binder) : 0;
}

/* Starts the template; *declaration lives in the arena. */
static bool load(struct session *session, struct arena *arena, const struct value **declaration,
                 struct error *err) {
    struct making *loaded = &session->loaded;
    struct strbuf payload = {0};
    struct outcome outcome = {0};
    if (!making_prepare(loaded, &session->common, &session->arena, false, err))
        return false;
    struct worker_job job = making_job(loaded);
    job.context = session;
    job.prepare = load_in_template;
    job.child = make_in_child;
    job.on_message = answer_loading;
    job.meanwhile = prepare_loading;
    session->template = template_open(&job, &payload, err);
    bool done = session->template != NULL &&
                making_take_outcome(loaded, arena, &payload, &outcome, err) &&
                answers_read_wording(&loaded->answers, &session->arena, err);
    strbuf_release(&payload);
    session->binder_serial = current_binder(session);
    if (loaded->answers.binder)
        binder_keep(loaded->answers.binder);
    *declaration = outcome.declaration;
    return done;
}

/* The template as it should be: of this state of the corpus, and alive. */
static bool keep_template(struct session *session, struct error *err) {
    if (session->template && current_binder(session) == session->binder_serial &&
        template_is_alive(session->template))
        return true;
    struct arena arena = {0};
    const struct value *declaration;
    unload(session);
    bool loaded = load(session, &arena, &declaration, err);
    arena_release(&arena);
    if (!loaded)
        unload(session);
    return loaded;
}

struct session *session_open(const struct make_request *common, struct error *err) {
    struct session *session = memory_allocate_zeroed(1, sizeof *session);
    session->common = *common;
    session->common.patient = NULL;
    session->common.setting_count = session->common.accepted_count = 0;
    if (load(session, &session->declared, &session->declaration, err) && session->declaration)
        return session;
    session_close(session);
    return NULL;
}

const struct value *session_declaration(const struct session *session) {
    return session->declaration;
}

void session_close(struct session *session) {
    if (!session)
        return;
    unload(session);
    arena_release(&session->declared);
    free(session);
}

/* ---- one handout ----------------------------------------------------------------------------- */

static bool run(struct session *session, struct making *making, struct arena *arena,
                struct strbuf *payload, struct outcome *outcome, struct error *err) {
    struct strbuf job_payload = {0};
    struct worker_job job = making_job(making);
    job.meanwhile = NULL; /* modules and wording were read ahead for all */
    add_job(&job_payload, making);
    bool done = template_run(session->template, &job, strbuf_slice(&job_payload), payload, err) &&
                making_take_outcome(making, arena, payload, outcome, err);
    strbuf_release(&job_payload);
    outcome->declaration = session->declaration;
    return done;
}

bool session_make(struct session *session, const struct make_request *request, struct arena *arena,
                  struct make_result *result, struct error *err) {
    struct making making = {.run = session->loaded.run};
    struct outcome outcome = {0};
    struct strbuf payload = {0};
    *result = making_no_result;
    if (!keep_template(session, err) || !making_choose_date(&making, request, arena, err))
        return false;
    making.answers = answers_continue(&session->loaded.answers, request, making.run.date,
                                      making.run.handout_day, arena);
    bool made = run(session, &making, arena, &payload, &outcome, err);
    made = making_end(&making, made, &outcome, arena, result, err);
    strbuf_release(&payload);
    return made;
}
