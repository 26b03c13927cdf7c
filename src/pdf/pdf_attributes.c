/* pdf_attributes.c - see pdf_attributes.h.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_attributes.h"

static const char *list_numbering(enum list_kind kind) {
    switch (kind) {
    case LIST_BULLET:
        return "Disc";
    case LIST_NUMBER:
        return "Decimal";
    case LIST_CHECK:
        return "Square";
    default:
        return "None";
    }
}

static void add_cell(const struct element *element, struct strbuf *out) {
    bool is_header = element->type == ELEMENT_TH;
    if (!is_header && element->column_span <= 1 && element->row_span <= 1)
        return;
    strbuf_add(out, "<</O/Table");
    if (is_header) { /* PDF/UA wants a scope in every case */
        bool both = element->column_header && element->row_header;
        strbuf_add_format(out, "/Scope/%s", both ? "Both" : element->row_header ? "Row" : "Column");
    }
    if (element->column_span > 1)
        strbuf_add_format(out, "/ColSpan %d", element->column_span);
    if (element->row_span > 1)
        strbuf_add_format(out, "/RowSpan %d", element->row_span);
    strbuf_add(out, ">>");
}

/* Boxes count from the bottom left corner. */
static void add_figure(const struct element *element, const struct placed_page *page,
                       struct strbuf *out) {
    strbuf_add(out, "<</O/Layout/Placement/Block");
    if (page) {
        const double *box_pt = element->box_pt;
        const double corners_pt[] = {box_pt[0], page->height_pt - box_pt[3], box_pt[2],
                                     page->height_pt - box_pt[1]};
        strbuf_add(out, "/BBox[");
        for (int i = 0; i < 4; i++) {
            if (i)
                strbuf_add_char(out, ' ');
            strbuf_add_number(out, corners_pt[i], 2);
        }
        strbuf_add_char(out, ']');
    }
    strbuf_add(out, ">>");
}

static void add_words(const char *key, const char *text, struct strbuf *out) {
    if (!text || !text[0])
        return;
    strbuf_add_format(out, "/%s", key);
    pdf_add_string(out, text);
}

static void add_layout(const struct element *element, const struct placed_page *page,
                       struct strbuf *out) {
    if (element->type == ELEMENT_L)
        strbuf_add_format(out, "<</O/List/ListNumbering/%s>>", list_numbering(element->list_kind));
    else if (element->type == ELEMENT_TH || element->type == ELEMENT_TD)
        add_cell(element, out);
    else if (element->type == ELEMENT_FIGURE)
        add_figure(element, page, out);
}

/* Said where it changes: what stands inside inherits it. */
static void add_writing_mode(const struct element *element, struct strbuf *out) {
    if (element->writing != WRITING_AS_AROUND)
        strbuf_add_format(out, "<</O/Layout/WritingMode/%s>>",
                          element->writing == WRITING_FROM_RIGHT ? "RlTb" : "LrTb");
}

void pdf_attributes_add(const struct element *element, const struct placed_page *page,
                        struct strbuf *out) {
    struct strbuf attributes = {0};
    add_layout(element, page, &attributes);
    bool both = attributes.length && element->writing != WRITING_AS_AROUND;
    add_writing_mode(element, &attributes);
    if (attributes.length) {
        strbuf_add(out, both ? "/A[" : "/A");
        strbuf_add_slice(out, strbuf_slice(&attributes));
        strbuf_add(out, both ? "]" : "");
    }
    strbuf_release(&attributes);
    add_words("Alt", element->alt, out);
    add_words("ActualText", element->actual_text, out);
    add_words("Lang", element->language, out);
    add_words("ID", element->id, out);
}
