/* picture_exif.c - which way up a camera was held: one number out of an Exif block.
 *
 * Layer: base. The block is a TIFF file (TIFF 6.0, section 2): a byte order, the place of a table,
 * entries of twelve bytes. Only the first table is looked at; the rest of it (place, time, owner)
 * is nobody's business here.
 */
#include "base/picture_formats.h"

enum { HEADER_BYTES = 8, ENTRY_BYTES = 12, TAG_ORIENTATION = 0x0112, TYPE_SHORT = 3 };

struct tiff {
    struct slice block;
    bool little_endian;
};

/* 0 outside of the block. */
static unsigned long read_number(const struct tiff *tiff, size_t at, size_t size_bytes) {
    if (at > tiff->block.length || size_bytes > tiff->block.length - at)
        return 0;
    const unsigned char *bytes = (const unsigned char *)tiff->block.data + at;
    unsigned long number = 0;
    for (size_t i = 0; i < size_bytes; i++)
        number = number << 8 | bytes[tiff->little_endian ? size_bytes - 1 - i : i];
    return number;
}

int picture_exif_orientation(struct slice block) {
    struct tiff tiff = {.block = block};
    if (block.length < HEADER_BYTES)
        return 1;
    tiff.little_endian = memcmp(block.data, "II", 2) == 0;
    if (!tiff.little_endian && memcmp(block.data, "MM", 2) != 0)
        return 1;
    size_t table = read_number(&tiff, 4, 4);
    size_t count = read_number(&tiff, table, 2);
    for (size_t i = 0; i < count; i++) {
        size_t entry = table + 2 + i * ENTRY_BYTES;
        if (entry >= block.length)
            break;
        if (read_number(&tiff, entry, 2) != TAG_ORIENTATION ||
            read_number(&tiff, entry + 2, 2) != TYPE_SHORT)
            continue;
        unsigned long orientation = read_number(&tiff, entry + 8, 2);
        return orientation >= 1 && orientation <= 8 ? (int)orientation : 1;
    }
    return 1;
}
