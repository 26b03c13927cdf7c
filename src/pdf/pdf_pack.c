/* pdf_pack.c - see pdf_pack.h. Order: objects, object streams, cross-references.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_pack.h"

#include "base/memory.h"

#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>

enum {
    OBJECTS_PER_STREAM = 1000, /* so that a reader need not unpack a book for one page */
    ID_BYTES = 16,
};

struct location {
    bool written, packed;
    uint32_t place; /* offset in the file; packed: number of the object stream */
    uint32_t index; /* packed: which of its objects */
};

struct pdf_pack {
    struct pdf_file *file;
    struct strbuf *out;
    size_t begin; /* of the file in out; before it, by unsigned wrapping, once out was drained */
    bool was_drained;
    crypto_generichash_state drained; /* hash of what was drained */
    struct location *locations;
    unsigned count, capacity;
    /* the object stream under way */
    struct strbuf offsets, bodies;
    unsigned group_number, group_count;
};

struct pdf_pack *pdf_pack_new(struct pdf_file *file, unsigned object_count, struct strbuf *out) {
    struct pdf_pack *pack = memory_allocate_zeroed(1, sizeof *pack);
    pack->file = file;
    pack->out = out;
    pack->begin = out->length;
    crypto_generichash_init(&pack->drained, NULL, 0, ID_BYTES);
    pack->count = object_count;
    pack->capacity = object_count + 16;
    pack->locations = memory_allocate_zeroed(pack->capacity, sizeof *pack->locations);
    /* Four bytes over 127 say "binary" to whatever carries the file. */
    strbuf_add(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    return pack;
}

void pdf_pack_free(struct pdf_pack *pack) {
    strbuf_release(&pack->offsets);
    strbuf_release(&pack->bodies);
    free(pack->locations);
    free(pack);
}

/* ---- objects --------------------------------------------------------------------------------- */

unsigned pdf_pack_new_number(struct pdf_pack *pack) {
    if (pack->count == pack->capacity) {
        pack->capacity *= 2;
        pack->locations = memory_resize(pack->locations, pack->capacity, sizeof *pack->locations);
    }
    pack->locations[pack->count] = (struct location){0};
    return pack->count++;
}

static void begin_object(struct pdf_pack *pack, unsigned number) {
    pack->locations[number] =
        (struct location){.written = true, .place = (uint32_t)(pack->out->length - pack->begin)};
    strbuf_add_format(pack->out, "%u 0 obj\n", number);
}

void pdf_pack_add_stream(struct pdf_pack *pack, unsigned number, struct slice text) {
    begin_object(pack, number);
    strbuf_add_slice(pack->out, text);
    strbuf_add(pack->out, "\nendobj\n");
}

/* A file without libharu's objects is one of many, joined: a long one. */
static enum pdf_effort effort_of(const struct pdf_pack *pack) {
    if (!pack->file)
        return PDF_EFFORT_USUAL;
    return pdf_file_is_compact(pack->file) ? PDF_EFFORT_COMPACT : PDF_EFFORT_FAST;
}

/* A stream of our own, its dictionary given without filter and length: these must be direct. */
static void write_stream(struct pdf_pack *pack, unsigned number, const struct strbuf *entries,
                         const struct strbuf *bytes) {
    struct strbuf packed = {0};
    pdf_deflate(effort_of(pack), strbuf_slice(bytes), &packed);
    begin_object(pack, number);
    strbuf_add_format(pack->out, "<<%s/Filter/FlateDecode/Length %zu>>\nstream\n",
                      strbuf_text(entries), packed.length);
    strbuf_add_slice(pack->out, strbuf_slice(&packed));
    strbuf_add(pack->out, "\nendstream\nendobj\n");
    strbuf_release(&packed);
}

/* ---- object streams -------------------------------------------------------------------------- */

static void end_group(struct pdf_pack *pack) {
    if (!pack->group_count)
        return;
    struct strbuf entries = {0};
    strbuf_add_format(&entries, "/Type/ObjStm/N %u/First %zu", pack->group_count,
                      pack->offsets.length);
    strbuf_add_slice(&pack->offsets, strbuf_slice(&pack->bodies));
    write_stream(pack, pack->group_number, &entries, &pack->offsets);
    strbuf_release(&entries);
    strbuf_truncate(&pack->offsets, 0);
    strbuf_truncate(&pack->bodies, 0);
    pack->group_count = 0;
}

void pdf_pack_add_object(struct pdf_pack *pack, unsigned number, struct slice text) {
    if (!pack->group_count)
        pack->group_number = pdf_pack_new_number(pack);
    strbuf_add_format(&pack->offsets, "%u %zu ", number, pack->bodies.length);
    strbuf_add_slice(&pack->bodies, text);
    strbuf_add_char(&pack->bodies, '\n');
    pack->locations[number] = (struct location){
        .written = true, .packed = true, .place = pack->group_number, .index = pack->group_count};
    if (++pack->group_count == OBJECTS_PER_STREAM)
        end_group(pack);
}

/* ---- cross-references ------------------------------------------------------------------------ */

static void add_big_endian(struct strbuf *out, uint32_t value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        strbuf_add_char(out, (char)(value >> shift & 0xFF));
}

/* One row an object: kind (0 free, 1 in the file, 2 packed), place, generation or index. What is
 * written is the difference to the row above (predictor 12): of most rows a single 1 is left. */
static void add_rows(const struct pdf_pack *pack, struct strbuf *differences) {
    enum { ROW_BYTES = 7, UP = 2 };
    struct strbuf rows = {0};
    strbuf_add_bytes(&rows, (const char[ROW_BYTES]){0}, ROW_BYTES);
    for (unsigned i = 0; i < pack->count; i++) {
        const struct location *location = &pack->locations[i];
        uint32_t kind = !location->written ? 0 : location->packed ? 2 : 1;
        add_big_endian(&rows, kind, 1);
        add_big_endian(&rows, location->place, 4);
        add_big_endian(&rows, i == 0 ? 0xFFFF : location->index, 2);
        strbuf_add_char(differences, UP);
        for (size_t byte = rows.length - ROW_BYTES; byte < rows.length; byte++)
            strbuf_add_char(differences, (char)(rows.data[byte] - rows.data[byte - ROW_BYTES]));
    }
    strbuf_release(&rows);
}

/* What stands in out of this file: all that was not drained. */
static void hash_written(struct pdf_pack *pack) {
    size_t first = pack->was_drained ? 0 : pack->begin;
    if (pack->out->length > first)
        crypto_generichash_update(&pack->drained, (const unsigned char *)pack->out->data + first,
                                  pack->out->length - first);
}

bool pdf_pack_drain(struct pdf_pack *pack, pdf_pack_sink *sink, void *context, struct error *err) {
    end_group(pack);
    hash_written(pack);
    if (!sink(context, strbuf_slice(pack->out), err))
        return false;
    pack->begin -= pack->out->length;
    pack->was_drained = true;
    strbuf_truncate(pack->out, 0);
    return true;
}

bool pdf_pack_finish(struct pdf_pack *pack, unsigned root, unsigned info, struct error *err) {
    end_group(pack);
    size_t length = pack->out->length - pack->begin;
    if (length > UINT32_MAX)
        return error_set(err, ERROR_ENVIRONMENT, "the pdf is larger than 4 GB");
    unsigned char hash[ID_BYTES];
    hash_written(pack);
    crypto_generichash_final(&pack->drained, hash, sizeof hash);
    char id[2 * ID_BYTES + 1];
    sodium_bin2hex(id, sizeof id, hash, sizeof hash);

    unsigned number = pdf_pack_new_number(pack);
    pack->locations[number] = (struct location){.written = true, .place = (uint32_t)length};
    struct strbuf rows = {0}, entries = {0};
    add_rows(pack, &rows);
    strbuf_add_format(&entries,
                      "/Type/XRef/Size %u/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Root %u "
                      "0 R/Info %u 0 R/ID[<%s><%s>]",
                      pack->count, root, info, id, id);
    write_stream(pack, number, &entries, &rows);
    strbuf_add_format(pack->out, "startxref\n%zu\n%%%%EOF\n", length);
    strbuf_release(&rows);
    strbuf_release(&entries);
    return true;
}
