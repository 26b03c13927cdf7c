/* interview.h - a patient's values, asked for field by field at the terminal.
 *
 * Layer: cli. The fields are those that the report declares: what they are called, what they allow,
 * which of them apply after the answers so far. Nothing is chosen for the clinician: a default is
 * taken only when Enter is pressed on it, and all answers are shown before they count.
 *
 *     struct interview interview = {.arena = arena, .declaration = declaration, .clinic = clinic,
 *                                   .handout_day = day};
 *     struct value *patient = interview_ask(&interview, &err);
 *     if (!patient && err.code == ERROR_NONE) ... // left by the clinician
 */
#ifndef FOOTNOTE_CLI_INTERVIEW_H
#define FOOTNOTE_CLI_INTERVIEW_H

#include "base/value.h"

/* Where lines come from, and where what is shown goes: the terminal, or a test. Returns NULL at the
 * end of input. */
typedef const char *interview_reader(void *context, const char *prompt);
typedef void interview_writer(void *context, const char *text);

struct interview {
    struct arena *arena;
    const struct value *declaration; /* as make_describe returns it */
    const struct value *clinic;      /* the profile, or NULL */
    int handout_day;                 /* base/date.h */
    interview_reader *read;          /* these three: NULL for the terminal */
    interview_writer *write;
    void *context;
    /* private */
    const struct value *fields;
    struct value **answers; /* by field; NULL: none given */
};

/* Asks all that applies, then shows a summary in which any answer can be changed. The map of
 * answers, as a patient file would hold them; NULL when the clinician left (err: none) or the
 * terminal failed. */
struct value *interview_ask(struct interview *interview, struct error *err);

/* The same answers again, after the program refused them: shows why, then the summary. */
struct value *interview_mend(struct interview *interview, const char *const *problems,
                             size_t problem_count, struct error *err);

/* Offers to keep the answers as a patient file (0600, never over an existing one). */
void interview_offer_saving(struct interview *interview, const struct value *patient);

#endif
