/* wording_choice.h - a sentence that differs with a value: whole sentences, one a choice.
 *
 * Layer: corpus. In a wording file
 *
 *     today.put_in.heel_cup:
 *       by: side
 *       text:
 *         left: Put the cup in your left running shoe.
 *         right: Put the cup in your right running shoe.
 *         both: Put a cup in each running shoe.
 *
 * or, by a number, with the plural forms of the language (corpus/wording/plural.h) and exact values
 * before them: {"=0": ..., one: ..., other: ...}. All choices are kept in one text, so that they go
 * wherever a text goes (the entry, the pipe to the script, the cache); nobody but these functions
 * knows its form. A text without choices is one choice with the value "".
 *
 *     struct wording_choices choices = wording_choices_of(entry->text);
 *     for (struct wording_choice choice; wording_next_choice(&choices, &choice);)
 *         count_words(choice.text);
 *
 *     text = wording_choose(arena, entry->text, "pl", slice_of("22"));
 */
#ifndef FOOTNOTE_CORPUS_WORDING_WORDING_CHOICE_H
#define FOOTNOTE_CORPUS_WORDING_WORDING_CHOICE_H

#include "base/arena.h"
#include "base/strbuf.h"

struct wording_choice {
    struct slice value; /* "left", "few", "=0"; "" in a text without choices */
    struct slice text;
};

/* A walk over the choices, in the order of the file. All slices are borrowed from the text. */
struct wording_choices {
    struct slice by;    /* the slot that decides; "" in a text without choices */
    struct slice where; /* "corpus/wording/en.yaml:12", for messages */
    struct slice rest;  /* private */
};

struct wording_choices wording_choices_of(const char *text);
bool wording_next_choice(struct wording_choices *choices, struct wording_choice *choice);

/* Begins such a text, and adds one choice. */
void wording_choices_begin(struct strbuf *text, const char *by, const char *file, int line);
void wording_choices_add(struct strbuf *text, const char *value, const char *sentence);

/* The sentence for a value as it is printed: the choice "=VALUE", else VALUE itself, else the
 * plural form of the language, else "other". NULL when there is none. */
const char *wording_choose(struct arena *arena, const char *text, const char *language,
                           struct slice value);

/* "left, right or both": what could have been asked for. */
const char *wording_choice_values(struct arena *arena, const char *text);

#endif
