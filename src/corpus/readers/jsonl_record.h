/* jsonl_record.h - the members of one record of a .jsonl file.
 *
 * Layer: corpus, private to the .jsonl reader.
 */
#ifndef FOOTNOTE_CORPUS_READERS_JSONL_RECORD_H
#define FOOTNOTE_CORPUS_READERS_JSONL_RECORD_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

enum record_member { RECORD_ID, RECORD_TITLE, RECORD_TEXT, RECORD_URL, RECORD_LANGUAGE };
enum { RECORD_MEMBER_COUNT = RECORD_LANGUAGE + 1 };

struct record_members {
    struct slice texts[RECORD_MEMBER_COUNT]; /* empty when absent; in the arena or in the line */
};

/* Reads a line of well-formed UTF-8 without NUL. A member that is a whole number or null is taken
 * for its text or for absent; another kind is an error, and so is what is no JSON object. */
bool jsonl_read_record(struct arena *arena, struct slice line, const char *file, int line_number,
                       struct record_members *members, struct error *err);

#endif
