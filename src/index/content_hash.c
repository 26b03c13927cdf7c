/* content_hash.c - see content_hash.h.
 *
 * Layer: index, building half.
 */
#include "index/content_hash.h"

#include "base/file.h"

#include <sodium.h>
#include <stdint.h>

static void add_part(crypto_generichash_state *state, struct slice part) {
    uint64_t length = part.length;
    unsigned char length_bytes[8];
    for (int i = 0; i < 8; i++)
        length_bytes[i] = (unsigned char)(length >> (8 * i));
    crypto_generichash_update(state, length_bytes, sizeof length_bytes);
    crypto_generichash_update(state, (const unsigned char *)part.data, part.length);
}

static void add_text(crypto_generichash_state *state, const char *text) {
    add_part(state, slice_of(text));
}

bool content_hash_prepare(void) {
    return sodium_init() >= 0;
}

struct content_hash content_hash_of_bytes(struct slice bytes) {
    struct content_hash hash;
    crypto_generichash(hash.bytes, sizeof hash.bytes, (const unsigned char *)bytes.data,
                       bytes.length, NULL, 0);
    return hash;
}

struct content_hash content_hash_from(struct slice kept) {
    struct content_hash hash = {{0}};
    if (kept.length == sizeof hash.bytes)
        memcpy(hash.bytes, kept.data, sizeof hash.bytes);
    return hash;
}

/* file_taker */
static bool add_piece(void *context, struct slice piece, bool is_last, size_t *taken,
                      struct error *err) {
    (void)is_last;
    (void)err;
    crypto_generichash_update(context, (const unsigned char *)piece.data, piece.length);
    *taken = piece.length;
    return true;
}

bool content_hash_of_file(const char *path, struct content_hash *hash, struct error *err) {
    enum { PIECE_BYTES = 256 * 1024 };
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof hash->bytes);
    if (!file_read_pieces(path, PIECE_BYTES, add_piece, &state, err))
        return false;
    crypto_generichash_final(&state, hash->bytes, sizeof hash->bytes);
    return true;
}

struct content_hash content_hash_of_section(const struct article *article,
                                            const struct section *section) {
    crypto_generichash_state state;
    struct content_hash hash;
    crypto_generichash_init(&state, NULL, 0, sizeof hash.bytes);
    add_text(&state, article->id);
    add_text(&state, section->id);
    add_text(&state, section->heading);
    add_part(&state, section->text);
    crypto_generichash_final(&state, hash.bytes, sizeof hash.bytes);
    return hash;
}

struct content_hash content_hash_of_article(const struct article *article,
                                            const struct content_hash *sections) {
    const char *const metadata[] = {
        article->id,      article->title,    article->language,   article->audience,
        article->topics,  article->source,   article->author,     article->licence,
        article->version, article->reviewed, article->review_due,
    };
    crypto_generichash_state state;
    struct content_hash hash;
    crypto_generichash_init(&state, NULL, 0, sizeof hash.bytes);
    for (size_t i = 0; i < sizeof metadata / sizeof *metadata; i++)
        add_text(&state, metadata[i]);
    if (*article->opening)
        add_text(&state, article->opening);
    for (size_t i = 0; i < article->section_count; i++) {
        add_text(&state, article->sections[i].path);
        crypto_generichash_update(&state, sections[i].bytes, sizeof sections[i].bytes);
    }
    crypto_generichash_final(&state, hash.bytes, sizeof hash.bytes);
    return hash;
}

void content_hash_add(struct content_hash *state, const struct content_hash *hash) {
    unsigned carry = 0;
    for (int i = 0; i < CONTENT_HASH_BYTES; i++) {
        carry += (unsigned)state->bytes[i] + hash->bytes[i];
        state->bytes[i] = (unsigned char)carry;
        carry >>= 8;
    }
}

void content_hash_subtract(struct content_hash *state, const struct content_hash *hash) {
    int borrow = 0;
    for (int i = 0; i < CONTENT_HASH_BYTES; i++) {
        int difference = state->bytes[i] - hash->bytes[i] - borrow;
        borrow = difference < 0;
        state->bytes[i] = (unsigned char)(difference + (borrow ? 256 : 0));
    }
}
