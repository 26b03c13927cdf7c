/* pdf_links.c - see pdf_links.h.
 *
 * Layer: pdf. A link has no border: its words show what it is. It is printed (flag 4) as PDF/A
 * wants of every annotation, and says in Contents where it leads, for those who can't see the words
 * around.
 *
 * Order: where it leads, the annotation, all of them.
 */
#include "pdf/pdf_links.h"

#include <math.h>

enum { FLAG_PRINT = 4 };

int pdf_link_number(const struct placed_document *placed, size_t link) {
    return (int)(placed->page_count + link);
}

/* ---- where it leads -------------------------------------------------------------------------- */

/* An address in ASCII: other bytes, spaces and controls percent-encoded (RFC 3986, 2.1). */
static void add_action(const char *url, struct strbuf *out) {
    static const char digits[] = "0123456789ABCDEF";
    struct strbuf address = {0};
    for (const char *c = url; *c; c++) {
        unsigned char byte = (unsigned char)*c;
        if (byte > ' ' && byte < 0x7F) {
            strbuf_add_char(&address, *c);
        } else {
            strbuf_add_char(&address, '%');
            strbuf_add_char(&address, digits[byte >> 4]);
            strbuf_add_char(&address, digits[byte & 15]);
        }
    }
    strbuf_add(out, "/A<</S/URI/URI");
    pdf_add_string(out, strbuf_text(&address));
    strbuf_add(out, ">>");
    strbuf_release(&address);
}

/* The place at the top of the window, the zoom as it is. */
static void add_destination(const struct placed_document *placed, const struct placed_link *link,
                            struct pdf_dict *const *pages, struct strbuf *out) {
    double height_pt = placed->pages[link->target_page].height_pt;
    strbuf_add_format(out, "/Dest[%u 0 R/XYZ null %d null]",
                      pdf_dict_number(pages[link->target_page]),
                      (int)ceil(height_pt - link->target_y_pt));
}

/* ---- the annotation -------------------------------------------------------------------------- */

/* Its area counts from the bottom left corner, in whole points: never smaller than the words, and
 * on the page. */
static void add_area(const struct placed_link *link, const struct placed_page *page,
                     struct strbuf *out) {
    double top_pt = fmin(page->height_pt - link->box_pt[1], floor(page->height_pt));
    strbuf_add_format(out, "/Rect[%d %d %d %d]", (int)floor(fmax(link->box_pt[0], 0)),
                      (int)floor(fmax(page->height_pt - link->box_pt[3], 0)),
                      (int)ceil(fmin(link->box_pt[2], floor(page->width_pt))), (int)ceil(top_pt));
}

static unsigned write_annotation(struct pdf_file *file, const struct placed_document *placed,
                                 size_t number, struct pdf_dict *const *pages,
                                 struct strbuf *text) {
    const struct placed_link *link = &placed->links[number];
    const char *contents = link->contents && link->contents[0] ? link->contents : link->url;
    strbuf_truncate(text, 0);
    strbuf_add(text, "<</Type/Annot/Subtype/Link");
    add_area(link, &placed->pages[link->page], text);
    strbuf_add_format(text, "/Border[0 0 0]/F %d/StructParent %d/Contents", FLAG_PRINT,
                      pdf_link_number(placed, number));
    pdf_add_string(text, contents ? contents : "Link");
    if (link->url)
        add_action(link->url, text);
    else
        add_destination(placed, link, pages, text);
    strbuf_add(text, ">>");
    unsigned object = pdf_object_reserve(file);
    pdf_object_write(file, object, strbuf_slice(text));
    return object;
}

/* ---- all of them ----------------------------------------------------------------------------- */

static bool check_link(const struct placed_document *placed, size_t i, struct error *err) {
    const struct placed_link *link = &placed->links[i];
    if (!link->element)
        return error_set(err, ERROR_ENVIRONMENT, "link %zu belongs to no part of the document",
                         i + 1);
    size_t last = link->url ? link->page : link->target_page;
    if (link->page >= placed->page_count || last >= placed->page_count)
        return error_set(err, ERROR_ENVIRONMENT, "link %zu: there is no page %zu", i + 1,
                         (link->page > last ? link->page : last) + 1);
    return true;
}

/* The annotations of a page. */
static void write_list(struct pdf_file *file, struct pdf_dict *page, struct strbuf *list) {
    if (!list->length)
        return;
    unsigned number = pdf_object_reserve(file);
    strbuf_add_char(list, ']');
    pdf_object_write(file, number, strbuf_slice(list));
    pdf_dict_add_reference(file, page, "Annots", number);
    strbuf_truncate(list, 0);
}

bool pdf_links_write(struct arena *arena, struct pdf_file *file,
                     const struct placed_document *placed, struct pdf_dict *const *pages,
                     unsigned **annotations, struct error *err) {
    struct strbuf *lists = arena_new_array(arena, placed->page_count + 1, struct strbuf);
    struct strbuf text = {0};
    *annotations = arena_new_array(arena, placed->link_count + 1, unsigned);
    bool fine = true;
    for (size_t i = 0; fine && i < placed->link_count; i++) {
        fine = check_link(placed, i, err);
        if (!fine)
            break;
        (*annotations)[i] = write_annotation(file, placed, i, pages, &text);
        struct strbuf *list = &lists[placed->links[i].page];
        strbuf_add_format(list, "%s%u 0 R", list->length ? " " : "[", (*annotations)[i]);
    }
    for (size_t page = 0; page < placed->page_count; page++) {
        if (fine)
            write_list(file, pages[page], &lists[page]);
        strbuf_release(&lists[page]);
    }
    strbuf_release(&text);
    return fine;
}
