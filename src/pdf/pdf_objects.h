/* pdf_objects.h - dictionaries, arrays, streams and the file made of them.
 *
 * Layer: pdf. pdf_objects.c is the only file that touches libharu's structs; the rest of the folder
 * speaks this interface. Objects belong to their file and die with it. An error inside libharu is
 * remembered and comes out of pdf_file_save, so that the calls between need no checks.
 *
 *     struct pdf_file *file = pdf_file_new(&err);
 *     struct pdf_dict *mark_info = pdf_dict_new(file, PDF_DIRECT);
 *     pdf_dict_add_boolean(mark_info, "Marked", true);
 *     pdf_dict_add_dict(pdf_file_catalog(file), "MarkInfo", mark_info);
 *     bool saved = pdf_file_save(file, &bytes, &err);
 *     pdf_file_free(file);
 */
#ifndef FOOTNOTE_PDF_PDF_OBJECTS_H
#define FOOTNOTE_PDF_PDF_OBJECTS_H

#include "base/error.h"
#include "base/slice.h"
#include "base/strbuf.h"
#include "pdf/pdf_deflate.h"
#include "pdf/pdf_text.h"

struct pdf_file;
struct pdf_dict; /* a dictionary or a stream */
struct pdf_array;

/* Direct objects may be added to one place only; indirect ones anywhere, as references. */
enum pdf_placing { PDF_DIRECT, PDF_INDIRECT };

/* NULL with ERROR_ENVIRONMENT when libharu is not the version that the headers describe. */
struct pdf_file *pdf_file_new(struct error *err);
void pdf_file_free(struct pdf_file *file);

/* From now on streams are compressed as small as can be, whatever time it takes. */
void pdf_file_set_compact(struct pdf_file *file);
bool pdf_file_is_compact(const struct pdf_file *file);

struct pdf_dict *pdf_file_catalog(struct pdf_file *file);
struct pdf_dict *pdf_file_info(struct pdf_file *file);

/* A page with its content stream, already complete. Resources are shared by all pages; images may
 * be NULL. */
struct pdf_dict *pdf_file_add_page(struct pdf_file *file, double width_pt, double height_pt,
                                   struct slice content, struct pdf_dict *fonts,
                                   struct pdf_dict *images);

/* Appends the whole file to out: streams, then all other objects packed into object streams, a
 * cross-reference stream, and an /ID made of everything before it. */
bool pdf_file_save(struct pdf_file *file, struct strbuf *out, struct error *err);

struct pdf_dict *pdf_dict_new(struct pdf_file *file, enum pdf_placing placing);
void pdf_dict_add_name(struct pdf_dict *dict, const char *key, const char *name);
void pdf_dict_add_number(struct pdf_dict *dict, const char *key, int number);
void pdf_dict_add_boolean(struct pdf_dict *dict, const char *key, bool value);
void pdf_dict_add_dict(struct pdf_dict *dict, const char *key, struct pdf_dict *value);
void pdf_dict_add_array(struct pdf_dict *dict, const char *key, struct pdf_array *value);

/* A text string, from UTF-8. */
void pdf_dict_add_text(struct pdf_dict *dict, const char *key, const char *text);

/* An ASCII string that stands for itself (a language, an identifier). */
void pdf_dict_add_ascii(struct pdf_dict *dict, const char *key, const char *text);

/* ---- objects by their text: what a tagged page has by hundreds ---- */

/* A number for an object whose text comes later; until then, and from libharu's objects, it can be
 * referred to. */
unsigned pdf_object_reserve(struct pdf_file *file);

/* The object's text: what stands between "obj" and "endobj". Copied. Each number once. */
void pdf_object_write(struct pdf_file *file, unsigned number, struct slice text);

/* The number of an indirect dictionary. */
unsigned pdf_dict_number(struct pdf_dict *dict);

/* A reference to a reserved object. */
void pdf_dict_add_reference(struct pdf_file *file, struct pdf_dict *dict, const char *key,
                            unsigned number);

struct pdf_array *pdf_array_new(struct pdf_file *file, enum pdf_placing placing);
void pdf_array_add_number(struct pdf_array *array, int number);
void pdf_array_add_length(struct pdf_array *array, double length_pt); /* rounded to 0.01 */
void pdf_array_add_name(struct pdf_array *array, const char *name);
void pdf_array_add_null(struct pdf_array *array);
void pdf_array_add_dict(struct pdf_array *array, struct pdf_dict *value);
void pdf_array_add_array(struct pdf_array *array, struct pdf_array *value);

/* Streams are indirect. The bytes are compressed (or, packed, already are) and copied. */
struct pdf_dict *pdf_stream_new(struct pdf_file *file, struct slice bytes);
struct pdf_dict *pdf_stream_new_packed(struct pdf_file *file, struct slice deflated);

/* A stream whose bytes are a JPEG file. */
struct pdf_dict *pdf_stream_new_jpeg(struct pdf_file *file, struct slice jpeg);

/* "2.4.3": of the libharu that this process runs with. */
const char *pdf_libharu_version(void);

#endif
