/* posting_block.c - blocks and chunks of posting lists to bytes and back: see posting_format.h.
 *
 * Layer: index. Order: numbers, bounds, packing a stream, blocks, chunks.
 */
#include "index/postings/posting_format.h"

#include <math.h>

/* ---- numbers ---- */

void add_byte(struct strbuf *out, uint32_t value) {
    strbuf_add_char(out, (char)value);
}

void add_u16(struct strbuf *out, uint32_t value) {
    const char bytes[] = {(char)value, (char)(value >> 8)};
    strbuf_add_bytes(out, bytes, sizeof bytes);
}

void add_u32(struct strbuf *out, uint32_t value) {
    add_u16(out, value);
    add_u16(out, value >> 16);
}

/* ---- bounds ---- */

enum { BOUND_INFINITE = 255, BOUND_SHIFT = 10 };

float bound_decode(uint8_t byte) {
    if (byte == BOUND_INFINITE)
        return INFINITY;
    return ldexpf((float)(16 + (byte & 15)), (byte >> 4) - BOUND_SHIFT);
}

uint8_t bound_encode(double bound) {
    int low = 0, high = BOUND_INFINITE;
    while (low < high) {
        int middle = (low + high) / 2;
        if ((double)bound_decode((uint8_t)middle) >= bound)
            high = middle;
        else
            low = middle + 1;
    }
    return (uint8_t)low;
}

/* ---- one stream of values ---- */

enum { LANES = 4, LANE_BITS = 32, MOST_EXCEPTIONS = 127 };
typedef uint32_t lanes __attribute__((vector_size(16), aligned(1), may_alias));
typedef uint32_t lanes_in_register __attribute__((vector_size(16)));
typedef int32_t marks_in_register __attribute__((vector_size(16)));

static unsigned bit_length(uint32_t value) {
    return value ? LANE_BITS - (unsigned)__builtin_clz(value) : 0;
}

static size_t stream_bytes(uint32_t count, unsigned width) {
    size_t rows = (count + LANES - 1) / LANES;
    return (rows * width + LANE_BITS - 1) / LANE_BITS * sizeof(lanes);
}

/* How many have more bits than that. */
static uint32_t count_above(const uint32_t *values, uint32_t count, unsigned width) {
    marks_in_register above = {0};
    for (uint32_t i = 0; i < count; i += LANES) {
        lanes_in_register row = *(const lanes *)(values + i);
        above -= row >> width != 0;
    }
    return (uint32_t)(above[0] + above[1] + above[2] + above[3]);
}

/* The width with which values and exceptions take the fewest bytes: an exception takes one for its
 * place, and one for each seven bits. */
static unsigned choose_width(const uint32_t *values, uint32_t count, unsigned *exceptions) {
    enum { BITS_IN_BYTE = 7 };
    uint32_t above[LANE_BITS + 1], any = 0;
    *exceptions = 0;
    for (uint32_t i = 0; i < count; i++)
        any |= values[i];
    unsigned most = bit_length(any), best = most;
    size_t best_bytes = stream_bytes(count, most);
    above[most] = 0;
    for (unsigned width = most; width-- > 0;) {
        above[width] = count_above(values, count, width);
        if (above[width] > MOST_EXCEPTIONS || (size_t)2 * above[width] >= best_bytes)
            break; /* narrower ones have no fewer */
        size_t bytes = stream_bytes(count, width) + above[width];
        for (unsigned beyond = width; beyond < most; beyond += BITS_IN_BYTE)
            bytes += above[beyond];
        if (bytes < best_bytes) {
            best_bytes = bytes;
            best = width;
            *exceptions = above[width];
        }
    }
    return best;
}

static uint32_t mask_of(unsigned width) {
    return width >= LANE_BITS ? ~(uint32_t)0 : ((uint32_t)1 << width) - 1;
}

/* Four values at a time; values beyond count, to the end of its row, are zero. */
static uint8_t *pack_rows(uint8_t *out, const uint32_t *values, uint32_t count, unsigned width) {
    uint32_t mask = mask_of(width), shift = 0;
    lanes_in_register word = {0}, masks = {mask, mask, mask, mask};
    for (uint32_t i = 0; i < count && width > 0; i += LANES) {
        lanes_in_register row = *(const lanes *)(values + i) & masks;
        word |= row << shift;
        shift += width;
        if (shift < LANE_BITS)
            continue;
        *(lanes *)out = word;
        out += sizeof(lanes);
        shift -= LANE_BITS;
        word = shift ? row >> (width - shift) : (lanes_in_register){0};
    }
    if (shift > 0) {
        *(lanes *)out = word;
        out += sizeof(lanes);
    }
    return out;
}

static uint8_t *pack(uint8_t *out, const uint32_t *values, uint32_t count, unsigned width,
                     unsigned exceptions) {
    out = pack_rows(out, values, count, width);
    for (uint32_t i = 0; exceptions > 0 && i < count; i++) {
        if (bit_length(values[i]) <= width)
            continue;
        *out++ = (uint8_t)i;
        out = packed_put_number(out, values[i] >> width);
        exceptions--;
    }
    return out;
}

/* Four values at a time, as they stand in memory: see posting_format.h. */
static void unpack_rows(const uint8_t *data, uint32_t rows, unsigned width, uint32_t *values) {
    uint32_t mask = mask_of(width);
    lanes_in_register masks = {mask, mask, mask, mask};
    for (uint32_t row = 0, bit = 0; row < rows; row++, bit += width) {
        const lanes *at = (const lanes *)(data + bit / LANE_BITS * sizeof(lanes));
        uint32_t shift = bit % LANE_BITS;
        lanes_in_register value = at[0] >> shift;
        if (shift + width > LANE_BITS)
            value |= at[1] << (LANE_BITS - shift);
        *(lanes *)(values + (size_t)row * LANES) = value & masks;
    }
}

static bool unpack(struct packed_reader *reader, uint32_t count, unsigned width,
                   unsigned exceptions, uint32_t *values) {
    uint32_t rows = (count + LANES - 1) / LANES;
    if (width > LANE_BITS)
        return false;
    const uint8_t *data = packed_bytes(reader, stream_bytes(count, width));
    if (!data)
        return false;
    if (width == 0)
        memset(values, 0, rows * sizeof(lanes));
    else
        unpack_rows(data, rows, width, values);
    for (unsigned i = 0; i < exceptions; i++) {
        uint32_t place = packed_byte(reader);
        uint64_t high = packed_number(reader);
        if (place >= count || width >= LANE_BITS || high > ~(uint32_t)0 >> width)
            return false;
        values[place] |= (uint32_t)high << width;
    }
    return !reader->is_damaged;
}

/* ---- blocks ---- */

enum { PACKED = 0x80, WITH_NAMES = 0x40, PLAIN_BELOW = 16 };

static uint32_t swap_zero_and_one(uint32_t body) {
    return body < 2 ? 1 - body : body;
}

static bool has_counts(const struct posting_block *block, uint32_t i) {
    return block->body[i] != 1 || block->title[i] != 0 || block->heading[i] != 0;
}

static void encode_plain(struct strbuf *out, const struct posting_block *block, uint32_t base) {
    add_byte(out, block->count - 1);
    for (uint32_t i = 0; i < block->count; i++) {
        bool counts = has_counts(block, i);
        packed_add_number(out, (uint64_t)(block->passages[i] - base) << 1 | counts);
        if (counts) {
            packed_add_number(out, block->body[i]);
            add_byte(out, block->title[i]);
            add_byte(out, block->heading[i]);
        }
        base = block->passages[i] + 1;
    }
}

enum { GAPS, BODY, TITLE, HEADING, STREAM_COUNT };
enum { MOST_STREAM_BYTES = POSTING_BLOCK * 4 + MOST_EXCEPTIONS * 6 };

static void encode_packed(struct strbuf *out, const struct posting_block *block, uint32_t base) {
    uint32_t values[STREAM_COUNT][POSTING_BLOCK];
    unsigned widths[STREAM_COUNT], exceptions[STREAM_COUNT];
    uint32_t names = 0;
    for (uint32_t i = 0; i < block->count; i++) {
        values[GAPS][i] = block->passages[i] - base;
        base = block->passages[i] + 1;
        values[BODY][i] = swap_zero_and_one(block->body[i]);
        values[TITLE][i] = block->title[i];
        values[HEADING][i] = block->heading[i];
        names |= (uint32_t)(block->title[i] | block->heading[i]);
    }
    uint8_t bytes[STREAM_COUNT * (MOST_STREAM_BYTES + 2) + 1], *at = bytes;
    int streams = names ? STREAM_COUNT : TITLE;
    *at++ = (uint8_t)((block->count - 1) | PACKED);
    for (int stream = 0; stream < streams; stream++) {
        memset(&values[stream][block->count], 0, (size_t)(-block->count % LANES) * sizeof **values);
        widths[stream] = choose_width(values[stream], block->count, &exceptions[stream]);
        *at++ = (uint8_t)(widths[stream] | (stream == GAPS && names ? WITH_NAMES : 0));
        *at++ = (uint8_t)exceptions[stream];
    }
    for (int stream = 0; stream < streams; stream++)
        at = pack(at, values[stream], block->count, widths[stream], exceptions[stream]);
    strbuf_add_bytes(out, (const char *)bytes, (size_t)(at - bytes));
}

void block_encode(struct strbuf *out, const struct posting_block *block, uint32_t base) {
    if (block->count < PLAIN_BELOW) {
        encode_plain(out, block, base);
        return;
    }
    size_t start = out->length;
    encode_packed(out, block, base);
    if (block->count == POSTING_BLOCK)
        return;
    struct strbuf plain = {0};
    encode_plain(&plain, block, base);
    if (plain.length < out->length - start) {
        strbuf_truncate(out, start);
        strbuf_add_slice(out, strbuf_slice(&plain));
    }
    strbuf_release(&plain);
}

static bool decode_plain(struct packed_reader *reader, uint32_t base, struct posting_block *block) {
    uint64_t next = base;
    for (uint32_t i = 0; i < block->count; i++) {
        uint64_t value = packed_number(reader);
        next += value >> 1;
        if (value >> 33 || next >= POSTING_NO_PASSAGE)
            return false;
        block->passages[i] = (uint32_t)next++;
        bool counts = value & 1;
        block->body[i] = counts ? (uint16_t)packed_number(reader) : 1;
        block->title[i] = counts ? (uint8_t)packed_byte(reader) : 0;
        block->heading[i] = counts ? (uint8_t)packed_byte(reader) : 0;
    }
    return !reader->is_damaged;
}

struct stream_heads {
    bool with_names;
    unsigned widths[STREAM_COUNT], exceptions[STREAM_COUNT];
};

static bool read_heads(struct packed_reader *reader, struct stream_heads *heads) {
    *heads = (struct stream_heads){0};
    for (int stream = 0; stream < (heads->with_names ? STREAM_COUNT : TITLE); stream++) {
        heads->widths[stream] = packed_byte(reader);
        if (stream == GAPS) {
            heads->with_names = heads->widths[GAPS] & WITH_NAMES;
            heads->widths[GAPS] &= ~(unsigned)WITH_NAMES;
        }
        heads->exceptions[stream] = packed_byte(reader);
    }
    return !reader->is_damaged;
}

bool block_decode_passages(const uint8_t *data, size_t size, uint32_t base,
                           struct posting_block *block, struct packed_reader *rest) {
    struct packed_reader reader = packed_reader_of(slice_make((const char *)data, size));
    uint32_t head = packed_byte(&reader);
    block->count = (head & ~(uint32_t)PACKED) + 1;
    rest->at = NULL;
    if (reader.is_damaged)
        return false;
    if (!(head & PACKED))
        return decode_plain(&reader, base, block);
    *rest = reader;
    struct stream_heads heads;
    uint32_t gaps[POSTING_BLOCK] = {0};
    if (!read_heads(&reader, &heads) ||
        !unpack(&reader, block->count, heads.widths[GAPS], heads.exceptions[GAPS], gaps))
        return false;
    uint64_t next = base;
    for (uint32_t i = 0; i < block->count; i++) {
        next += gaps[i];
        block->passages[i] = (uint32_t)next++;
    }
    return next <= POSTING_NO_PASSAGE;
}

static bool skip_stream(struct packed_reader *reader, uint32_t count, unsigned width,
                        unsigned exceptions) {
    uint32_t ignored[POSTING_BLOCK] = {0};
    if (width == 0 && exceptions == 0)
        return true;
    if (exceptions == 0)
        return width <= LANE_BITS && packed_bytes(reader, stream_bytes(count, width)) != NULL;
    return unpack(reader, count, width, exceptions, ignored);
}

bool block_decode_counts(struct packed_reader reader, struct posting_block *block) {
    struct stream_heads heads;
    uint32_t values[POSTING_BLOCK] = {0}, count = block->count;
    if (!read_heads(&reader, &heads) ||
        !skip_stream(&reader, count, heads.widths[GAPS], heads.exceptions[GAPS]) ||
        !unpack(&reader, count, heads.widths[BODY], heads.exceptions[BODY], values))
        return false;
    for (uint32_t i = 0; i < count; i++)
        block->body[i] = (uint16_t)swap_zero_and_one(values[i]);
    memset(block->title, 0, sizeof block->title);
    memset(block->heading, 0, sizeof block->heading);
    for (int stream = TITLE; heads.with_names && stream < STREAM_COUNT; stream++) {
        uint8_t *counts = stream == TITLE ? block->title : block->heading;
        if (!unpack(&reader, count, heads.widths[stream], heads.exceptions[stream], values))
            return false;
        for (uint32_t i = 0; i < count; i++)
            counts[i] = (uint8_t)values[i];
    }
    return true;
}

/* ---- chunks ---- */

bool chunk_read(struct slice bytes, struct chunk *chunk) {
    struct packed_reader reader = packed_reader_of(bytes);
    const uint8_t *head = bytes.data ? packed_bytes(&reader, 8) : NULL;
    if (!head)
        return false;
    chunk->block_count = load_u32(head);
    chunk->base = load_u32(head + 4);
    if (chunk->block_count == 0 || chunk->block_count > POSTING_CHUNK_BLOCKS)
        return false;
    chunk->lasts = packed_bytes(&reader, (size_t)4 * chunk->block_count);
    chunk->sizes = packed_bytes(&reader, (size_t)2 * chunk->block_count);
    chunk->bounds = packed_bytes(&reader, chunk->block_count);
    if (reader.is_damaged)
        return false;
    chunk->blocks = reader.at;
    chunk->offsets[0] = 0;
    uint64_t before = chunk->base;
    for (uint32_t i = 0; i < chunk->block_count; i++) {
        chunk->offsets[i + 1] = chunk->offsets[i] + load_u16(chunk->sizes + (size_t)2 * i);
        uint32_t last = chunk_block_last(chunk, i);
        if (last < before || last == POSTING_NO_PASSAGE)
            return false;
        before = (uint64_t)last + 1;
    }
    return chunk->offsets[chunk->block_count] == (size_t)(reader.end - reader.at);
}
