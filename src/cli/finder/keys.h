/* keys.h - the bytes that a terminal sends, as keys.
 *
 * Layer: cli. Knows the sequences of xterm and its kin, tmux, and the Linux console; one that it
 * doesn't know is one KEY_OTHER, never text. Bytes may come in any pieces.
 *
 *     struct keys keys = {0};
 *     keys_add(&keys, bytes, length);
 *     while (keys_next(&keys, is_last, &key)) ...
 */
#ifndef FOOTNOTE_CLI_FINDER_KEYS_H
#define FOOTNOTE_CLI_FINDER_KEYS_H

#include "base/slice.h"
#include "base/strbuf.h"

enum key_code {
    KEY_OTHER,
    KEY_TEXT,  /* a character: code_point */
    KEY_PASTE, /* a text: pasted, in one line */
    KEY_ENTER,
    KEY_TAB,
    KEY_ESCAPE,
    KEY_BACKSPACE,
    KEY_DELETE,
    KEY_UP,
    KEY_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_F1,
    KEY_CONTROL, /* with a letter: code_point 'a' to 'z' */
    KEY_ALT,     /* with a character: code_point */
};

struct key {
    enum key_code code;
    unsigned code_point;
    struct slice pasted; /* valid until the next call */
};

enum { KEYS_MOST_PASTED_BYTES = 64 * 1024 }; /* what is longer is cut */

/* {0} is ready to use. */
struct keys {
    struct strbuf bytes; /* not yet understood, from `at` on */
    size_t at;
    bool is_pasting;
    struct strbuf pasted;
};

void keys_add(struct keys *keys, const char *bytes, size_t length);

/* The next key. False when more bytes are needed; is_last says that none will come soon, so that an
 * Escape is the key and not the beginning of a sequence. */
bool keys_next(struct keys *keys, bool is_last, struct key *key);

/* Something was begun: the rest is to be waited for, but not for long. */
bool keys_are_waiting(const struct keys *keys);

void keys_release(struct keys *keys);

#endif
