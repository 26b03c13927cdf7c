/* interview_field.h - one field at the terminal: how it is shown, and what a typed line means.
 *
 * Layer: cli, part of the interview.
 */
#ifndef FOOTNOTE_CLI_INTERVIEW_FIELD_H
#define FOOTNOTE_CLI_INTERVIEW_FIELD_H

#include "cli/interview.h"

/* "Pain now": the label, or the name as words. */
const char *interview_label(struct arena *arena, const struct value *field);

/* An answer as it was given, in one line: "left", "yes", "heel_cup, gel_pad". */
const char *interview_answer_text(struct arena *arena, const struct value *answer);

/* The choices of a field, numbered, with a line for what it expects: for the terminal. */
const char *interview_field_text(struct arena *arena, const struct value *field);

/* The value that a typed line stands for: a choice by its number, name or the beginning of it;
 * lists with commas between (texts with ;), yes or y. NULL with *problem when it is none. */
struct value *interview_read(struct arena *arena, const struct value *field, const char *line,
                             int handout_day, const char **problem);

#endif
