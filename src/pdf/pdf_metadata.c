/* pdf_metadata.c - see pdf_metadata.h. Order: information, XMP, catalog, bookmarks.
 *
 * Layer: pdf. No date is written: the date of a handout stands on the page, and a clock would make
 * every file differ.
 */
#include "pdf/pdf_metadata.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "text/bidi.h"

#include <stdlib.h>

static const char producer[] = "Footnote " FOOTNOTE_VERSION;

static bool is_given(const char *text) {
    return text && text[0];
}

static void write_information(struct pdf_file *file, const struct document *doc) {
    struct pdf_dict *info = pdf_file_info(file);
    pdf_dict_add_text(info, "Title", doc->title);
    if (is_given(doc->author))
        pdf_dict_add_text(info, "Author", doc->author);
    if (is_given(doc->subject))
        pdf_dict_add_text(info, "Subject", doc->subject);
    pdf_dict_add_text(info, "Producer", producer); /* in place of libharu's own */
}

/* ---- XMP ------------------------------------------------------------------------------------- */

/* Text for XML 1.0: markup escaped, characters it forbids left out. */
static void add_escaped(struct strbuf *out, const char *text) {
    struct slice slice = slice_of(text);
    for (size_t position = 0; position < slice.length;) {
        unsigned code_point = utf8_next(slice, &position);
        switch (code_point) {
        case '&':
            strbuf_add(out, "&amp;");
            break;
        case '<':
            strbuf_add(out, "&lt;");
            break;
        case '>':
            strbuf_add(out, "&gt;");
            break;
        case '"':
            strbuf_add(out, "&quot;");
            break;
        default:
            if (code_point >= ' ' && code_point != 0xFFFE && code_point != 0xFFFF)
                strbuf_add_code_point(out, code_point);
        }
    }
}

static void add_property(struct strbuf *out, const char *name, const char *before, const char *text,
                         const char *after) {
    if (!is_given(text))
        return;
    strbuf_add_format(out, "<%s>%s", name, before);
    add_escaped(out, text);
    strbuf_add_format(out, "%s</%s>\n", after, name);
}

#define ALTERNATIVES     "<rdf:Alt><rdf:li xml:lang=\"x-default\">"
#define ALTERNATIVES_END "</rdf:li></rdf:Alt>"

static void write_xmp(struct pdf_file *file, const struct document *doc) {
    struct strbuf xmp = {0};
    strbuf_add(&xmp, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                     "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                     "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                     "<rdf:Description rdf:about=\"\"\n"
                     " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                     " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                     " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
    add_property(&xmp, "dc:title", ALTERNATIVES, doc->title, ALTERNATIVES_END);
    add_property(&xmp, "dc:creator", "<rdf:Seq><rdf:li>", doc->author, "</rdf:li></rdf:Seq>");
    add_property(&xmp, "dc:description", ALTERNATIVES, doc->subject, ALTERNATIVES_END);
    add_property(&xmp, "dc:language", "<rdf:Bag><rdf:li>", doc->language, "</rdf:li></rdf:Bag>");
    add_property(&xmp, "dc:format", "", "application/pdf", "");
    add_property(&xmp, "pdf:Producer", "", producer, "");
    add_property(&xmp, "pdfuaid:part", "", "1", "");
    strbuf_add(&xmp, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    struct pdf_dict *stream = pdf_stream_new(file, strbuf_slice(&xmp));
    pdf_dict_add_name(stream, "Type", "Metadata");
    pdf_dict_add_name(stream, "Subtype", "XML");
    pdf_dict_add_dict(pdf_file_catalog(file), "Metadata", stream);
    strbuf_release(&xmp);
}

void pdf_metadata_write(struct pdf_file *file, const struct document *doc) {
    write_information(file, doc);
    write_xmp(file, doc);
    struct pdf_dict *catalog = pdf_file_catalog(file);
    pdf_dict_add_ascii(catalog, "Lang", doc->language);
    struct pdf_dict *preferences = pdf_dict_new(file, PDF_DIRECT);
    pdf_dict_add_boolean(preferences, "DisplayDocTitle", true);
    if (language_is_right_to_left(doc->language)) /* pages side by side, and booklets */
        pdf_dict_add_name(preferences, "Direction", "R2L");
    pdf_dict_add_dict(catalog, "ViewerPreferences", preferences);
}

/* ---- bookmarks ------------------------------------------------------------------------------- */

struct bookmark {
    struct pdf_dict *dict;
    struct bookmark *parent;
    struct bookmark *first, *last; /* children */
    struct bookmark *previous;
    int level;
    int open_count; /* all below: the tree is shown open */
};

static void add_destination(struct pdf_file *file, const struct placed_document *placed,
                            const struct placed_outline *heading, struct pdf_dict *const *pages,
                            struct pdf_dict *bookmark) {
    struct pdf_array *destination = pdf_array_new(file, PDF_DIRECT);
    double height_pt = placed->pages[heading->page].height_pt;
    pdf_array_add_dict(destination, pages[heading->page]);
    pdf_array_add_name(destination, "XYZ");
    pdf_array_add_null(destination);
    pdf_array_add_length(destination, height_pt - heading->y_pt);
    pdf_array_add_null(destination);
    pdf_dict_add_array(bookmark, "Dest", destination);
}

static void attach(struct bookmark *bookmark, struct bookmark *parent) {
    bookmark->parent = parent;
    bookmark->previous = parent->last;
    if (!parent->first)
        parent->first = bookmark;
    parent->last = bookmark;
    for (struct bookmark *above = parent; above; above = above->parent)
        above->open_count++;
    pdf_dict_add_dict(bookmark->dict, "Parent", parent->dict);
    if (bookmark->previous) {
        pdf_dict_add_dict(bookmark->dict, "Prev", bookmark->previous->dict);
        pdf_dict_add_dict(bookmark->previous->dict, "Next", bookmark->dict);
    }
}

static void finish(struct bookmark *bookmark) {
    if (!bookmark->first)
        return;
    pdf_dict_add_dict(bookmark->dict, "First", bookmark->first->dict);
    pdf_dict_add_dict(bookmark->dict, "Last", bookmark->last->dict);
    pdf_dict_add_number(bookmark->dict, "Count", bookmark->open_count);
}

void pdf_outline_write(struct pdf_file *file, const struct placed_document *placed,
                       struct pdf_dict *const *pages) {
    if (!placed->outline_count)
        return;
    struct bookmark root = {.dict = pdf_dict_new(file, PDF_INDIRECT)};
    pdf_dict_add_name(root.dict, "Type", "Outlines");
    struct bookmark *bookmarks = memory_allocate_zeroed(placed->outline_count, sizeof *bookmarks);
    struct bookmark *last = &root;
    for (size_t i = 0; i < placed->outline_count; i++) {
        const struct placed_outline *heading = &placed->outline[i];
        struct bookmark *bookmark = &bookmarks[i];
        bookmark->dict = pdf_dict_new(file, PDF_INDIRECT);
        bookmark->level = heading->level;
        pdf_dict_add_text(bookmark->dict, "Title", heading->title);
        struct bookmark *parent = last;
        while (parent->parent && parent->level >= heading->level)
            parent = parent->parent;
        attach(bookmark, parent);
        if (heading->page >= 0 && (size_t)heading->page < placed->page_count)
            add_destination(file, placed, heading, pages, bookmark->dict);
        last = bookmark;
    }
    finish(&root);
    for (size_t i = 0; i < placed->outline_count; i++)
        finish(&bookmarks[i]);
    free(bookmarks);
    pdf_dict_add_dict(pdf_file_catalog(file), "Outlines", root.dict);
}
