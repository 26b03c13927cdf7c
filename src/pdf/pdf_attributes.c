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

static struct pdf_dict *new_attributes(struct pdf_file *file, const char *owner) {
    struct pdf_dict *attributes = pdf_dict_new(file, PDF_DIRECT);
    pdf_dict_add_name(attributes, "O", owner);
    return attributes;
}

static struct pdf_dict *cell_attributes(struct pdf_file *file, const struct element *element) {
    bool is_header = element->type == ELEMENT_TH;
    if (!is_header && element->column_span <= 1 && element->row_span <= 1)
        return NULL;
    struct pdf_dict *attributes = new_attributes(file, "Table");
    if (is_header) {
        bool both = element->column_header && element->row_header;
        /* PDF/UA wants a scope in every case. */
        pdf_dict_add_name(attributes, "Scope",
                          both                  ? "Both"
                          : element->row_header ? "Row"
                                                : "Column");
    }
    if (element->column_span > 1)
        pdf_dict_add_number(attributes, "ColSpan", element->column_span);
    if (element->row_span > 1)
        pdf_dict_add_number(attributes, "RowSpan", element->row_span);
    return attributes;
}

static struct pdf_dict *figure_attributes(struct pdf_file *file, const struct element *element,
                                          const struct placed_page *page) {
    struct pdf_dict *attributes = new_attributes(file, "Layout");
    pdf_dict_add_name(attributes, "Placement", "Block");
    if (page) {
        /* Boxes count from the bottom left corner. */
        double height_pt = page->height_pt;
        struct pdf_array *box = pdf_array_new(file, PDF_DIRECT);
        pdf_array_add_length(box, element->box_pt[0]);
        pdf_array_add_length(box, height_pt - element->box_pt[3]);
        pdf_array_add_length(box, element->box_pt[2]);
        pdf_array_add_length(box, height_pt - element->box_pt[1]);
        pdf_dict_add_array(attributes, "BBox", box);
    }
    return attributes;
}

void pdf_attributes_add(struct pdf_file *file, const struct element *element,
                        const struct placed_page *page, struct pdf_dict *dict) {
    struct pdf_dict *attributes = NULL;
    if (element->type == ELEMENT_L) {
        attributes = new_attributes(file, "List");
        pdf_dict_add_name(attributes, "ListNumbering", list_numbering(element->list_kind));
    } else if (element->type == ELEMENT_TH || element->type == ELEMENT_TD) {
        attributes = cell_attributes(file, element);
    } else if (element->type == ELEMENT_FIGURE) {
        attributes = figure_attributes(file, element, page);
    }
    if (attributes)
        pdf_dict_add_dict(dict, "A", attributes);
    if (element->alt && element->alt[0])
        pdf_dict_add_text(dict, "Alt", element->alt);
    if (element->actual_text && element->actual_text[0])
        pdf_dict_add_text(dict, "ActualText", element->actual_text);
    if (element->language && element->language[0])
        pdf_dict_add_ascii(dict, "Lang", element->language);
    if (element->id && element->id[0])
        pdf_dict_add_ascii(dict, "ID", element->id);
}
