/* passage_pack.c - see passage_pack.h. Order: the plain form, packing, unpacking.
 *
 * Layer: index.
 */
#include "index/passage_pack.h"

#include "base/memory.h"
#include "index/packed.h"

#define LZ4_STATIC_LINKING_ONLY /* LZ4_attach_dictionary */
#include <lz4.h>
#include <stdlib.h>

enum {
    PLAIN = 0,                        /* first byte; otherwise the mark of the dictionary */
    LONGEST_JOINED = 64 * 1024 * 1024 /* more can only be damage: articles have 4 MB */
};

struct passage_packer {
    LZ4_stream_t *prepared, *stream; /* NULL: plain */
    unsigned char mark;
};

/* 1 ... 255, never PLAIN. */
void passage_dictionary_finish(struct strbuf *dictionary) {
    uint32_t hash = 2166136261u;
    for (size_t i = 1; i < dictionary->length; i++)
        hash = (hash ^ (unsigned char)dictionary->data[i]) * 16777619u;
    dictionary->data[0] = (char)(1 + hash % 255);
}

/* ---- the plain form ---- */

void passage_join(const struct passage_parts *parts, struct strbuf *out) {
    strbuf_add_char(out, PLAIN);
    packed_add_number(out, (uint64_t)(parts->line > 0 ? parts->line : 0));
    packed_add_text(out, parts->section);
    packed_add_text(out, parts->heading);
    bool is_heading = slice_equals(parts->path, parts->heading); /* the usual case */
    packed_add_text(out, is_heading ? slice_make("", 0) : parts->path);
    packed_add_text(out, parts->body);
}

static enum passage_fault split(struct slice joined, struct passage_parts *parts) {
    struct packed_reader reader = packed_reader_of(joined);
    uint64_t line = packed_number(&reader);
    parts->line = line <= INT32_MAX ? (int)line : 0;
    parts->section = packed_text(&reader);
    parts->heading = packed_text(&reader);
    parts->path = packed_text(&reader);
    if (parts->path.length == 0)
        parts->path = parts->heading;
    parts->body = packed_text(&reader);
    return reader.is_damaged || reader.at != reader.end ? PASSAGE_DAMAGED : PASSAGE_SOUND;
}

/* ---- packing ---- */

struct passage_packer *passage_packer_new(struct slice dictionary) {
    struct passage_packer *packer = memory_allocate_zeroed(1, sizeof *packer);
    if (dictionary.length == 0)
        return packer;
    packer->mark = (unsigned char)dictionary.data[0];
    packer->prepared = memory_allocate_zeroed(2, sizeof *packer->prepared);
    packer->stream = packer->prepared + 1;
    LZ4_initStream(packer->prepared, sizeof *packer->prepared);
    LZ4_initStream(packer->stream, sizeof *packer->stream);
    LZ4_loadDict(packer->prepared, dictionary.data + 1, (int)dictionary.length - 1);
    return packer;
}

void passage_packer_free(struct passage_packer *packer) {
    if (!packer)
        return;
    free(packer->prepared);
    free(packer);
}

struct slice passage_pack(struct passage_packer *packer, struct slice plain, struct strbuf *room) {
    if (!packer->prepared)
        return plain;
    const char *joined = plain.data + 1;
    int length = (int)plain.length - 1;
    int most = LZ4_compressBound(length);
    strbuf_truncate(room, 0);
    strbuf_add_char(room, (char)packer->mark);
    packed_add_number(room, (uint64_t)length);
    strbuf_reserve(room, (size_t)most);
    LZ4_resetStream_fast(packer->stream);
    LZ4_attach_dictionary(packer->stream, packer->prepared);
    int packed = LZ4_compress_fast_continue(packer->stream, joined, room->data + room->length,
                                            length, most, 1);
    room->length += (size_t)packed;
    room->data[room->length] = '\0';
    return strbuf_slice(room);
}

/* ---- unpacking ---- */

enum passage_fault passage_unpack(struct slice packed, struct slice dictionary, struct arena *arena,
                                  struct passage_parts *parts) {
    *parts = (struct passage_parts){0};
    if (packed.length == 0)
        return PASSAGE_DAMAGED;
    unsigned char mark = (unsigned char)packed.data[0];
    struct slice rest = slice_make(packed.data + 1, packed.length - 1);
    if (mark == PLAIN)
        return split(arena_slice(arena, rest), parts);
    if (dictionary.length == 0 || mark != (unsigned char)dictionary.data[0])
        return PASSAGE_OTHER_DICTIONARY;
    struct packed_reader reader = packed_reader_of(rest);
    uint64_t length = packed_number(&reader);
    if (reader.is_damaged || length > LONGEST_JOINED)
        return PASSAGE_DAMAGED;
    char *joined = arena_allocate(arena, (size_t)length + 1);
    int got = LZ4_decompress_safe_usingDict((const char *)reader.at, joined,
                                            (int)(reader.end - reader.at), (int)length,
                                            dictionary.data + 1, (int)dictionary.length - 1);
    if (got < 0 || (uint64_t)got != length)
        return PASSAGE_DAMAGED;
    return split(slice_make(joined, (size_t)length), parts);
}
