/* pdf_deflate.c - see pdf_deflate.h.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_deflate.h"

#include "base/memory.h"

#include <libdeflate.h>
#include <stdint.h>

/* 6 is where more time stops paying; 12 is its best. */
enum { USUAL_LEVEL = 6, COMPACT_LEVEL = 12 };

static struct libdeflate_compressor *compressor_for(bool compact) {
    static struct libdeflate_compressor *compressors[2];
    struct libdeflate_compressor **compressor = &compressors[compact];
    if (!*compressor)
        *compressor = libdeflate_alloc_compressor(compact ? COMPACT_LEVEL : USUAL_LEVEL);
    if (!*compressor)
        memory_resize(NULL, SIZE_MAX, 2); /* reports that memory has run out */
    return *compressor;
}

void pdf_deflate(bool compact, struct slice bytes, struct strbuf *out) {
    struct libdeflate_compressor *compressor = compressor_for(compact);
    size_t bound = libdeflate_zlib_compress_bound(compressor, bytes.length);
    strbuf_reserve(out, bound);
    /* Fails only without room, and the bound gives room. */
    out->length += libdeflate_zlib_compress(compressor, bytes.data, bytes.length,
                                            out->data + out->length, bound);
    out->data[out->length] = '\0';
}
