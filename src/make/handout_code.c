/* handout_code.c - the keyed hash over a handout's inputs.
 *
 * Layer: make.
 */
#include "make/handout_code.h"

#include <sodium/crypto_generichash.h>
#include <stdint.h>

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Public on purpose: worked examples must give the same code everywhere. */
static const char example_key[] = "footnote example key, for no patient";

void handout_code_begin(struct handout_code *code, struct slice key) {
    crypto_auth_hmacsha256_init(&code->state, (const unsigned char *)key.data, key.length);
}

/* Long inputs are hashed first, with the faster hash: the key meets their digest. */
enum { LONGEST_PLAIN_BYTES = 256 };

static void add_counted(struct handout_code *code, size_t length_bytes, struct slice text) {
    unsigned char length[8];
    for (size_t i = 0; i < sizeof length; i++)
        length[i] = (unsigned char)((uint64_t)length_bytes >> (8 * i));
    crypto_auth_hmacsha256_update(&code->state, length, sizeof length);
    if (text.length > 0)
        crypto_auth_hmacsha256_update(&code->state, (const unsigned char *)text.data, text.length);
}

static struct slice digest_of(struct slice text, unsigned char digest[crypto_generichash_BYTES]) {
    if (text.length <= LONGEST_PLAIN_BYTES)
        return text;
    crypto_generichash(digest, crypto_generichash_BYTES, (const unsigned char *)text.data,
                       text.length, NULL, 0);
    return slice_make((const char *)digest, crypto_generichash_BYTES);
}

void handout_code_add(struct handout_code *code, const char *label, struct slice input) {
    unsigned char digest[crypto_generichash_BYTES];
    add_counted(code, strlen(label), slice_of(label));
    add_counted(code, input.length, digest_of(input, digest));
}

struct handout_input handout_input(struct arena *arena, const char *name, struct slice text) {
    unsigned char digest[crypto_generichash_BYTES];
    return (struct handout_input){.name = arena_text(arena, name),
                                  .length_bytes = text.length,
                                  .text = arena_slice(arena, digest_of(text, digest))};
}

void handout_code_add_input(struct handout_code *code, const char *name_label,
                            const char *text_label, const struct handout_input *input) {
    handout_code_add(code, name_label, slice_of(input->name));
    add_counted(code, strlen(text_label), slice_of(text_label));
    add_counted(code, input->length_bytes, input->text);
}

void handout_code_end(struct handout_code *code, char text[HANDOUT_CODE_LETTERS + 1]) {
    unsigned char hash[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_final(&code->state, hash);
    uint64_t bits = 0;
    for (size_t i = 0; i < 8; i++)
        bits = bits << 8 | hash[i];
    for (int i = 0; i < HANDOUT_CODE_LETTERS; i++)
        text[i] = letters[bits >> (59 - 5 * i) & 31];
    text[HANDOUT_CODE_LETTERS] = '\0';
}

bool handout_code_read(const char *typed, char text[HANDOUT_CODE_LETTERS + 1]) {
    size_t length = 0;
    for (const char *at = typed; *at; at++) {
        char c = *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
        if (c == ' ' || c == '-')
            continue;
        if (c == 'O')
            c = '0';
        if (c == 'I' || c == 'L')
            c = '1';
        if (length == HANDOUT_CODE_LETTERS || !strchr(letters, c))
            return false;
        text[length++] = c;
    }
    text[length] = '\0';
    return length == HANDOUT_CODE_LETTERS;
}

bool handout_code_key(const struct value *clinic, struct slice *key, struct error *err) {
    const char *written = value_text(value_find(clinic, "code_key"), "");
    *key = slice_trim(slice_of(written));
    if (key->length >= HANDOUT_KEY_MIN_BYTES)
        return true;
    if (key->length > 0)
        return error_set(err, ERROR_USAGE,
                         "clinic.yaml: code_key: too short, expected a secret of at least %d "
                         "letters",
                         HANDOUT_KEY_MIN_BYTES);
    if (clinic && !value_boolean(value_find(clinic, "example"), false))
        return error_set(err, ERROR_USAGE,
                         "clinic.yaml: code_key: missing, expected a secret of at least %d letters "
                         "(it keys the handout codes)",
                         HANDOUT_KEY_MIN_BYTES);
    *key = slice_of(example_key);
    return true;
}
