/* handout_code.h - ten letters that stand for everything a handout was made from.
 *
 * Layer: make. The first 50 bits of an HMAC-SHA256 (libsodium) over all inputs, with the clinic's
 * key, in Crockford's base 32 (digits and capitals without I, L, O and U, which are misread on
 * paper). The same inputs give the same code on every machine; without the key nobody can test a
 * guess at the inputs against it.
 *
 *     struct handout_code code;
 *     handout_code_begin(&code, slice_of(key));
 *     handout_code_add(&code, "script", script);
 *     handout_code_end(&code, text);
 */
#ifndef FOOTNOTE_MAKE_HANDOUT_CODE_H
#define FOOTNOTE_MAKE_HANDOUT_CODE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "base/value.h"

#include <sodium/crypto_auth_hmacsha256.h>

enum { HANDOUT_CODE_LETTERS = 10, HANDOUT_KEY_MIN_BYTES = 16 };

/* An input with its name. A long one is kept as its digest: many handouts share them. */
struct handout_input {
    const char *name;
    size_t length_bytes;
    struct slice text; /* as it goes into the code; in the arena */
};
struct handout_input handout_input(struct arena *arena, const char *name, struct slice text);

struct handout_code {
    crypto_auth_hmacsha256_state state;
};

void handout_code_begin(struct handout_code *code, struct slice key);

/* The label and both lengths go in, so that no two lists of inputs look alike. */
void handout_code_add(struct handout_code *code, const char *label, struct slice input);

/* Label and name, then label and text: the same as two calls of handout_code_add. */
void handout_code_add_input(struct handout_code *code, const char *name_label,
                            const char *text_label, const struct handout_input *input);

void handout_code_end(struct handout_code *code, char text[HANDOUT_CODE_LETTERS + 1]);

/* A code as somebody typed it from paper: small letters, O for 0, I and L for 1, spaces and hyphens
 * are taken as meant. False: it can't be one. */
bool handout_code_read(const char *typed, char text[HANDOUT_CODE_LETTERS + 1]);

/* The clinic's code_key; a fixed one when there is no profile, or when it is an example and has
 * none. False: ERROR_USAGE, the profile lacks a key of 16 bytes. */
bool handout_code_key(const struct value *clinic, struct slice *key, struct error *err);

#endif
