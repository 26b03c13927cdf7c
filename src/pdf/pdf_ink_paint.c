/* pdf_ink_paint.c - paths, pictures and forms of a content stream.
 *
 * Layer: pdf. In order: paths, painting, pictures, forms.
 */
#include "pdf/pdf_ink_state.h"

#include <math.h>
#include <stdlib.h>

/* ---- paths ------------------------------------------------------------------------------------
 */

static void add_path_point(struct stream *stream, double x, double y) {
    double page_x, page_y;
    if (!stream->has_path)
        stream->path = ink_no_box;
    stream->has_path = true;
    ink_to_page(stream, stream->state.ctm, x, y, &page_x, &page_y);
    ink_stretch(&stream->path, page_x, page_y);
}

void ink_add_points(struct stream *stream) {
    for (size_t i = 0; i + 1 < stream->operand_count; i += 2)
        add_path_point(stream, ink_operand(stream, i), ink_operand(stream, i + 1));
    stream->is_one_rectangle = false;
}

void ink_add_rectangle(struct stream *stream) {
    struct matrix m = stream->state.ctm;
    bool upright = (m.b == 0 && m.c == 0) || (m.a == 0 && m.d == 0);
    stream->is_one_rectangle = !stream->has_path && upright;
    double x = ink_operand(stream, 0), y = ink_operand(stream, 1);
    double width = ink_operand(stream, 2), height = ink_operand(stream, 3);
    add_path_point(stream, x, y);
    add_path_point(stream, x + width, y);
    add_path_point(stream, x, y + height);
    add_path_point(stream, x + width, y + height);
}

static void paint(struct stream *stream, bool fill, bool stroke) {
    const struct graphics *state = &stream->state;
    struct matrix m = state->ctm;
    struct print_mark mark = {.box = stream->path, .is_rectangle = stream->is_one_rectangle};
    if (fill && stream->has_path) {
        mark.kind = PRINT_FILL;
        mark.grey = state->fill_grey;
        print_report_mark(stream->ink->report, &mark);
    }
    if (stroke && stream->has_path) {
        mark.kind = PRINT_STROKE;
        mark.grey = state->stroke_grey;
        mark.size = state->line_width * sqrt(fabs(m.a * m.d - m.b * m.c));
        print_report_mark(stream->ink->report, &mark);
    }
    stream->has_path = stream->is_one_rectangle = false;
}

void ink_fill(struct stream *stream) {
    paint(stream, true, false);
}
void ink_stroke(struct stream *stream) {
    paint(stream, false, true);
}
void ink_fill_and_stroke(struct stream *stream) {
    paint(stream, true, true);
}
void ink_end_path(struct stream *stream) {
    paint(stream, false, false);
}

/* ---- pictures and forms -----------------------------------------------------------------------
 */

static void show_picture(struct stream *stream, qpdf_oh dict) {
    struct pdf_ink *ink = stream->ink;
    struct print_mark mark = {.kind = PRINT_PICTURE, .box = ink_no_box};
    for (int i = 0; i < 4; i++) {
        double x, y;
        ink_to_page(stream, stream->state.ctm, i & 1, i >> 1, &x, &y);
        ink_stretch(&mark.box, x, y);
    }
    double pixels = ink->qpdf->qpdf_oh_get_numeric_value(
        ink->data, ink->qpdf->qpdf_oh_get_key(ink->data, dict, "/Width"));
    double across_pt = hypot(stream->state.ctm.a, stream->state.ctm.b);
    mark.size = across_pt > 0 ? pixels * 72 / across_pt : 0;
    print_report_mark(ink->report, &mark);
}

static struct matrix read_matrix(const struct pdf_ink *ink, qpdf_oh array) {
    double v[6];
    if (!ink->qpdf->qpdf_oh_is_array(ink->data, array) ||
        ink->qpdf->qpdf_oh_get_array_n_items(ink->data, array) != 6)
        return identity;
    for (int i = 0; i < 6; i++)
        v[i] = ink->qpdf->qpdf_oh_get_numeric_value(
            ink->data, ink->qpdf->qpdf_oh_get_array_item(ink->data, array, i));
    return (struct matrix){v[0], v[1], v[2], v[3], v[4], v[5]};
}

/* A form is a stream of its own, in the state of where it stands. */
static void show_form(struct stream *stream, qpdf_oh form, qpdf_oh dict) {
    struct pdf_ink *ink = stream->ink;
    unsigned char *bytes = NULL;
    size_t length = 0;
    if (ink->fault)
        return;
    if (stream->depth >= DEEPEST_FORM)
        ink->fault = "holds forms in one another, too deep to be looked at";
    else if (ink->qpdf->qpdf_oh_get_stream_data(ink->data, form, qpdf_dl_all, NULL, &bytes,
                                                &length) != QPDF_SUCCESS)
        ink->fault = "holds a form that can't be read, or only in part";
    struct arena arena = {0};
    struct stream *inner = arena_new(&arena, struct stream);
    inner->ink = ink;
    inner->left_pt = stream->left_pt;
    inner->top_pt = stream->top_pt;
    inner->depth = stream->depth + 1;
    inner->state = stream->state;
    inner->state.ctm =
        matrix_multiply(read_matrix(ink, ink->qpdf->qpdf_oh_get_key(ink->data, dict, "/Matrix")),
                        stream->state.ctm);
    qpdf_oh own = ink->qpdf->qpdf_oh_get_key(ink->data, dict, "/Resources");
    inner->resources = ink->qpdf->qpdf_oh_is_dictionary(ink->data, own) ? own : stream->resources;
    ink_run_stream(inner, slice_make((const char *)bytes, length));
    free(bytes);
    arena_release(&arena);
}

void ink_show_object(struct stream *stream) {
    struct pdf_ink *ink = stream->ink;
    qpdf_oh object = ink_find_resource(stream, "/XObject");
    if (!ink->qpdf->qpdf_oh_is_stream(ink->data, object))
        return;
    qpdf_oh dict = ink->qpdf->qpdf_oh_get_dict(ink->data, object);
    qpdf_oh subtype = ink->qpdf->qpdf_oh_get_key(ink->data, dict, "/Subtype");
    const char *name = ink->qpdf->qpdf_oh_is_name(ink->data, subtype)
                           ? ink->qpdf->qpdf_oh_get_name(ink->data, subtype)
                           : "";
    if (strcmp(name, "/Image") == 0)
        show_picture(stream, dict);
    else if (strcmp(name, "/Form") == 0)
        show_form(stream, object, dict);
}
