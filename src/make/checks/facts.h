/* facts.h - the editor's checklist of facts (corpus/facts.yaml), and where each one went.
 *
 * Layer: make. The checklist is a YAML map: `handouts` says which report each letter of a section
 * stands for, `facts` holds {use, section, when, heading, text} by id. Every worked example is told
 * once, as its record (make/record.h); what is then found wrong goes to a check_list.
 *
 *     struct facts *facts = facts_read(&arena, "corpus/facts.yaml", &err);
 *     for each worked example: facts_note(facts, &one);
 *     facts_judge(facts, wording, &list);
 */
#ifndef FOOTNOTE_MAKE_CHECKS_FACTS_H
#define FOOTNOTE_MAKE_CHECKS_FACTS_H

#include "make/checks/check.h"
#include "make/child/exchange.h"

struct fact {
    const char *id;
    int line;
    const char *text;
    const char *section;    /* "H1.3"; "" when it goes on no page */
    const char *report;     /* the report it belongs to; NULL when it goes on no page */
    const char *heading;    /* wording key of the heading that it stands as, or "" */
    struct text_list rules; /* that withhold it: the checklist's and those of its sentences */
    struct text_list printed, left_out, dropped, withheld; /* names of examples */
};

struct facts {
    struct arena *arena;
    const char *file;
    struct fact *items; /* by id */
    size_t count;
};

struct facts *facts_read(struct arena *arena, const char *file, struct error *err);

/* One handout that was made. */
struct fact_example {
    const char *name, *report;
    const struct value *sentences; /* make/record.h */
    const struct value *measured;  /* make/checks/measure_reading.h: its headings */
    const char *const *warnings;
    size_t warning_count;
};
void facts_note(struct facts *facts, const struct wording *wording,
                const struct fact_example *example);

/* A fact of a handout that is printed nowhere, or that nobody withholds where it is missing. */
void facts_judge(struct facts *facts, const struct wording *wording, struct check_list *list);

#endif
