/* pdf_content.c - placed items -> operators (ISO 32000-1, annex A), as few as do the work: fonts
 * are written when they change (pdf_paths.h does the same for colours and widths).
 *
 * Layer: pdf. Every item stands in a marked-content sequence: that of its element, or an artifact.
 * Neighbours of one element share a sequence and a text object.
 *
 * Words stay apart in extracted text: layout cuts the space off at a line's end, so one is written
 * behind the last word of a line where the text goes on; and a shape with words gets a space glyph
 * to carry them, because text extraction looks for glyphs.
 *
 * Order: state, sequences, text, paths, pictures, the page.
 */
#include "pdf/pdf_content.h"

#include "pdf/pdf_paths.h"
#include "pdf/pdf_reading.h"

#include <math.h>

/* Everything the operators so far have set. Colours start out black, lines 1 wide and solid. */
struct content {
    const struct pdf_content_input *input;
    struct strbuf *out;
    struct error *err;
    const struct placed_page *page;
    size_t page_number;
    bool in_sequence, in_text;
    bool has_glyphs; /* the sequence under way */
    const struct element *element;
    enum artifact artifact;
    /* text state */
    const struct pdf_font *font;
    double size_pt;
    double line_x, line_y; /* start of the line that Td moves from, as the file has it */
    int rise;              /* 1/1000 em */
    struct pdf_pen pen;    /* graphics state */
};

static void add_number(struct content *content, double number) {
    strbuf_add_number(content->out, number, 2);
    strbuf_add_char(content->out, ' ');
}

static double rounded(double number) {
    return round(number * 100) / 100;
}

/* ---- sequences ------------------------------------------------------------------------------- */

static void end_text(struct content *content) {
    if (!content->in_text)
        return;
    strbuf_add(content->out, "ET\n");
    content->in_text = false;
}

static void end_sequence(struct content *content) {
    end_text(content);
    pdf_pen_rest(&content->pen);
    if (content->in_sequence)
        strbuf_add(content->out, "EMC\n");
    content->in_sequence = false;
}

static void add_actual_text(struct content *content, struct slice text) {
    strbuf_add(content->out, "/ActualText<FEFF");
    pdf_add_utf16_hex(content->out, text);
    strbuf_add_char(content->out, '>');
}

static void begin_sequence(struct content *content, const struct placed_item *item) {
    const struct element *element = item->element;
    bool goes_on = content->in_sequence && element == content->element &&
                   (element || item->artifact == content->artifact);
    if (goes_on)
        return;
    end_sequence(content);
    content->in_sequence = true;
    content->has_glyphs = false;
    content->element = element;
    content->artifact = item->artifact;
    if (!element) {
        strbuf_add(content->out, item->artifact == ARTIFACT_PAGINATION
                                     ? "/Artifact<</Type/Pagination>>BDC\n"
                                     : "/Artifact BMC\n");
        return;
    }
    int mark = pdf_structure_mark(content->input->structure, element, content->page_number);
    strbuf_add_format(content->out, "/%s<</MCID %d",
                      pdf_structure_tag(content->input->structure, element), mark);
    if (element->actual_text && element->actual_text[0])
        add_actual_text(content, slice_of(element->actual_text));
    strbuf_add(content->out, ">>BDC\n");
}

/* ---- text ------------------------------------------------------------------------------------ */

static void begin_text(struct content *content, const struct pdf_font *font, double size_pt,
                       double x_pt, double y_pt) {
    if (!content->in_text) {
        pdf_pen_rest(&content->pen);
        strbuf_add(content->out, "BT\n");
        content->in_text = true;
        content->line_x = content->line_y = 0;
    }
    if (font != content->font || size_pt != content->size_pt) {
        strbuf_add_format(content->out, "/%s ", pdf_font_name(font));
        add_number(content, size_pt);
        strbuf_add(content->out, "Tf ");
        content->font = font;
        content->size_pt = size_pt;
    }
    content->has_glyphs = true;
    double x = rounded(x_pt), y = rounded(content->page->height_pt - y_pt);
    add_number(content, x - content->line_x);
    add_number(content, y - content->line_y);
    strbuf_add(content->out, "Td\n");
    content->line_x = x;
    content->line_y = y;
}

/* The operand of one Tj, or of TJ where there are moves: the pen is not where the reader would have
 * put it. Strings are literal: the codes' own bytes need half the room of hexadecimal digits.
 * Distances in 1/1000 em. */
struct showing {
    struct content *content;
    double wanted, pen; /* where the next glyph goes; where the reader is */
    size_t begin;       /* of the operand in the content */
    bool open, has_moves, string_open;
};

static void close_array(struct showing *showing) {
    struct strbuf *out = showing->content->out;
    if (showing->string_open)
        strbuf_add_char(out, ')');
    if (showing->open && showing->has_moves) {
        strbuf_add(out, "]TJ\n");
    } else if (showing->open) {
        /* The bracket was not needed. */
        memmove(out->data + showing->begin, out->data + showing->begin + 1,
                out->length - showing->begin - 1);
        strbuf_truncate(out, out->length - 1);
        strbuf_add(out, "Tj\n");
    }
    showing->open = showing->has_moves = showing->string_open = false;
}

static void add_string_byte(struct strbuf *out, unsigned byte) {
    if (byte == '(' || byte == ')' || byte == '\\')
        strbuf_add_char(out, '\\');
    if (byte == '\r')
        strbuf_add(out, "\\r"); /* a reader would take it for a line feed */
    else
        strbuf_add_char(out, (char)byte);
}

/* Widths in the file are whole numbers; a move under this the eye does not see (0.05 pt at 13 pt).
 */
enum { LEAST_MOVE = 4 };

static void show_glyph(struct showing *showing, const struct pdf_font *font, uint32_t glyph,
                       double offset) {
    struct strbuf *out = showing->content->out;
    if (!showing->open) {
        showing->begin = out->length;
        strbuf_add_char(out, '[');
    }
    showing->open = true;
    double move = round(showing->pen - (showing->wanted + offset));
    if (fabs(move) >= LEAST_MOVE) {
        if (showing->string_open)
            strbuf_add_char(out, ')');
        showing->string_open = false;
        showing->has_moves = true;
        strbuf_add_number(out, move, 0);
        showing->pen -= move;
    }
    if (!showing->string_open)
        strbuf_add_char(out, '(');
    showing->string_open = true;
    unsigned code = pdf_font_code(font, glyph);
    add_string_byte(out, code >> 8);
    add_string_byte(out, code & 0xFF);
    showing->pen += pdf_font_width(font, glyph);
}

static void set_rise(struct showing *showing, int rise) {
    struct content *content = showing->content;
    if (rise == content->rise)
        return;
    close_array(showing);
    add_number(content, rise * content->size_pt / 1000);
    strbuf_add(content->out, "Ts ");
    content->rise = rise;
}

/* What stands between says this to those who can't see it, or copy it. */
static void begin_own_text(struct showing *showing, struct slice text) {
    close_array(showing);
    strbuf_add(showing->content->out, "/Span<<");
    add_actual_text(showing->content, text);
    strbuf_add(showing->content->out, ">>BDC ");
}

static void end_own_text(struct showing *showing) {
    close_array(showing);
    strbuf_add(showing->content->out, "EMC\n");
}

static void show_cluster(struct showing *showing, const struct pdf_font *font,
                         const struct glyph_run *run, const struct cluster *cluster) {
    double scale = pdf_font_scale(font);
    if (pdf_shows_nothing(run, cluster))
        return;
    bool own_text = !pdf_says_its_text(font, run, cluster);
    if (own_text)
        begin_own_text(showing, cluster->text);
    for (size_t i = 0; i < cluster->count; i++) {
        const struct glyph *glyph = &run->glyphs[cluster->first + i];
        if (run->right_to_left && pdf_is_mark(cluster, glyph))
            continue; /* show_marks */
        set_rise(showing, (int)lround(glyph->offset_y * scale));
        show_glyph(showing, font, glyph->id, glyph->offset_x * scale);
        showing->wanted += glyph->advance * scale;
    }
    if (own_text)
        end_own_text(showing);
}

/* The vowel marks of a word from right to left, behind its letters and without a text of their own:
 * among the letters, above or below the line, they make readers take one word for several. */
static void show_marks(struct showing *showing, const struct pdf_font *font,
                       const struct glyph_run *run, const struct cluster *clusters, size_t count) {
    double scale = pdf_font_scale(font), wanted = 0;
    bool any = false;
    for (size_t c = 0; c < count; c++)
        for (size_t i = 0; i < clusters[c].count; i++) {
            const struct glyph *glyph = &run->glyphs[clusters[c].first + i];
            if (pdf_is_mark(&clusters[c], glyph)) {
                close_array(showing);
                if (!any)
                    begin_own_text(showing, slice_of(""));
                any = true;
                showing->wanted = wanted;
                set_rise(showing, (int)lround(glyph->offset_y * scale));
                show_glyph(showing, font, glyph->id, glyph->offset_x * scale);
            }
            wanted += glyph->advance * scale;
        }
    showing->wanted = wanted;
    if (any)
        end_own_text(showing);
}

static bool is_inline(const struct element *element) {
    return element->type == ELEMENT_SPAN || element->type == ELEMENT_REFERENCE ||
           element->type == ELEMENT_LINK || element->type == ELEMENT_NOTE ||
           (element->type == ELEMENT_LBL && element->parent->type == ELEMENT_NOTE);
}

/* The paragraph, cell or item around an element that stands inside a line. */
static const struct element *block_of(const struct element *element) {
    while (element && element->parent && is_inline(element))
        element = element->parent;
    return element;
}

/* The next item that is read, on this page or a later one. */
static const struct placed_item *next_read(const struct content *content, size_t item) {
    const struct placed_document *placed = content->input->placed;
    for (size_t page = content->page_number; page < placed->page_count; page++, item = 0)
        for (; item < placed->pages[page].count; item++)
            if (placed->pages[page].items[item].element)
                return &placed->pages[page].items[item];
    return NULL;
}

/* After "well-" or "and/" a line may end inside a word. */
static bool ends_inside_word(struct slice text) {
    if (text.length < 2)
        return false;
    char last = text.data[text.length - 1];
    return (last == '-' || last == '/') && text.data[text.length - 2] != ' ';
}

static bool needs_space_behind(const struct content *content, const struct placed_item *item,
                               size_t item_number) {
    struct slice text = item->run.text;
    if (!item->line_end || !item->element || !text.length || text.data[text.length - 1] == ' ' ||
        ends_inside_word(text))
        return false;
    const struct placed_item *next = next_read(content, item_number + 1);
    return next && block_of(next->element) == block_of(item->element);
}

static void write_glyphs(struct content *content, const struct placed_item *item,
                         size_t item_number) {
    if (!item->run.count)
        return;
    const struct pdf_font *font = pdf_fonts_get(content->input->fonts, item->run.font);
    begin_text(content, font, item->size_pt, item->x_pt, item->y_pt);
    struct showing showing = {.content = content};
    size_t count;
    if (item->hyphen) /* extracts as a soft hyphen: the word is found as a whole */
        begin_own_text(&showing, slice_of("\u00AD"));
    const struct cluster *clusters = pdf_run_clusters(content->input->fonts, &item->run, &count);
    for (size_t i = 0; i < count; i++)
        show_cluster(&showing, font, &item->run, &clusters[i]);
    if (item->run.right_to_left)
        show_marks(&showing, font, &item->run, clusters, count);
    set_rise(&showing, 0);
    if (item->hyphen)
        end_own_text(&showing);
    if (needs_space_behind(content, item, item_number)) {
        if (item->run.right_to_left) { /* the word ends at its left */
            close_array(&showing);
            showing.wanted = -pdf_font_width(font, pdf_font_space(font));
        }
        show_glyph(&showing, font, pdf_font_space(font), 0);
    }
    close_array(&showing);
}

/* ---- paths ----------------------------------------------------------------------------------- */

/* A space as wide as the shape, in its place. */
static void write_space_over(struct content *content, const struct placed_item *item) {
    struct placed_box box = placed_path_box(item);
    const struct pdf_font *font = pdf_fonts_get(content->input->fonts, content->input->plain);
    uint32_t space = pdf_font_space(font);
    int width = pdf_font_width(font, space);
    double size_pt = width > 0 ? (box.right - box.left) * 1000 / width : 1;
    size_pt = fmin(fmax(rounded(size_pt), 1), 12); /* a size that text around may have */
    begin_text(content, font, size_pt, box.left, box.bottom);
    struct showing showing = {.content = content};
    show_glyph(&showing, font, space, 0);
    close_array(&showing);
    end_text(content);
}

bool pdf_content_needs_space(const struct placed_item *item) {
    return item->kind == PLACED_PATH && item->element && item->element->actual_text &&
           item->element->actual_text[0];
}

static bool write_paths(struct content *content, const struct placed_item *item) {
    end_text(content);
    bool is_drawing = item->element && item->element->type == ELEMENT_FIGURE;
    if (!pdf_pen_draw(&content->pen, item, is_drawing, content->err))
        return error_prefix(content->err, "page %zu: ", content->page_number + 1);
    if (pdf_content_needs_space(item) && item->command_count && !content->has_glyphs)
        write_space_over(content, item);
    return true;
}

/* ---- pictures -------------------------------------------------------------------------------- */

/* An image is one unit wide and high, its origin at the bottom left. */
static void write_picture(struct content *content, const struct placed_item *item) {
    end_text(content);
    pdf_pen_rest(&content->pen);
    strbuf_add(content->out, "q ");
    add_number(content, item->width_pt);
    strbuf_add(content->out, "0 0 ");
    add_number(content, item->height_pt);
    add_number(content, item->x_pt);
    add_number(content, content->page->height_pt - item->y_pt - item->height_pt);
    strbuf_add_format(content->out, "cm /%s Do Q\n",
                      pdf_image_name(content->input->images, item->picture));
}

/* ---- the page -------------------------------------------------------------------------------- */

bool pdf_content_write(const struct pdf_content_input *input, size_t page, struct strbuf *out,
                       struct error *err) {
    struct content content = {
        .input = input,
        .out = out,
        .err = err,
        .page = &input->placed->pages[page],
        .page_number = page,
        .pen = {.out = out, .stroke_width_pt = 1, .grid_per_pt = input->grid_per_pt},
    };
    content.pen.page_height_pt = content.page->height_pt;
    for (size_t i = 0; i < content.page->count; i++) {
        const struct placed_item *item = &content.page->items[i];
        begin_sequence(&content, item);
        if (item->kind == PLACED_GLYPHS)
            write_glyphs(&content, item, i);
        else if (item->kind == PLACED_PICTURE)
            write_picture(&content, item);
        else if (!write_paths(&content, item))
            return false;
    }
    end_sequence(&content);
    return true;
}
