/* answers.h - the parent's side of a run: searches, passages, sentences, modules and the handout
 * code for the child, and a collection of what it says.
 *
 * Layer: make.
 */
#ifndef FOOTNOTE_MAKE_CHILD_ANSWERS_H
#define FOOTNOTE_MAKE_CHILD_ANSWERS_H

#include "make/binding.h"
#include "make/child/exchange.h"
#include "make/handout_code.h"
#include "make/make.h"
#include "make/modules.h"

struct answers {
    const struct make_request *request;
    struct arena *arena; /* of the whole run */
    struct slice script;
    const char *date;
    int handout_day;
    struct binder *binder;         /* opened at the first sentence */
    bool ready_sentences_sent;     /* with the first answer about a sentence */
    const struct module *foreseen; /* go along with the first module that is asked for */
    size_t foreseen_count;
    bool foreseen_sent;
    struct handout_input *modules; /* used before the code was asked for */
    size_t module_count, module_capacity;
    const struct handout_input *wording; /* read when the code is asked for, if NULL */
    size_t wording_count;
    struct make_part *parts; /* modules and resources that were asked for, once each */
    size_t part_count, part_capacity;
    char code[HANDOUT_CODE_LETTERS + 1]; /* "" until asked for */
    struct text_list dropped;            /* a warning for each sentence without passage */
    struct text_list warnings;           /* all others, in order */
    struct strbuf printed;               /* by print(), at most 64 KB; release it */
    bool printed_cut;
};

/* A worker_job's on_message; context is the struct answers. */
bool answers_give(void *context, enum message_type type, struct slice payload,
                  struct strbuf *answer, struct error *err);

/* Reads the script's modules ahead; and the wording and the passages known for it ahead, in the
 * language that the patient file or the clinic names; a wrong guess costs a few milliseconds of
 * idle time and nothing else. */
void answers_prepare(struct answers *answers);

/* Notes a file that went into the handout; name and bytes must live as long as the arena. */
void answers_add_part(struct answers *answers, enum make_part_kind kind, const char *name,
                      struct slice bytes);

/* What a script that is loaded asked for and said, as the beginning of the answers for another
 * handout of it, with that one's request, date and arena. */
struct answers answers_continue(const struct answers *loaded, const struct make_request *request,
                                const char *date, int handout_day, struct arena *arena);

/* Reads the wording files for the code, once for many. */
bool answers_read_wording(struct answers *answers, struct arena *arena, struct error *err);

/* The handout code over all inputs so far, in answers->code. False: the clinic's key is too short,
 * or the wording folder can't be read. answers_code.c. */
bool answers_settle_code(struct answers *answers, struct arena *arena, struct error *err);

/* Text from the child as it may go to a terminal: one line each, no control characters. */
const char *answers_clean(struct arena *arena, struct slice text);

#endif
