/* sheet.h - a placed handout as the checks look at it: blocks of words, and the lines on each page.
 *
 * Layer: score, private. Gathered once, read by all rows.
 */
#ifndef FOOTNOTE_SCORE_SHEET_H
#define FOOTNOTE_SCORE_SHEET_H

#include "base/arena.h"
#include "score/score.h"

/* A paragraph, list item, cell, heading or caption. */
struct sheet_block {
    const struct node *node;
    const char *text;
    const struct node *container; /* nearest list, table or box around it, or NULL */
    bool patient_words; /* sentences for the patient: no heading, label, field value, source list,
                           drawing, or words that a clinician typed */
};

/* Words that stand on one baseline beside each other. */
struct sheet_line {
    size_t page;
    double x_pt, y_pt, right_pt, size_pt;
    const struct element *block; /* nearest P, LBody, TD, TH, Caption, H1 to H6; NULL: artifact */
    const char *text;
    size_t characters;
};

struct sheet {
    struct arena *arena;
    const struct score_subject *subject;
    const struct document *doc;
    struct sheet_block *blocks;
    size_t block_count;
    struct sheet_line *lines;
    size_t line_count;
    const char **page_words; /* all words of a page, lower case, one space between */
    bool large_print;
};

struct sheet *sheet_gather(struct arena *arena, const struct score_subject *subject);

/* True when the words stand on some page; letters of either case. */
bool sheet_shows(const struct sheet *sheet, const char *words);
bool sheet_page_shows(const struct sheet *sheet, size_t page, const char *words);

/* True when a sentence of that wording key stands on the pages. */
bool sheet_has_sentence(const struct sheet *sheet, const char *key);

/* The nearest node of a kind around (or the node itself), or NULL. */
const struct node *sheet_around(const struct node *node, enum node_kind kind);

/* The next node of a kind in reading order after `after` (NULL: the first), or NULL. */
const struct node *sheet_next(const struct sheet *sheet, const struct node *after,
                              enum node_kind kind);

size_t sheet_count_children(const struct node *node, enum node_kind kind);

/* True when a whole word or words, any case, stand in text. */
bool text_has_words(const char *text, const char *words);

/* Rows: each fills in result and value. One group a file. */
typedef void sheet_check(const struct sheet *sheet, struct score_check *check);

sheet_check check_terms, check_voice, check_numbers, check_sums; /* check_reading.c */
sheet_check check_lists, check_pictures, check_tables, check_steps, check_tools,
    check_balance; /* check_parts.c */
sheet_check check_red_flags, check_follow_up, check_sources, check_dates, check_identity,
    check_cautions, check_facts;                                               /* check_patient.c */
sheet_check check_plan;                                                        /* check_plan.c */
sheet_check check_type, check_lines, check_contrast, check_order, check_paper; /* check_pages.c */

/* check->result and a formatted value. */
void check_say(const struct sheet *sheet, struct score_check *check, enum score_result result,
               const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
