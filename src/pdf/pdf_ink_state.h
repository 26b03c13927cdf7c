/* pdf_ink_state.h - what the parts of pdf_ink share: the graphics state of one content stream.
 *
 * Layer: pdf, private to pdf_ink*.c.
 */
#ifndef FOOTNOTE_PDF_PDF_INK_STATE_H
#define FOOTNOTE_PDF_PDF_INK_STATE_H

#include "pdf/pdf_face.h"
#include "pdf/pdf_ink.h"
#include "pdf/pdf_tokens.h"

enum { DEEPEST_STATE = 64, DEEPEST_FORM = 8, MOST_OPERANDS = 4096, DEEPEST_TAG = 64 };

struct matrix {
    double a, b, c, d, e, f;
};

static const struct matrix identity = {1, 0, 0, 1, 0, 0};

/* First m, then n. */
struct matrix matrix_multiply(struct matrix m, struct matrix n);

struct graphics {
    struct matrix ctm;
    double fill_grey, stroke_grey, line_width;
    const struct pdf_face *face;
    double size, char_space, word_space, scale, leading, rise;
    int render_mode;
};

struct stream {
    struct pdf_ink *ink;
    qpdf_oh resources;
    double left_pt, top_pt;
    int depth;
    struct graphics state, saved[DEEPEST_STATE];
    int saved_count;
    struct matrix text, line;
    /* the path under way */
    struct placed_box path;
    bool has_path, is_one_rectangle;
    size_t rectangles;
    double x, y;
    /* open marked content: is each a source mark? */
    bool tags[DEEPEST_TAG];
    int tag_count;
    struct pdf_token operands[MOST_OPERANDS];
    size_t operand_count;
};

/* A number among the operands, or 0. */
double ink_operand(const struct stream *stream, size_t i);
struct matrix ink_operand_matrix(const struct stream *stream);

/* A point on the page, y down; and a box that grows to hold it. */
void ink_to_page(const struct stream *stream, struct matrix m, double x, double y, double *page_x,
                 double *page_y);
extern const struct placed_box ink_no_box;
void ink_stretch(struct placed_box *box, double x, double y);

/* A resource by category and the name in the first operand. */
qpdf_oh ink_find_resource(const struct stream *stream, const char *category);

/* Runs the operators of a content stream; once there is a fault it does nothing. */
void ink_run_stream(struct stream *stream, struct slice bytes);

/* pdf_ink_text.c, pdf_ink_paint.c: operators, with their operands in the stream. */
typedef void ink_operator(struct stream *stream);
ink_operator ink_begin_text, ink_set_font, ink_show_text, ink_move_line, ink_move_line_leading,
    ink_set_text_matrix, ink_next_line, ink_next_line_show, ink_space_and_show, ink_set_leading,
    ink_set_char_space, ink_set_word_space, ink_set_scale, ink_set_rise, ink_set_render_mode;
ink_operator ink_add_points, ink_add_rectangle, ink_fill, ink_stroke, ink_fill_and_stroke,
    ink_end_path, ink_show_object;

#endif
