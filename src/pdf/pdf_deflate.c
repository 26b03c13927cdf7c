/* pdf_deflate.c - see pdf_deflate.h.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_deflate.h"

#include "base/memory.h"

#include <libdeflate.h>
#include <stdint.h>

/* libdeflate's: 6 is where more time stops paying; 12 is its best. */
static const int levels[PDF_EFFORT_COUNT] = {
    [PDF_EFFORT_FAST] = 1, [PDF_EFFORT_USUAL] = 6, [PDF_EFFORT_COMPACT] = 12};

static struct libdeflate_compressor *compressor_for(enum pdf_effort effort) {
    static struct libdeflate_compressor *compressors[PDF_EFFORT_COUNT];
    struct libdeflate_compressor **compressor = &compressors[effort];
    if (!*compressor)
        *compressor = libdeflate_alloc_compressor(levels[effort]);
    if (!*compressor)
        memory_resize(NULL, SIZE_MAX, 2); /* reports that memory has run out */
    return *compressor;
}

void pdf_deflate(enum pdf_effort effort, struct slice bytes, struct strbuf *out) {
    struct libdeflate_compressor *compressor = compressor_for(effort);
    size_t bound = libdeflate_zlib_compress_bound(compressor, bytes.length);
    strbuf_reserve(out, bound);
    /* Fails only without room, and the bound gives room. */
    out->length += libdeflate_zlib_compress(compressor, bytes.data, bytes.length,
                                            out->data + out->length, bound);
    out->data[out->length] = '\0';
}

bool pdf_inflate(struct slice bytes, size_t limit_bytes, struct strbuf *out) {
    static struct libdeflate_decompressor *decompressor;
    if (!decompressor)
        decompressor = libdeflate_alloc_decompressor();
    if (!decompressor)
        memory_resize(NULL, SIZE_MAX, 2); /* reports that memory has run out */
    /* The format does not say how long it will be: room is doubled until it fits. */
    for (size_t room = 4 * bytes.length + 1024;; room *= 2) {
        room = room < limit_bytes ? room : limit_bytes;
        size_t length = 0;
        strbuf_reserve(out, room);
        enum libdeflate_result result = libdeflate_zlib_decompress(
            decompressor, bytes.data, bytes.length, out->data + out->length, room, &length);
        if (result == LIBDEFLATE_SUCCESS) {
            out->length += length;
            out->data[out->length] = '\0';
            return true;
        }
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE || room == limit_bytes)
            return false;
    }
}
