/* make_dialogue.c - see make_dialogue.h. Order: asking for values, asking about rules, the whole.
 *
 * Layer: cli.
 */
#include "cli/make_dialogue.h"

#include "base/date.h"
#include "base/strbuf.h"
#include "cli/output.h"
#include "cli/terminal.h"

#include <string.h>

/* ---- values ---------------------------------------------------------------------------------- */

/* The bytes that a patient file with these answers would have: the same answers get the same code
 * whether they were typed or read. */
static void take_patient(struct arena *arena, const struct value *patient,
                         struct make_request *request) {
    struct strbuf text = {0};
    value_write_json(patient, &text);
    request->patient = patient;
    request->patient_bytes = slice_of(arena_text(arena, strbuf_text(&text)));
    request->patient_name_shown = "the answers";
    strbuf_release(&text);
}

static bool ask_values(struct make_dialogue *dialogue, struct make_request *request,
                       struct error *err) {
    struct interview *interview = &dialogue->interview;
    int day;
    interview->declaration = make_describe(request, interview->arena, err);
    if (!interview->declaration)
        return false;
    interview->clinic = request->clinic;
    interview->handout_day =
        request->date && date_parse(slice_of(request->date), &day) ? day : date_today();
    const struct value *patient = interview_ask(interview, err);
    dialogue->left = !patient && err->code == ERROR_NONE;
    if (!patient)
        return false;
    dialogue->asked = true;
    take_patient(interview->arena, patient, request);
    return true;
}

static bool mend_values(struct make_dialogue *dialogue, const struct make_result *result,
                        struct make_request *request, struct error *err) {
    *err = (struct error){0};
    const struct value *patient =
        interview_mend(&dialogue->interview, result->problems, result->problem_count, err);
    dialogue->left = !patient && err->code == ERROR_NONE;
    if (patient)
        take_patient(dialogue->interview.arena, patient, request);
    return patient != NULL;
}

/* ---- rules ----------------------------------------------------------------------------------- */

/* The rule's question without the hint for the command line. */
static const char *question_of(struct arena *arena, const struct make_result *result,
                               const char *rule) {
    size_t length = strlen(rule);
    for (size_t i = 0; i < result->problem_count; i++) {
        const char *problem = result->problems[i];
        if (strncmp(problem, rule, length) != 0 || problem[length] != ':')
            continue;
        const char *hint = strstr(problem, " (to go on:");
        size_t end = hint ? (size_t)(hint - problem) : strlen(problem);
        return arena_bytes(arena, problem, end);
    }
    return rule;
}

/* True when each was answered with yes; they are accepted then, and recorded like --accept. */
static bool ask_rules(struct arena *arena, const struct make_result *result,
                      struct make_request *request) {
    size_t count = request->accepted_count + result->question_count;
    const char **accepted = arena_new_array(arena, count + 1, const char *);
    for (size_t i = 0; i < request->accepted_count; i++)
        accepted[i] = request->accepted[i];
    for (size_t i = 0; i < result->question_count; i++) {
        const char *rule = result->questions[i];
        message("%s", question_of(arena, result, rule));
        if (!terminal_agrees(arena, arena_format(arena, "Accept %s, and go on?", rule), false))
            return false;
        accepted[request->accepted_count + i] = rule;
    }
    request->accepted = accepted;
    request->accepted_count = count;
    return true;
}

/* ---- the whole ------------------------------------------------------------------------------- */

bool make_dialogue_run(struct make_dialogue *dialogue, const struct invocation *invocation,
                       struct make_request *request, struct make_result *result,
                       struct error *err) {
    struct arena *arena = invocation->arena;
    bool somebody = terminal_is_there() && !invocation_flag(invocation, "json") &&
                    !invocation_flag(invocation, "quiet");
    *dialogue = (struct make_dialogue){.interview.arena = arena};
    if (somebody && !request->patient && !ask_values(dialogue, request, err))
        return false;
    for (;;) {
        if (make_handout(request, arena, result, err))
            return true;
        bool again = false;
        if (dialogue->asked && err->code == ERROR_USAGE && result->problem_count > 0)
            again = mend_values(dialogue, result, request, err);
        else if (somebody && result->question_count > 0)
            again = ask_rules(arena, result, request);
        if (!again)
            return false;
        strbuf_release(&result->bytes);
        *err = (struct error){0};
    }
}
