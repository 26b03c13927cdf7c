/* pdf_objects.c - the seam to libharu: its object layer makes and writes the objects, its memory
 * streams compress. Nothing else of it is used.
 *
 * Layer: pdf; the only file that includes hpdf.h. libharu's calls return a status and also keep the
 * first error in the document; pdf_file_save looks there once. Memory comes from memory_allocate,
 * which never returns NULL, so that libharu's out-of-memory paths are never entered.
 *
 * Order: the file, dictionaries, objects by their text, arrays, streams, saving.
 */
#include "pdf/pdf_objects.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "pdf/pdf_pack.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { BUFFER_BYTES = 16384 }; /* piece of a memory stream */

struct pdf_file {
    HPDF_Doc doc;
    HPDF_STATUS first_error, first_detail;
    bool compact;
    struct strbuf texts; /* of objects that we write ourselves, one behind the other */
    struct text_place {
        size_t begin, end;
    } * places; /* by object number; empty: libharu's object counts */
    size_t place_capacity;
};

/* ---- the file -------------------------------------------------------------------------------- */

/* libharu goes on after an error; jumping out would skip its own cleaning up and ours. */
static void remember_error(HPDF_STATUS error, HPDF_STATUS detail, void *user_data) {
    struct pdf_file *file = user_data;
    if (!file->first_error) {
        file->first_error = error;
        file->first_detail = detail;
    }
}

static void *allocate(HPDF_UINT size_bytes) {
    return memory_allocate(size_bytes);
}

struct pdf_file *pdf_file_new(struct error *err) {
    /* The structs we reach into are those of the headers. */
    if (strcmp(HPDF_GetVersion(), HPDF_VERSION_TEXT) != 0) {
        error_set(err, ERROR_ENVIRONMENT,
                  "libharu %s is installed, but this program was built for %s: rebuild it",
                  HPDF_GetVersion(), HPDF_VERSION_TEXT);
        return NULL;
    }
    struct pdf_file *file = memory_allocate_zeroed(1, sizeof *file);
    file->doc = HPDF_NewEx(remember_error, allocate, free, 0, file);
    if (!file->doc) {
        error_set(err, ERROR_ENVIRONMENT, "libharu can't start a document");
        free(file);
        return NULL;
    }
    file->doc->pdf_version = HPDF_VER_17;
    HPDF_SetCompressionMode(file->doc, HPDF_COMP_ALL);
    /* Every reader wants at least a few thousand pages; libharu's arrays end at 32,767. */
    HPDF_SetPagesConfiguration(file->doc, 1000);
    return file;
}

void pdf_file_free(struct pdf_file *file) {
    if (!file)
        return;
    HPDF_Free(file->doc);
    strbuf_release(&file->texts);
    free(file->places);
    free(file);
}

void pdf_file_set_compact(struct pdf_file *file) {
    file->compact = true;
}

bool pdf_file_is_compact(const struct pdf_file *file) {
    return file->compact;
}

static struct pdf_dict *as_dict(HPDF_Dict dict) {
    return (struct pdf_dict *)dict;
}

static HPDF_Dict harus_dict(struct pdf_dict *dict) {
    return (HPDF_Dict)dict;
}

static HPDF_Array harus_array(struct pdf_array *array) {
    return (HPDF_Array)array;
}

struct pdf_dict *pdf_file_catalog(struct pdf_file *file) {
    return as_dict(file->doc->catalog);
}

struct pdf_dict *pdf_file_info(struct pdf_file *file) {
    return as_dict(file->doc->info);
}

/* libharu removes a Filter entry that it did not set itself, and then calls this. */
static HPDF_STATUS write_filter(HPDF_Dict dict, HPDF_Stream stream) {
    (void)dict;
    return HPDF_Stream_WriteStr(stream, "/Filter /FlateDecode\n");
}

static enum pdf_effort effort_of(const struct pdf_file *file) {
    return file->compact ? PDF_EFFORT_COMPACT : PDF_EFFORT_FAST;
}

/* Compressed by us, not by libharu on writing. */
static void fill_contents(struct pdf_file *file, HPDF_Dict contents, struct slice content) {
    struct strbuf packed = {0};
    pdf_deflate(effort_of(file), content, &packed);
    HPDF_Stream_Write(contents->stream, (const HPDF_BYTE *)packed.data, (HPDF_UINT)packed.length);
    contents->filter = HPDF_STREAM_FILTER_NONE;
    contents->write_fn = write_filter;
    strbuf_release(&packed);
}

struct pdf_dict *pdf_file_add_page(struct pdf_file *file, double width_pt, double height_pt,
                                   struct slice content, struct pdf_dict *fonts,
                                   struct pdf_dict *images) {
    HPDF_Page page = HPDF_AddPage(file->doc);
    if (!page)
        return NULL;
    struct pdf_array *box = pdf_array_new(file, PDF_DIRECT);
    pdf_array_add_number(box, 0);
    pdf_array_add_number(box, 0);
    pdf_array_add_length(box, width_pt);
    pdf_array_add_length(box, height_pt);
    pdf_dict_add_array(as_dict(page), "MediaBox", box);
    HPDF_Dict contents = HPDF_Dict_GetItem(page, "Contents", HPDF_OCLASS_DICT);
    if (contents)
        fill_contents(file, contents, content);
    /* libharu's own resources name procedure sets, obsolete since PDF 1.4. */
    struct pdf_dict *resources = pdf_dict_new(file, PDF_DIRECT);
    pdf_dict_add_dict(resources, "Font", fonts);
    if (images)
        pdf_dict_add_dict(resources, "XObject", images);
    pdf_dict_add_dict(as_dict(page), "Resources", resources);
    return as_dict(page);
}

/* ---- dictionaries ---------------------------------------------------------------------------- */

struct pdf_dict *pdf_dict_new(struct pdf_file *file, enum pdf_placing placing) {
    HPDF_Dict dict = HPDF_Dict_New(file->doc->mmgr);
    if (placing == PDF_INDIRECT)
        HPDF_Xref_Add(file->doc->xref, dict);
    return as_dict(dict);
}

void pdf_dict_add_name(struct pdf_dict *dict, const char *key, const char *name) {
    HPDF_Dict_AddName(harus_dict(dict), key, name);
}

void pdf_dict_add_number(struct pdf_dict *dict, const char *key, int number) {
    HPDF_Dict_AddNumber(harus_dict(dict), key, number);
}

void pdf_dict_add_boolean(struct pdf_dict *dict, const char *key, bool value) {
    HPDF_Dict_AddBoolean(harus_dict(dict), key, value ? HPDF_TRUE : HPDF_FALSE);
}

void pdf_dict_add_dict(struct pdf_dict *dict, const char *key, struct pdf_dict *value) {
    HPDF_Dict_Add(harus_dict(dict), key, value);
}

void pdf_dict_add_array(struct pdf_dict *dict, const char *key, struct pdf_array *value) {
    HPDF_Dict_Add(harus_dict(dict), key, value);
}

/* UTF-16BE with its byte order mark, as PDF wants text that is not in its own encoding. */
static HPDF_Binary utf16_string(HPDF_MMgr memory, struct slice text) {
    struct strbuf bytes = {0};
    strbuf_add_bytes(&bytes, "\xFE\xFF", 2);
    for (size_t position = 0; position < text.length;) {
        unsigned code_point = utf8_next(text, &position);
        unsigned units[2] = {code_point, 0};
        size_t count = 1;
        if (code_point >= 0x10000) {
            units[0] = 0xD800 + ((code_point - 0x10000) >> 10);
            units[1] = 0xDC00 + ((code_point - 0x10000) & 0x3FF);
            count = 2;
        }
        for (size_t i = 0; i < count; i++) {
            strbuf_add_char(&bytes, (char)(units[i] >> 8));
            strbuf_add_char(&bytes, (char)(units[i] & 0xFF));
        }
    }
    HPDF_Binary string = HPDF_Binary_New(memory, (HPDF_BYTE *)bytes.data, (HPDF_UINT)bytes.length);
    strbuf_release(&bytes);
    return string;
}

void pdf_dict_add_text(struct pdf_dict *dict, const char *key, const char *text) {
    struct slice slice = slice_of(text);
    HPDF_MMgr memory = harus_dict(dict)->mmgr;
    if (pdf_is_printable_ascii(slice))
        HPDF_Dict_Add(harus_dict(dict), key, HPDF_String_New(memory, text ? text : "", NULL));
    else
        HPDF_Dict_Add(harus_dict(dict), key, utf16_string(memory, slice));
}

void pdf_dict_add_ascii(struct pdf_dict *dict, const char *key, const char *text) {
    HPDF_Dict_Add(harus_dict(dict), key, HPDF_String_New(harus_dict(dict)->mmgr, text, NULL));
}

/* ---- objects by their text ------------------------------------------------------------------- */

/* libharu keeps the number by an empty object of its own. */
unsigned pdf_object_reserve(struct pdf_file *file) {
    HPDF_Null holder = HPDF_Null_New(file->doc->mmgr);
    HPDF_Xref_Add(file->doc->xref, holder);
    return holder ? holder->header.obj_id & 0x00FFFFFF : 0;
}

void pdf_object_write(struct pdf_file *file, unsigned number, struct slice text) {
    if (number >= file->place_capacity) {
        size_t capacity = (size_t)number * 2 + 64;
        file->places = memory_resize(file->places, capacity, sizeof *file->places);
        memset(file->places + file->place_capacity, 0,
               (capacity - file->place_capacity) * sizeof *file->places);
        file->place_capacity = capacity;
    }
    file->places[number].begin = file->texts.length;
    strbuf_add_slice(&file->texts, text);
    file->places[number].end = file->texts.length;
}

unsigned pdf_dict_number(struct pdf_dict *dict) {
    return harus_dict(dict)->header.obj_id & 0x00FFFFFF;
}

void pdf_dict_add_reference(struct pdf_file *file, struct pdf_dict *dict, const char *key,
                            unsigned number) {
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(file->doc->xref, number);
    if (entry)
        HPDF_Dict_Add(harus_dict(dict), key, entry->obj);
}

/* ---- arrays ---------------------------------------------------------------------------------- */

struct pdf_array *pdf_array_new(struct pdf_file *file, enum pdf_placing placing) {
    HPDF_Array array = HPDF_Array_New(file->doc->mmgr);
    if (placing == PDF_INDIRECT)
        HPDF_Xref_Add(file->doc->xref, array);
    return (struct pdf_array *)array;
}

void pdf_array_add_number(struct pdf_array *array, int number) {
    HPDF_Array_AddNumber(harus_array(array), number);
}

void pdf_array_add_length(struct pdf_array *array, double length_pt) {
    HPDF_Array_AddReal(harus_array(array), (HPDF_REAL)(round(length_pt * 100) / 100));
}

void pdf_array_add_name(struct pdf_array *array, const char *name) {
    HPDF_Array_AddName(harus_array(array), name);
}

void pdf_array_add_null(struct pdf_array *array) {
    HPDF_Array_Add(harus_array(array), HPDF_Null_New(harus_array(array)->mmgr));
}

void pdf_array_add_dict(struct pdf_array *array, struct pdf_dict *value) {
    HPDF_Array_Add(harus_array(array), value);
}

void pdf_array_add_array(struct pdf_array *array, struct pdf_array *value) {
    HPDF_Array_Add(harus_array(array), value);
}

/* ---- streams --------------------------------------------------------------------------------- */

static struct pdf_dict *new_stream(struct pdf_file *file, struct slice bytes) {
    HPDF_Dict stream = HPDF_DictStream_New(file->doc->mmgr, file->doc->xref);
    if (stream)
        HPDF_Stream_Write(stream->stream, (const HPDF_BYTE *)bytes.data, (HPDF_UINT)bytes.length);
    return as_dict(stream);
}

struct pdf_dict *pdf_stream_new_packed(struct pdf_file *file, struct slice deflated) {
    struct pdf_dict *stream = new_stream(file, deflated);
    if (stream)
        harus_dict(stream)->write_fn = write_filter;
    return stream;
}

static HPDF_STATUS write_jpeg_filter(HPDF_Dict dict, HPDF_Stream stream) {
    (void)dict;
    return HPDF_Stream_WriteStr(stream, "/Filter /DCTDecode\n");
}

struct pdf_dict *pdf_stream_new_jpeg(struct pdf_file *file, struct slice jpeg) {
    struct pdf_dict *stream = new_stream(file, jpeg);
    if (stream)
        harus_dict(stream)->write_fn = write_jpeg_filter;
    return stream;
}

static void add_stream_bytes(HPDF_Stream stream, struct strbuf *out) {
    HPDF_UINT count = HPDF_MemStream_GetBufCount(stream);
    for (HPDF_UINT i = 0; i < count; i++) {
        HPDF_UINT length = 0;
        const HPDF_BYTE *bytes = HPDF_MemStream_GetBufPtr(stream, i, &length);
        if (bytes)
            strbuf_add_bytes(out, bytes, length);
    }
}

struct pdf_dict *pdf_stream_new(struct pdf_file *file, struct slice bytes) {
    struct strbuf packed = {0};
    pdf_deflate(effort_of(file), bytes, &packed);
    struct pdf_dict *stream = pdf_stream_new_packed(file, strbuf_slice(&packed));
    strbuf_release(&packed);
    return stream;
}

/* ---- saving ---------------------------------------------------------------------------------- */

static bool is_stream(void *object) {
    HPDF_Obj_Header *header = object;
    return (header->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT && ((HPDF_Dict)object)->stream;
}

static unsigned number_of(void *object) {
    return ((HPDF_Obj_Header *)object)->obj_id & 0x00FFFFFF;
}

/* The text that we wrote for an object; empty when libharu writes it. */
static struct slice own_text(const struct pdf_file *file, unsigned number) {
    if (number >= file->place_capacity)
        return slice_of("");
    const struct text_place *place = &file->places[number];
    return slice_make(file->texts.data + place->begin, place->end - place->begin);
}

static void pack_object(struct pdf_file *file, struct pdf_pack *pack, unsigned number, void *object,
                        struct strbuf *bytes) {
    bool stream = is_stream(object);
    HPDF_Stream text = HPDF_MemStream_New(file->doc->mmgr, stream ? BUFFER_BYTES : 512);
    if (text && HPDF_Obj_WriteValue(object, text, NULL) == HPDF_OK) {
        strbuf_truncate(bytes, 0);
        add_stream_bytes(text, bytes);
        if (stream)
            pdf_pack_add_stream(pack, number, strbuf_slice(bytes));
        else
            pdf_pack_add_object(pack, number, strbuf_slice(bytes));
    }
    HPDF_Stream_Free(text);
}

/* The text of every object that is a stream (or is none), in the order of their numbers. */
static void pack_objects(struct pdf_file *file, struct pdf_pack *pack, bool streams) {
    HPDF_Xref xref = file->doc->xref;
    struct strbuf bytes = {0};
    for (unsigned number = 1; number < xref->entries->count; number++) {
        void *object = HPDF_Xref_GetEntry(xref, number)->obj;
        struct slice own = own_text(file, number);
        if (is_stream(object) != streams)
            continue;
        if (own.length)
            pdf_pack_add_object(pack, number, own);
        else
            pack_object(file, pack, number, object, &bytes);
    }
    strbuf_release(&bytes);
}

static bool libharu_failed(const struct pdf_file *file, struct error *err) {
    unsigned long code = HPDF_GetError(file->doc);
    unsigned long detail = HPDF_GetErrorDetail(file->doc);
    if (code == HPDF_OK && file->first_error) {
        code = file->first_error;
        detail = file->first_detail;
    }
    if (code == HPDF_OK)
        return false;
    error_set(err, ERROR_ENVIRONMENT, "libharu can't write the pdf: error 0x%04lX, detail %lu",
              code, detail);
    return true;
}

bool pdf_file_save(struct pdf_file *file, struct strbuf *out, struct error *err) {
    if (libharu_failed(file, err))
        return false;
    size_t begin = out->length;
    struct pdf_pack *pack = pdf_pack_new(file, file->doc->xref->entries->count, out);
    /* Streams first: writing them sets their lengths, which are objects too. */
    pack_objects(file, pack, true);
    pack_objects(file, pack, false);
    bool packed =
        pdf_pack_finish(pack, number_of(file->doc->catalog), number_of(file->doc->info), err);
    pdf_pack_free(pack);
    if (packed && !libharu_failed(file, err))
        return true;
    strbuf_truncate(out, begin);
    return false;
}

const char *pdf_libharu_version(void) {
    return HPDF_GetVersion();
}
