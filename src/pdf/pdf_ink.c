/* pdf_ink.c - see pdf_ink.h. In order: the state, colours, operators, one stream, the page.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_ink.h"

#include <math.h>
#include <stdlib.h>

#include "pdf/pdf_ink_state.h"

/* Content that takes seconds; a stream costs something even when it is empty. */
enum { MOST_CONTENT_BYTES = 128 * 1024 * 1024, STREAM_BYTES = 16 * 1024 };

/* ---- the state --------------------------------------------------------------------------------
 */

struct matrix matrix_multiply(struct matrix m, struct matrix n) {
    return (struct matrix){m.a * n.a + m.b * n.c,       m.a * n.b + m.b * n.d,
                           m.c * n.a + m.d * n.c,       m.c * n.b + m.d * n.d,
                           m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f};
}

double ink_operand(const struct stream *stream, size_t i) {
    bool is_number = i < stream->operand_count && stream->operands[i].kind == PDF_TOKEN_NUMBER &&
                     isfinite(stream->operands[i].number);
    return is_number ? stream->operands[i].number : 0;
}

/* A point on the page, y down. */
void ink_to_page(const struct stream *stream, struct matrix m, double x, double y, double *page_x,
                 double *page_y) {
    *page_x = m.a * x + m.c * y + m.e - stream->left_pt;
    *page_y = stream->top_pt - (m.b * x + m.d * y + m.f);
}

void ink_stretch(struct placed_box *box, double x, double y) {
    box->left = fmin(box->left, x);
    box->right = fmax(box->right, x);
    box->top = fmin(box->top, y);
    box->bottom = fmax(box->bottom, y);
}

const struct placed_box ink_no_box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

/* A resource by category and the name in the first operand. */
qpdf_oh ink_find_resource(const struct stream *stream, const char *category) {
    struct pdf_ink *ink = stream->ink;
    struct slice name = stream->operand_count ? stream->operands[0].text : slice_of("");
    qpdf_oh all = ink->qpdf->qpdf_oh_get_key(ink->data, stream->resources, category);
    const char *key = arena_format(ink->arena, "/%.*s", (int)name.length, name.data);
    return ink->qpdf->qpdf_oh_get_key(ink->data, all, key);
}

/* ---- colours ----------------------------------------------------------------------------------
 */

static double linear(double value) {
    value = fmin(fmax(value, 0), 1);
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

/* The grey of the same luminance. */
static double grey_of(double red, double green, double blue) {
    double y = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    return y <= 0.0031308 ? y * 12.92 : 1.055 * pow(y, 1 / 2.4) - 0.055;
}

/* By the number of components: 1 grey, 3 RGB, 4 CMYK; a pattern counts as black. */
static double read_colour(const struct stream *stream) {
    double v[4] = {0};
    size_t count = 0;
    for (size_t i = 0; i < stream->operand_count && count < 4; i++)
        if (stream->operands[i].kind == PDF_TOKEN_NUMBER)
            v[count++] = ink_operand(stream, i);
    if (count == 1)
        return fmin(fmax(v[0], 0), 1);
    if (count == 3)
        return grey_of(v[0], v[1], v[2]);
    if (count == 4)
        return grey_of((1 - v[0]) * (1 - v[3]), (1 - v[1]) * (1 - v[3]), (1 - v[2]) * (1 - v[3]));
    return 0;
}

/* ---- operators --------------------------------------------------------------------------------
 */

static void save(struct stream *stream) {
    if (stream->saved_count < DEEPEST_STATE)
        stream->saved[stream->saved_count] = stream->state;
    stream->saved_count++;
}
static void restore(struct stream *stream) {
    if (stream->saved_count > 0 && --stream->saved_count < DEEPEST_STATE)
        stream->state = stream->saved[stream->saved_count];
}
struct matrix ink_operand_matrix(const struct stream *stream) {
    return (struct matrix){ink_operand(stream, 0), ink_operand(stream, 1), ink_operand(stream, 2),
                           ink_operand(stream, 3), ink_operand(stream, 4), ink_operand(stream, 5)};
}
static void concatenate(struct stream *stream) {
    stream->state.ctm = matrix_multiply(ink_operand_matrix(stream), stream->state.ctm);
}
static void set_line_width(struct stream *stream) {
    stream->state.line_width = ink_operand(stream, 0);
}
static void set_fill(struct stream *stream) {
    stream->state.fill_grey = read_colour(stream);
}
static void set_stroke(struct stream *stream) {
    stream->state.stroke_grey = read_colour(stream);
}
static void set_fill_space(struct stream *stream) {
    stream->state.fill_grey = 0;
}
static void set_stroke_space(struct stream *stream) {
    stream->state.stroke_grey = 0;
}
static void set_extended(struct stream *stream) {
    struct pdf_ink *ink = stream->ink;
    qpdf_oh width =
        ink->qpdf->qpdf_oh_get_key(ink->data, ink_find_resource(stream, "/ExtGState"), "/LW");
    if (ink->qpdf->qpdf_oh_is_number(ink->data, width))
        stream->state.line_width = ink->qpdf->qpdf_oh_get_numeric_value(ink->data, width);
}
static void begin_tag(struct stream *stream) {
    struct slice tag = stream->operand_count ? stream->operands[0].text : slice_of("");
    if (stream->tag_count < DEEPEST_TAG)
        stream->tags[stream->tag_count] =
            slice_is(tag, "Reference") || slice_is(tag, "Link") || slice_is(tag, "Lbl");
    stream->tag_count++;
}
static void end_tag(struct stream *stream) {
    stream->tag_count -= stream->tag_count > 0;
}

static const struct {
    const char *name;
    ink_operator *function;
} operators[] = {
    {"q", save},
    {"Q", restore},
    {"cm", concatenate},
    {"w", set_line_width},
    {"gs", set_extended},
    {"g", set_fill},
    {"rg", set_fill},
    {"k", set_fill},
    {"sc", set_fill},
    {"scn", set_fill},
    {"cs", set_fill_space},
    {"CS", set_stroke_space},
    {"G", set_stroke},
    {"RG", set_stroke},
    {"K", set_stroke},
    {"SC", set_stroke},
    {"SCN", set_stroke},
    {"BT", ink_begin_text},
    {"Tf", ink_set_font},
    {"Td", ink_move_line},
    {"TD", ink_move_line_leading},
    {"Tm", ink_set_text_matrix},
    {"T*", ink_next_line},
    {"TL", ink_set_leading},
    {"Tc", ink_set_char_space},
    {"Tw", ink_set_word_space},
    {"Tz", ink_set_scale},
    {"Ts", ink_set_rise},
    {"Tr", ink_set_render_mode},
    {"Tj", ink_show_text},
    {"TJ", ink_show_text},
    {"'", ink_next_line_show},
    {"\"", ink_space_and_show},
    {"m", ink_add_points},
    {"l", ink_add_points},
    {"c", ink_add_points},
    {"v", ink_add_points},
    {"y", ink_add_points},
    {"re", ink_add_rectangle},
    {"S", ink_stroke},
    {"s", ink_stroke},
    {"f", ink_fill},
    {"F", ink_fill},
    {"f*", ink_fill},
    {"B", ink_fill_and_stroke},
    {"B*", ink_fill_and_stroke},
    {"b", ink_fill_and_stroke},
    {"b*", ink_fill_and_stroke},
    {"n", ink_end_path},
    {"Do", ink_show_object},
    {"BMC", begin_tag},
    {"BDC", begin_tag},
    {"EMC", end_tag},
};

/* ---- one stream -------------------------------------------------------------------------------
 */

static void run_operator(struct stream *stream, struct slice name) {
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (slice_is(name, operators[i].name)) {
            operators[i].function(stream);
            return;
        }
    }
}

/* Forms in forms can ask for more work than any machine does. */
static bool spend(struct pdf_ink *ink, size_t bytes) {
    ink->content_bytes += STREAM_BYTES + bytes;
    if (!ink->fault && ink->content_bytes > MOST_CONTENT_BYTES)
        ink->fault = "draws more than this check can follow";
    return !ink->fault;
}

void ink_run_stream(struct stream *stream, struct slice bytes) {
    if (!spend(stream->ink, bytes.length))
        return;
    struct pdf_tokens tokens = {.bytes = bytes};
    struct pdf_token token;
    struct arena arena = {0};
    while (!stream->ink->fault && pdf_token_next(&tokens, &arena, &token)) {
        if (token.kind == PDF_TOKEN_OPERATOR)
            run_operator(stream, token.text);
        if (token.kind == PDF_TOKEN_OPERATOR || token.kind == PDF_TOKEN_INLINE_END)
            stream->operand_count = 0;
        else if (stream->operand_count < MOST_OPERANDS && token.kind != PDF_TOKEN_OPEN &&
                 token.kind != PDF_TOKEN_CLOSE)
            stream->operands[stream->operand_count++] = token;
    }
    arena_release(&arena);
}

/* ---- the page ---------------------------------------------------------------------------------
 */

bool pdf_ink_page(struct pdf_ink *ink, qpdf_oh page, qpdf_oh resources,
                  const struct placed_box *sheet, struct error *err) {
    unsigned char *bytes = NULL;
    size_t length = 0;
    struct arena arena = {0};
    struct stream *stream = arena_new(&arena, struct stream);
    if (ink->qpdf->qpdf_oh_get_page_content_data(ink->data, page, &bytes, &length) != QPDF_SUCCESS)
        ink->fault = "can't be read, or only in part";
    stream->ink = ink;
    stream->left_pt = sheet->left;
    stream->top_pt = sheet->top;
    stream->state = (struct graphics){.ctm = identity, .line_width = 1, .scale = 1};
    stream->text = stream->line = identity;
    stream->resources = resources;
    ink_run_stream(stream, slice_make((const char *)bytes, length));
    free(bytes);
    arena_release(&arena);
    if (ink->fault)
        return error_set(err, ERROR_INPUT, "the content of page %zu %s", ink->report->page,
                         ink->fault);
    return true;
}
