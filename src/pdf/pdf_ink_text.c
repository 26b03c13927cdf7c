/* pdf_ink_text.c - text of a content stream: faces, sizes, positions.
 *
 * Layer: pdf. In order: faces, showing, operators.
 */
#include "pdf/pdf_ink_state.h"

#include <math.h>

/* ---- faces ------------------------------------------------------------------------------------
 */

static const struct pdf_face *find_face(const struct stream *stream) {
    struct pdf_ink *ink = stream->ink;
    qpdf_oh font = ink_find_resource(stream, "/Font");
    if (!ink->qpdf->qpdf_oh_is_dictionary(ink->data, font))
        return NULL;
    int object = ink->qpdf->qpdf_oh_get_object_id(ink->data, font);
    for (size_t i = 0; object && i < ink->face_count; i++)
        if (ink->faces[i]->object == object)
            return ink->faces[i];
    struct pdf_face *face = pdf_face_read(ink->qpdf, ink->data, font, ink->arena);
    ink->faces = arena_grow_array(ink->arena, ink->faces, ink->face_count, ink->face_count + 1,
                                  sizeof(struct pdf_face *));
    ink->faces[ink->face_count++] = face;
    if (!face->is_embedded)
        print_report_font(ink->report, face->name);
    return face;
}

/* ---- showing ----------------------------------------------------------------------------------
 */

static bool in_source_mark(const struct stream *stream) {
    for (int i = 0; i < stream->tag_count && i < DEEPEST_TAG; i++)
        if (stream->tags[i])
            return true;
    return false;
}

static void move_text(struct stream *stream, double x) {
    stream->text = matrix_multiply((struct matrix){1, 0, 0, 1, x, 0}, stream->text);
}

/* The codes of one string; the box grows by those that leave ink. */
static void show_codes(struct stream *stream, struct slice codes, struct placed_box *box) {
    const struct graphics *state = &stream->state;
    const struct pdf_face *face = state->face;
    size_t step = face->two_bytes ? 2 : 1;
    for (size_t i = 0; i + step <= codes.length; i += step) {
        unsigned code = (unsigned char)codes.data[i];
        if (face->two_bytes)
            code = code << 8 | (unsigned char)codes.data[i + 1];
        double width = face->widths[code] / 1000 * state->size + state->char_space;
        if (step == 1 && code == ' ')
            width += state->word_space;
        width *= state->scale;
        if (!face->blank[code]) {
            struct matrix m = matrix_multiply(stream->text, state->ctm);
            double x, y;
            ink_to_page(stream, m, 0, state->rise - state->size * 0.25, &x, &y);
            ink_stretch(box, x, y);
            ink_to_page(stream, m, width, state->rise + state->size * 0.75, &x, &y);
            ink_stretch(box, x, y);
        }
        move_text(stream, width);
    }
}

void ink_show_text(struct stream *stream) {
    const struct graphics *state = &stream->state;
    struct placed_box box = ink_no_box;
    if (!state->face)
        return;
    for (size_t i = 0; i < stream->operand_count; i++) {
        if (stream->operands[i].kind == PDF_TOKEN_STRING)
            show_codes(stream, stream->operands[i].text, &box);
        else if (stream->operands[i].kind == PDF_TOKEN_NUMBER)
            move_text(stream, -ink_operand(stream, i) / 1000 * state->size * state->scale);
    }
    if (box.left > box.right || state->render_mode == 3 || state->render_mode == 7)
        return; /* nothing but blanks, or meant not to be seen */
    struct matrix m = matrix_multiply(stream->text, state->ctm);
    struct print_mark mark = {
        .kind = PRINT_TEXT,
        .box = box,
        .size = fabs(state->size) * hypot(m.c, m.d),
        .grey = state->render_mode == 1 ? state->stroke_grey : state->fill_grey,
        .is_source_mark = in_source_mark(stream),
    };
    print_report_mark(stream->ink->report, &mark);
}

static void next_line(struct stream *stream, double x, double y) {
    stream->line = matrix_multiply((struct matrix){1, 0, 0, 1, x, y}, stream->line);
    stream->text = stream->line;
}

/* ---- operators --------------------------------------------------------------------------------
 */

void ink_begin_text(struct stream *stream) {
    stream->text = stream->line = identity;
}
void ink_set_font(struct stream *stream) {
    stream->state.face = find_face(stream);
    stream->state.size = ink_operand(stream, 1);
}
void ink_move_line(struct stream *stream) {
    next_line(stream, ink_operand(stream, 0), ink_operand(stream, 1));
}
void ink_move_line_leading(struct stream *stream) {
    stream->state.leading = -ink_operand(stream, 1);
    ink_move_line(stream);
}
void ink_set_text_matrix(struct stream *stream) {
    stream->text = stream->line = ink_operand_matrix(stream);
}
void ink_next_line(struct stream *stream) {
    next_line(stream, 0, -stream->state.leading);
}
void ink_set_leading(struct stream *stream) {
    stream->state.leading = ink_operand(stream, 0);
}
void ink_set_char_space(struct stream *stream) {
    stream->state.char_space = ink_operand(stream, 0);
}
void ink_set_word_space(struct stream *stream) {
    stream->state.word_space = ink_operand(stream, 0);
}
void ink_set_scale(struct stream *stream) {
    stream->state.scale = ink_operand(stream, 0) / 100;
}
void ink_set_rise(struct stream *stream) {
    stream->state.rise = ink_operand(stream, 0);
}
void ink_set_render_mode(struct stream *stream) {
    stream->state.render_mode = (int)ink_operand(stream, 0);
}
void ink_next_line_show(struct stream *stream) {
    ink_next_line(stream);
    ink_show_text(stream);
}
/* aw ac string ": the spaces are operands, not moves */
void ink_space_and_show(struct stream *stream) {
    stream->state.word_space = ink_operand(stream, 0);
    stream->state.char_space = ink_operand(stream, 1);
    for (size_t i = 0; i < 2 && i < stream->operand_count; i++)
        stream->operands[i].kind = PDF_TOKEN_NAME;
    ink_next_line_show(stream);
}
