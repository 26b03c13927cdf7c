/* zip_fixture.h - ZIP files made in memory, for the readers of DOCX, ODT and EPUB.
 *
 *     struct zip_fixture zip = {0};
 *     zip_fixture_add(&zip, "word/document.xml", xml);
 *     struct slice bytes = zip_fixture_end(&zip);
 *     zip_fixture_release(&zip);
 */
#ifndef FOOTNOTE_TESTS_ZIP_FIXTURE_H
#define FOOTNOTE_TESTS_ZIP_FIXTURE_H

#include "base/memory.h"
#include "base/strbuf.h"

#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

struct zip_fixture {
    struct strbuf file, list;
    unsigned count;
};

static inline void zip_put(struct strbuf *out, unsigned long number, int bytes) {
    for (int i = 0; i < bytes; i++)
        strbuf_add_char(out, (char)(number >> (8 * i) & 0xFF));
}

/* flags: 1 encrypted. claimed_bytes: what the list says of the unpacked length. */
static inline void zip_fixture_add_as(struct zip_fixture *zip, const char *name, struct slice data,
                                      unsigned flags, size_t claimed_bytes) {
    z_stream stream = {0};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    size_t room = deflateBound(&stream, data.length);
    char *packed = memory_allocate(room);
    stream.next_in = (unsigned char *)(uintptr_t)data.data;
    stream.avail_in = (unsigned)data.length;
    stream.next_out = (unsigned char *)packed;
    stream.avail_out = (unsigned)room;
    deflate(&stream, Z_FINISH);
    size_t packed_bytes = stream.total_out, offset = zip->file.length;
    deflateEnd(&stream);
    struct strbuf common = {0}; /* what stands both at the member and in the list */
    zip_put(&common, 20, 2);
    zip_put(&common, flags, 2);
    zip_put(&common, 8, 2);
    zip_put(&common, 0x5A215C21, 4);
    zip_put(&common, crc32(0, (const unsigned char *)data.data, (unsigned)data.length), 4);
    zip_put(&common, packed_bytes, 4);
    zip_put(&common, claimed_bytes, 4);
    zip_put(&common, strlen(name), 2);
    zip_put(&common, 0, 2);
    strbuf_add_bytes(&zip->file, "PK\3\4", 4);
    strbuf_add_slice(&zip->file, strbuf_slice(&common));
    strbuf_add(&zip->file, name);
    strbuf_add_bytes(&zip->file, packed, packed_bytes);
    strbuf_add_bytes(&zip->list, "PK\1\2\24\0", 6);
    strbuf_add_slice(&zip->list, strbuf_slice(&common));
    zip_put(&zip->list, 0, 2 + 2 + 2);
    zip_put(&zip->list, 0, 4);
    zip_put(&zip->list, offset, 4);
    strbuf_add(&zip->list, name);
    zip->count++;
    strbuf_release(&common);
    free(packed);
}

static inline void zip_fixture_add(struct zip_fixture *zip, const char *name, const char *text) {
    zip_fixture_add_as(zip, name, slice_of(text), 0, strlen(text));
}

static inline struct slice zip_fixture_end(struct zip_fixture *zip) {
    size_t offset = zip->file.length;
    strbuf_add_slice(&zip->file, strbuf_slice(&zip->list));
    strbuf_add_bytes(&zip->file, "PK\5\6\0\0\0\0", 8);
    zip_put(&zip->file, zip->count, 2);
    zip_put(&zip->file, zip->count, 2);
    zip_put(&zip->file, zip->list.length, 4);
    zip_put(&zip->file, offset, 4);
    zip_put(&zip->file, 0, 2);
    return strbuf_slice(&zip->file);
}

static inline void zip_fixture_release(struct zip_fixture *zip) {
    strbuf_release(&zip->file);
    strbuf_release(&zip->list);
}

#endif
