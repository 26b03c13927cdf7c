/* pdf_pack.h - lays the objects of a file out: streams as they are, all others gathered in
 * compressed object streams, found through a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).
 * A tagged page has hundreds of small objects; packed they need a tenth of the room.
 *
 * Layer: pdf; knows texts and numbers, no libharu.
 */
#ifndef FOOTNOTE_PDF_PDF_PACK_H
#define FOOTNOTE_PDF_PDF_PACK_H

#include "pdf/pdf_objects.h"

struct pdf_pack;

/* Begins a file behind what out holds. Object numbers are below object_count; 0 is none. file says
 * how hard to pack; NULL: as usual. */
struct pdf_pack *pdf_pack_new(struct pdf_file *file, unsigned object_count, struct strbuf *out);
void pdf_pack_free(struct pdf_pack *pack);

/* text is the object between "obj" and "endobj". Each number once. */
void pdf_pack_add_stream(struct pdf_pack *pack, unsigned number, struct slice text);
void pdf_pack_add_object(struct pdf_pack *pack, unsigned number, struct slice text);

/* A number behind all others so far. */
unsigned pdf_pack_new_number(struct pdf_pack *pack);

/* Hands what is written so far to the sink and empties out, for files too long to stand in memory.
 * What is left in out after pdf_pack_finish is the caller's to hand on. */
typedef bool pdf_pack_sink(void *context, struct slice bytes, struct error *err);
bool pdf_pack_drain(struct pdf_pack *pack, pdf_pack_sink *sink, void *context, struct error *err);

/* Writes what is left, then the cross-reference stream with the numbers of catalog and information
 * and an /ID made of all bytes before it. ERROR_ENVIRONMENT when the file has more than 4 GB. */
bool pdf_pack_finish(struct pdf_pack *pack, unsigned root, unsigned info, struct error *err);

#endif
