/* check.h - what is wrong with a corpus, its wording, a clinic's profile and report scripts, found
 * before any handout is made.
 *
 * Layer: make. Each function adds what it finds to one list, with file and line; a warning does not
 * fail the check. False: something could not be looked at at all, err is filled.
 */
#ifndef FOOTNOTE_MAKE_CHECKS_CHECK_H
#define FOOTNOTE_MAKE_CHECKS_CHECK_H

#include "base/value.h"
#include "corpus/wording/wording.h"
#include "doc/syllables.h"
#include "index/index.h"

struct check_fault {
    const char *file;
    int line; /* 0: of the file as a whole */
    bool warning;
    const char *text;
};

struct check_list {
    struct arena *arena;
    struct check_fault *items;
    size_t count, room;
    size_t fault_count; /* without warnings */
};

void check_add(struct check_list *list, bool warning, const char *file, int line,
               const char *format, ...) __attribute__((format(printf, 5, 6)));

/* By file, then by line. */
void check_sort(struct check_list *list);

/* Articles without review date, or past it on `today` (a day number). */
bool check_articles(struct check_list *list, struct index *index, int today, struct error *err);

/* Entries: the passage that each Q and R rests on is found now (a quote stands in it letter for
 * letter), sentences are short and easy, the stored grade is the measured one, glue claims nothing
 * medical. `wording` as binder_open's folder has it. */
bool check_wording(struct check_list *list, const struct wording *wording,
                   const struct syllable_dictionary *words, const char *wording_folder,
                   struct index *index, struct error *err);

/* The number that judges an entry's reading ease ("2.1"), the hardest of its choices; NULL for glue
 * and for languages without a formula. */
const char *check_grade(struct arena *arena, const struct wording *wording,
                        const struct wording_entry *entry, const struct syllable_dictionary *words);

/* The text of a wording file with `grade:` in every entry, comments and order kept. */
char *check_with_grades(struct arena *arena, const struct wording *wording, struct slice text,
                        const struct syllable_dictionary *words);

/* Groups without approver or date; keys that the wording does not have; warning signs whose text is
 * not the wording's. */
void check_clinic(struct check_list *list, const struct value *clinic, const char *file,
                  const struct wording *wording);

/* Scripts: words that are placed though no wording holds them, keys that do not exist; then
 * (check_unused) the wording's keys that neither they nor the profile name. */
struct key_use;
struct key_use *check_keys_begin(struct arena *arena);
bool check_script(struct check_list *list, struct key_use *use, const char *file,
                  const struct wording *wording, struct error *err);
void check_use_of_clinic(struct key_use *use, const struct value *clinic);
void check_unused(struct check_list *list, const struct key_use *use,
                  const struct wording *wording);

#endif
