/* posting_format.h - posting lists byte by byte, and what encodes and decodes them.
 *
 * Layer: index, private. Version 2. Numbers are little endian, varints those of packed.h ("signed":
 * folded). Damaged bytes never lead outside: decoders check every size, and that passages ascend.
 *
 * TABLE posting(id, data): a row is what its id says, SEGMENT << 40 | KIND << 36 | NUMBER:
 *   STATE           segment 0: the state (posting_state.c)
 *   LENGTHS         segment 0: chunk NUMBER of the lengths: 4096 times u16 body, u8 title,
 *                   u8 heading
 *   TERM_DIRECTORY  for each term page u8 size and bytes of its first term
 *   TERM_PAGE       page NUMBER
 *   CHUNK           chunk NUMBER
 *   WORD_DIRECTORY, WORD_PAGE  the same for words as they are written
 *
 * PAGE: entries in order of their bytes, about 4,000 bytes:
 *   u8 shared bytes with the entry before, u8 further bytes, these bytes, varint size, payload
 *
 * Payload of a word: signed varint of its uses (negative: taken out of other segments).
 *
 * Payload of a term:
 *   varint  postings << 1 | 1 if an adjustment follows (signed varint, added to document frequency)
 *   and where there are postings: u8 bound of all; varint last passage - first one of the segment;
 *   up to 128 of them: a block. More: varint number of chunks, and
 *     0: a chunk in this place
 *     n: varint number of the first chunk row, for each one varint last - last of the one before
 *        (the first: - first passage of the segment)
 *
 * CHUNK of at most 64 blocks: u32 blocks, u32 base, for each block u32 last, u16 size, u8 bound
 * (all lasts, all sizes, all bounds), then the blocks.
 *
 * BLOCK of at most 128 postings; base: the passage before which none of its own stands:
 *   u8 postings - 1, bit 7: packed. Then
 *   plain: for each posting varint (passage - previous - 1) << 1 | 1 if counts follow, which are
 *     varint body, u8 title, u8 heading (no counts: once in the body)
 *   packed: u8 width of gaps | 64 if names follow, u8 exceptions, u8 width of body, u8 exceptions,
 *     with names u8 width of title, u8 exceptions, u8 width of heading, u8 exceptions;
 *     then each stream: values in four lanes of 32-bit words (value i in lane i % 4), as many rows
 *     as it takes; its exceptions: u8 place, varint high bits. Body 0 and 1 change places.
 *
 * BOUND in a byte: 4 bits exponent, 4 bits mantissa: (16 + m) * 2^(e - 10); rounded up, the largest
 * byte means infinity.
 */
#ifndef FOOTNOTE_INDEX_POSTINGS_POSTING_FORMAT_H
#define FOOTNOTE_INDEX_POSTINGS_POSTING_FORMAT_H

#include "base/strbuf.h"
#include "index/packed.h"
#include "index/postings/postings.h"

/* Lanes and lengths are written as they stand in memory. On a machine of the other order they would
 * have to be turned round. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "posting lists are little endian");

enum {
    POSTING_VERSION = 2,
    POSTING_CHUNK_BLOCKS = 64,
    POSTING_INLINE_MOST_BYTES = 1024, /* longer lists have chunk rows */
    POSTING_PAGE_BYTES = 4000,        /* with SQLite's header one leaf page of 4 KiB */
    POSTING_TERM_MOST_BYTES = 255,
};

enum posting_row {
    ROW_STATE,
    ROW_LENGTHS,
    ROW_TERM_DIRECTORY,
    ROW_TERM_PAGE,
    ROW_CHUNK,
    ROW_WORD_DIRECTORY,
    ROW_WORD_PAGE
};

enum { POSTING_SEGMENT_SHIFT = 40, POSTING_KIND_SHIFT = 36 };
static inline int64_t posting_row_id(uint32_t segment, enum posting_row kind, uint64_t number) {
    return (int64_t)((uint64_t)segment << POSTING_SEGMENT_SHIFT |
                     (uint64_t)kind << POSTING_KIND_SHIFT | number);
}

/* ---- numbers ---- */

static inline uint32_t load_u32(const uint8_t *at) {
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}
static inline uint32_t load_u16(const uint8_t *at) {
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

void add_byte(struct strbuf *out, uint32_t value);
void add_u32(struct strbuf *out, uint32_t value);
void add_u16(struct strbuf *out, uint32_t value);

uint8_t bound_encode(double bound); /* never below */
float bound_decode(uint8_t byte);

/* ---- blocks ---- */

/* count of 1 to 128; passages not before base. */
void block_encode(struct strbuf *out, const struct posting_block *block, uint32_t base);

/* The passages; *rest is where the counts of a packed block are (a plain one has them filled, and
 * *rest is NULL). False: damaged. */
bool block_decode_passages(const uint8_t *data, size_t size, uint32_t base,
                           struct posting_block *block, struct packed_reader *rest);
bool block_decode_counts(struct packed_reader rest, struct posting_block *block);

/* ---- chunks ---- */

struct chunk {
    uint32_t base, block_count;
    const uint8_t *lasts, *sizes, *bounds, *blocks;
    uint32_t offsets[POSTING_CHUNK_BLOCKS + 1]; /* of each block, from `blocks` */
};
/* Bytes are borrowed. False: damaged. */
bool chunk_read(struct slice bytes, struct chunk *chunk);
static inline uint32_t chunk_block_last(const struct chunk *chunk, uint32_t block) {
    return load_u32(chunk->lasts + (size_t)4 * block);
}
static inline uint32_t chunk_block_base(const struct chunk *chunk, uint32_t block) {
    return block == 0 ? chunk->base : chunk_block_last(chunk, block - 1) + 1;
}

#endif
