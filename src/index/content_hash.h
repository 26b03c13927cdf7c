/* content_hash.h - fingerprints of files, passages and articles, and of the whole index.
 *
 * Layer: index, building half (libsodium's BLAKE2b, 128 bits). Parts are hashed with their lengths,
 * so that moving a byte from one to the next changes the result.
 *
 * The state of an index is the sum of its articles' hashes modulo 2^128: adding or removing an
 * article changes it without reading the others, and the same articles give the same state in
 * whatever order they came.
 */
#ifndef FOOTNOTE_INDEX_CONTENT_HASH_H
#define FOOTNOTE_INDEX_CONTENT_HASH_H

#include "base/error.h"
#include "corpus/article.h"

enum { CONTENT_HASH_BYTES = 16 };

struct content_hash {
    unsigned char bytes[CONTENT_HASH_BYTES];
};

/* To be called before the first hash: chooses the code that suits the processor. False when the
 * library can't be used. */
bool content_hash_prepare(void);

struct content_hash content_hash_of_bytes(struct slice bytes);

static inline struct slice content_hash_bytes(const struct content_hash *hash) {
    return slice_make((const char *)hash->bytes, sizeof hash->bytes);
}

/* One that was kept; all zero where the bytes are none. */
struct content_hash content_hash_from(struct slice kept);

/* The same of a file's bytes, read in pieces. */
bool content_hash_of_file(const char *path, struct content_hash *hash, struct error *err);

/* Over the article's id, the section's id, heading and text. */
struct content_hash content_hash_of_section(const struct article *article,
                                            const struct section *section);

/* Over the metadata and the sections' hashes, in order. */
struct content_hash content_hash_of_article(const struct article *article,
                                            const struct content_hash *sections);

/* state += hash, state -= hash, modulo 2^128. */
void content_hash_add(struct content_hash *state, const struct content_hash *hash);
void content_hash_subtract(struct content_hash *state, const struct content_hash *hash);

#endif
