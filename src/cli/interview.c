/* interview.c - see interview.h. Order: the two ends of the conversation, which fields apply, one
 * question, all of them, the summary, saving.
 *
 * Layer: cli. What was typed is shown again in the summary, to the person who typed it; it goes
 * into no message, no log and no command line.
 */
#include "cli/interview.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "cli/interview_field.h"
#include "cli/terminal.h"
#include "make/fields/field_conditions.h"
#include "make/fields/field_types.h"

#include <stdio.h>
#include <stdlib.h>

enum { PERSONAL_MODE = 0600 };

/* ---- the two ends ---------------------------------------------------------------------------- */

static const char *read_line(struct interview *interview, const char *prompt, struct error *err) {
    if (interview->read)
        return interview->read(interview->context, prompt);
    return terminal_line(interview->arena, prompt, err);
}

static void show(struct interview *interview, const char *text) {
    if (interview->write)
        interview->write(interview->context, text);
    else
        fputs(text, stderr);
}

#define SHOW(interview, ...) show(interview, arena_format((interview)->arena, __VA_ARGS__))

/* ---- which fields apply ---------------------------------------------------------------------- */

/* The answers as a patient file would hold them, in the order of the fields. */
static struct value *answers_map(struct interview *interview) {
    struct value *map = value_new(interview->arena, VALUE_MAP);
    for (size_t i = 0; i < interview->fields->count; i++)
        if (interview->answers[i])
            value_map_add(interview->arena, map, slice_of(field_name(interview->fields->items[i])),
                          interview->answers[i]);
    return map;
}

static bool applies(struct interview *interview, size_t i) {
    return field_applies(interview->fields->items[i], answers_map(interview));
}

static bool is_required(struct interview *interview, size_t i) {
    const struct value *field = interview->fields->items[i];
    return value_boolean(value_find(field, "required"), false) ||
           field_condition_met(value_find(field, "required_if"), answers_map(interview)) != NULL;
}

/* An answer that no longer applies after another one was changed is not an answer. */
static void forget_what_does_not_apply(struct interview *interview) {
    for (size_t i = 0; i < interview->fields->count; i++)
        if (interview->answers[i] && !applies(interview, i))
            interview->answers[i] = NULL;
}

/* ---- one question ---------------------------------------------------------------------------- */

enum turn { TURN_NEXT, TURN_BACK, TURN_LEAVE };

static const char *group_of(const struct interview *interview, size_t i) {
    return value_text(value_find(interview->fields->items[i], "group"), "");
}

static void show_question(struct interview *interview, size_t i) {
    const struct value *field = interview->fields->items[i];
    const struct value *before = interview->answers[i];
    if (!before)
        before = value_find(field, "default");
    SHOW(interview, "\n%s%s\n", interview_label(interview->arena, field),
         is_required(interview, i) ? "" : " (may stay empty)");
    show(interview, interview_field_text(interview->arena, field));
    if (before)
        SHOW(interview, "    Enter keeps: %s\n", interview_answer_text(interview->arena, before));
}

/* What is already there, or the default: taken by Enter. */
static struct value *kept_answer(struct interview *interview, size_t i) {
    const struct value *field = interview->fields->items[i];
    if (interview->answers[i])
        return interview->answers[i];
    const struct value *standard = value_find(field, "default");
    if (!standard)
        return NULL;
    return field_convert(interview->arena, field, standard, interview->handout_day).value;
}

static void take_line(struct interview *interview, size_t i, const char *line,
                      const char **problem) {
    struct value *answer = interview_read(interview->arena, interview->fields->items[i], line,
                                          interview->handout_day, problem);
    if (*problem)
        return;
    if (!answer && is_required(interview, i))
        *problem = "this needs an answer";
    else
        interview->answers[i] = answer;
}

/* One record, part by part. NULL when the first part was left empty: there are no more. */
static struct value *ask_record(struct interview *interview, const struct value *parts,
                                size_t number, bool *left, struct error *err) {
    struct value *record = value_new(interview->arena, VALUE_MAP);
    for (size_t i = 0; i < parts->count;) {
        const struct value *part = parts->items[i];
        const char *problem = NULL;
        const char *prompt = arena_format(interview->arena, "  %zu. %s%s > ", number,
                                          interview_label(interview->arena, part),
                                          i == 0 ? " (Enter: no more)" : "");
        const char *line = read_line(interview, prompt, err);
        *left = !line || strcmp(line, "quit") == 0;
        if (*left || (i == 0 && !*line))
            return NULL;
        struct value *answer =
            *line ? interview_read(interview->arena, part, line, interview->handout_day, &problem)
                  : NULL;
        if (!problem && !answer && value_boolean(value_find(part, "required"), false))
            problem = "this needs an answer";
        if (problem) {
            SHOW(interview, "    %s\n", problem);
            continue;
        }
        if (answer)
            value_map_add(interview->arena, record, slice_of(field_name(part)), answer);
        i++;
    }
    return record;
}

/* A list of records is asked anew as a whole. With nothing but a name, an entry is that text: it
 * may be one that the clinic knows. */
static enum turn ask_records(struct interview *interview, size_t i, struct error *err) {
    const struct value *parts = value_find(interview->fields->items[i], "of");
    for (;;) {
        struct value *list = value_new(interview->arena, VALUE_LIST);
        bool left = false;
        for (;;) {
            struct value *record = ask_record(interview, parts, list->count + 1, &left, err);
            if (left)
                return TURN_LEAVE;
            if (!record)
                break;
            bool text_alone = record->count == 1 && record->items[0]->kind == VALUE_TEXT;
            value_list_add(interview->arena, list, text_alone ? record->items[0] : record);
        }
        if (list->count == 0 && is_required(interview, i)) {
            show(interview, "    this needs an answer\n");
            continue;
        }
        struct field_outcome outcome = field_convert(interview->arena, interview->fields->items[i],
                                                     list, interview->handout_day);
        if (list->count > 0 && !outcome.value) {
            SHOW(interview, "    %s\n", outcome.problem ? outcome.problem : "this is no answer");
            continue;
        }
        interview->answers[i] = list->count > 0 ? list : NULL;
        return TURN_NEXT;
    }
}

static enum turn ask(struct interview *interview, size_t i, struct error *err) {
    show_question(interview, i);
    if (value_find(interview->fields->items[i], "of"))
        return ask_records(interview, i, err);
    for (;;) {
        const char *line = read_line(interview, "  > ", err);
        const char *problem = NULL;
        if (!line || strcmp(line, "quit") == 0)
            return TURN_LEAVE;
        if (strcmp(line, "<") == 0)
            return TURN_BACK;
        if (strcmp(line, "-") == 0) { /* no answer, whatever was there */
            interview->answers[i] = NULL;
            line = "";
        }
        if (*line) {
            take_line(interview, i, line, &problem);
        } else {
            interview->answers[i] = kept_answer(interview, i);
            if (!interview->answers[i] && is_required(interview, i))
                problem = "this needs an answer";
        }
        if (!problem)
            return TURN_NEXT;
        SHOW(interview, "    %s\n", problem);
    }
}

/* ---- all of them ----------------------------------------------------------------------------- */

/* The field before i that applies; i when there is none. */
static size_t before(struct interview *interview, size_t i) {
    for (size_t back = i; back-- > 0;)
        if (applies(interview, back))
            return back;
    return i;
}

static void show_group(struct interview *interview, size_t i, const char **last) {
    const char *group = group_of(interview, i);
    if (*group && strcmp(group, *last) != 0)
        SHOW(interview, "\n== %s ==\n", group);
    *last = group;
}

/* False when the clinician left. */
static bool ask_all(struct interview *interview, struct error *err) {
    const char *group = "";
    for (size_t i = 0; i < interview->fields->count;) {
        if (!applies(interview, i)) {
            interview->answers[i] = NULL;
            i++;
            continue;
        }
        show_group(interview, i, &group);
        switch (ask(interview, i, err)) {
        case TURN_NEXT:
            i++;
            break;
        case TURN_BACK:
            i = before(interview, i);
            break;
        case TURN_LEAVE:
            return false;
        }
    }
    return true;
}

/* ---- the summary ----------------------------------------------------------------------------- */

static void show_summary(struct interview *interview) {
    show(interview, "\n== All answers ==\n");
    for (size_t i = 0; i < interview->fields->count; i++)
        if (interview->answers[i])
            SHOW(interview, "%4zu  %s: %s\n", i + 1,
                 interview_label(interview->arena, interview->fields->items[i]),
                 interview_answer_text(interview->arena, interview->answers[i]));
    show(interview, "Check every value: you are responsible for what the patient is given.\n");
}

/* After a change: fields that have come to apply and have no answer yet. */
static bool ask_what_is_missing(struct interview *interview, struct error *err) {
    forget_what_does_not_apply(interview);
    for (size_t i = 0; i < interview->fields->count; i++)
        if (!interview->answers[i] && applies(interview, i) && is_required(interview, i) &&
            ask(interview, i, err) == TURN_LEAVE)
            return false;
    return true;
}

static struct value *confirm(struct interview *interview, struct error *err) {
    for (;;) {
        show_summary(interview);
        const char *line = read_line(
            interview, "Enter makes the handout, a number changes an answer, quit leaves: ", err);
        if (!line || strcmp(line, "quit") == 0)
            return NULL;
        if (!*line)
            return answers_map(interview);
        char *end;
        unsigned long number = strtoul(line, &end, 10);
        if (*end || number < 1 || number > interview->fields->count ||
            !applies(interview, number - 1)) {
            show(interview, "    no answer has that number\n");
            continue;
        }
        if (ask(interview, number - 1, err) == TURN_LEAVE || !ask_what_is_missing(interview, err))
            return NULL;
    }
}

struct value *interview_ask(struct interview *interview, struct error *err) {
    static const struct value none = {.kind = VALUE_LIST};
    const struct value *declaration =
        fields_for_clinic(interview->arena, interview->declaration, interview->clinic);
    const struct value *fields = value_find(declaration, "fields");
    interview->fields = fields && fields->kind == VALUE_LIST ? fields : &none;
    interview->answers =
        arena_new_array(interview->arena, interview->fields->count + 1, struct value *);
    SHOW(interview,
         "%s\nEnter takes what is shown, < goes back, - empties an answer, quit leaves.\n",
         value_text(value_find(interview->declaration, "title"), ""));
    return ask_all(interview, err) ? confirm(interview, err) : NULL;
}

struct value *interview_mend(struct interview *interview, const char *const *problems,
                             size_t problem_count, struct error *err) {
    show(interview, "\nThese answers make no handout:\n");
    for (size_t i = 0; i < problem_count; i++)
        SHOW(interview, "  %s\n", problems[i]);
    return confirm(interview, err);
}

/* ---- saving ---------------------------------------------------------------------------------- */

void interview_offer_saving(struct interview *interview, const struct value *patient) {
    for (;;) {
        struct error err = {0};
        const char *name = read_line(
            interview, "Keep the answers as a patient file? Its name, or Enter for no: ", &err);
        if (!name || !*name)
            return;
        if (file_exists(name)) {
            SHOW(interview, "    there is a file '%s' already: another name\n", name);
            continue;
        }
        struct strbuf text = {0};
        value_write_json(patient, &text);
        bool written = file_write_atomic(name, strbuf_slice(&text), PERSONAL_MODE, &err);
        strbuf_release(&text);
        SHOW(interview, "    %s\n",
             written ? "kept, readable by you alone" : arena_text(interview->arena, err.message));
        if (written)
            return;
    }
}
