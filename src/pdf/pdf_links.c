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
static void add_action(struct pdf_file *file, const char *url, struct pdf_dict *annotation) {
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
    struct pdf_dict *action = pdf_dict_new(file, PDF_DIRECT);
    pdf_dict_add_name(action, "S", "URI");
    pdf_dict_add_ascii(action, "URI", strbuf_text(&address));
    pdf_dict_add_dict(annotation, "A", action);
    strbuf_release(&address);
}

/* The place at the top of the window, the zoom as it is. */
static void add_destination(struct pdf_file *file, const struct placed_document *placed,
                            const struct placed_link *link, struct pdf_dict *const *pages,
                            struct pdf_dict *annotation) {
    struct pdf_array *place = pdf_array_new(file, PDF_DIRECT);
    pdf_array_add_dict(place, pages[link->target_page]);
    pdf_array_add_name(place, "XYZ");
    pdf_array_add_null(place);
    double height_pt = placed->pages[link->target_page].height_pt;
    pdf_array_add_number(place, (int)ceil(height_pt - link->target_y_pt));
    pdf_array_add_null(place);
    pdf_dict_add_array(annotation, "Dest", place);
}

/* ---- the annotation -------------------------------------------------------------------------- */

/* Its area counts from the bottom left corner, in whole points: never smaller than the words, and
 * on the page. */
static struct pdf_array *area_of(struct pdf_file *file, const struct placed_link *link,
                                 const struct placed_page *page) {
    struct pdf_array *area = pdf_array_new(file, PDF_DIRECT);
    pdf_array_add_number(area, (int)floor(fmax(link->box_pt[0], 0)));
    pdf_array_add_number(area, (int)floor(fmax(page->height_pt - link->box_pt[3], 0)));
    pdf_array_add_number(area, (int)ceil(fmin(link->box_pt[2], floor(page->width_pt))));
    double top_pt = fmin(page->height_pt - link->box_pt[1], floor(page->height_pt));
    pdf_array_add_number(area, (int)ceil(top_pt));
    return area;
}

static struct pdf_dict *new_annotation(struct pdf_file *file, const struct placed_document *placed,
                                       size_t number, struct pdf_dict *const *pages) {
    const struct placed_link *link = &placed->links[number];
    struct pdf_dict *annotation = pdf_dict_new(file, PDF_INDIRECT);
    pdf_dict_add_name(annotation, "Type", "Annot");
    pdf_dict_add_name(annotation, "Subtype", "Link");
    pdf_dict_add_array(annotation, "Rect", area_of(file, link, &placed->pages[link->page]));
    struct pdf_array *border = pdf_array_new(file, PDF_DIRECT);
    for (int i = 0; i < 3; i++)
        pdf_array_add_number(border, 0);
    pdf_dict_add_array(annotation, "Border", border);
    pdf_dict_add_number(annotation, "F", FLAG_PRINT);
    const char *contents = link->contents && link->contents[0] ? link->contents : link->url;
    pdf_dict_add_text(annotation, "Contents", contents ? contents : "Link");
    pdf_dict_add_number(annotation, "StructParent", pdf_link_number(placed, number));
    if (link->url)
        add_action(file, link->url, annotation);
    else
        add_destination(file, placed, link, pages, annotation);
    return annotation;
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

bool pdf_links_write(struct arena *arena, struct pdf_file *file,
                     const struct placed_document *placed, struct pdf_dict *const *pages,
                     struct pdf_dict ***annotations, struct error *err) {
    struct pdf_array **of_page = arena_new_array(arena, placed->page_count, struct pdf_array *);
    *annotations = arena_new_array(arena, placed->link_count + 1, struct pdf_dict *);
    for (size_t i = 0; i < placed->link_count; i++) {
        if (!check_link(placed, i, err))
            return false;
        size_t page = placed->links[i].page;
        if (!of_page[page]) {
            of_page[page] = pdf_array_new(file, PDF_DIRECT);
            pdf_dict_add_array(pages[page], "Annots", of_page[page]);
        }
        (*annotations)[i] = new_annotation(file, placed, i, pages);
        pdf_array_add_dict(of_page[page], (*annotations)[i]);
    }
    return true;
}
