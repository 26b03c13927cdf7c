/* passage_pack.h - a passage's texts as one blob, compressed in a large index.
 *
 * Layer: index, private. The index keeps the text of a passage once, here. LZ4, because a search
 * unpacks ten passages and a build packs all of them: it does both at the speed of memory, and
 * passages are so short that without a dictionary nothing would become smaller. The dictionary is
 * a sample of the articles (index_sample.c), made when a large index is first built and kept in it
 * as the blob PASSAGE_DICTIONARY; a small index has none and its passages are plain.
 *
 * Each passage notes which dictionary it needs, so that a reader that holds another one sees it:
 * the dictionary's first byte is its mark (passage_dictionary_finish sets it).
 *
 *     struct passage_packer *packer = passage_packer_new(dictionary);
 *     passage_join(&parts, &plain);
 *     struct slice packed = passage_pack(packer, strbuf_slice(&plain), &room);
 *     passage_unpack(packed, dictionary, &arena, &parts);
 */
#ifndef FOOTNOTE_INDEX_PASSAGE_PACK_H
#define FOOTNOTE_INDEX_PASSAGE_PACK_H

#include "base/arena.h"
#include "base/strbuf.h"

#define PASSAGE_DICTIONARY "passage dictionary"
enum { PASSAGE_DICTIONARY_BYTES = 65536 }; /* as far back as LZ4 can point */

/* No text holds a NUL. */
struct passage_parts {
    int line;
    struct slice section, heading, path, body;
};

/* Sets the first byte, which must be there, from the rest. */
void passage_dictionary_finish(struct strbuf *dictionary);

struct passage_packer;
struct passage_packer *passage_packer_new(struct slice dictionary); /* borrowed; empty: plain */
void passage_packer_free(struct passage_packer *packer);            /* NULL is fine */

/* Appends the plain blob to out. */
void passage_join(const struct passage_parts *parts, struct strbuf *out);

/* The blob to be kept: the plain one itself, or what stands in room from here on. */
struct slice passage_pack(struct passage_packer *packer, struct slice plain, struct strbuf *room);

enum passage_fault {
    PASSAGE_SOUND,
    PASSAGE_DAMAGED,
    PASSAGE_OTHER_DICTIONARY, /* than the one given: read it again */
};

/* The slices lie in the arena, each with a NUL behind. */
enum passage_fault passage_unpack(struct slice packed, struct slice dictionary, struct arena *arena,
                                  struct passage_parts *parts);

#endif
