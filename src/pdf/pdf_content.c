/* pdf_content.c - placed items -> operators (ISO 32000-1, annex A), as few as do the work: fonts,
 * colours and widths are written when they change.
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
    /* graphics state */
    double stroke_width_pt, dash_pt;
    bool fill_is_white, is_round;
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

/* The operands of one TJ: codes in hexadecimal, and moves where the pen is not where the reader
 * would have put it. Distances in 1/1000 em. */
struct showing {
    struct content *content;
    double wanted, pen; /* where the next glyph goes; where the reader is */
    bool array_open, string_open;
};

static void close_array(struct showing *showing) {
    if (showing->string_open)
        strbuf_add_char(showing->content->out, '>');
    if (showing->array_open)
        strbuf_add(showing->content->out, "]TJ\n");
    showing->string_open = showing->array_open = false;
}

static void show_glyph(struct showing *showing, const struct pdf_font *font, uint32_t glyph,
                       double offset) {
    struct strbuf *out = showing->content->out;
    if (!showing->array_open)
        strbuf_add_char(out, '[');
    showing->array_open = true;
    /* Widths in the file are whole numbers; under 2 the eye sees no difference. */
    double move = round(showing->pen - (showing->wanted + offset));
    if (fabs(move) >= 2) {
        if (showing->string_open)
            strbuf_add_char(out, '>');
        showing->string_open = false;
        strbuf_add_number(out, move, 0);
        showing->pen -= move;
    }
    if (!showing->string_open)
        strbuf_add_char(out, '<');
    showing->string_open = true;
    pdf_add_hex(out, pdf_font_code(font, glyph));
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

static void show_cluster(struct showing *showing, const struct pdf_font *font,
                         const struct glyph_run *run, const struct cluster *cluster) {
    double scale = pdf_font_scale(font);
    if (pdf_shows_nothing(run, cluster))
        return;
    bool own_text = !pdf_says_its_text(font, run, cluster);
    if (own_text) {
        close_array(showing);
        strbuf_add(showing->content->out, "/Span<<");
        add_actual_text(showing->content, cluster->text);
        strbuf_add(showing->content->out, ">>BDC ");
    }
    for (size_t i = 0; i < cluster->count; i++) {
        const struct glyph *glyph = &run->glyphs[cluster->first + i];
        set_rise(showing, (int)lround(glyph->offset_y * scale));
        show_glyph(showing, font, glyph->id, glyph->offset_x * scale);
        showing->wanted += glyph->advance * scale;
    }
    if (own_text) {
        close_array(showing);
        strbuf_add(showing->content->out, "EMC\n");
    }
}

/* The paragraph, cell or item around an element that stands inside a line. */
static const struct element *block_of(const struct element *element) {
    while (element && element->parent &&
           (element->type == ELEMENT_SPAN || element->type == ELEMENT_REFERENCE ||
            element->type == ELEMENT_LINK))
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
    if (item->hyphen) { /* extracts as a soft hyphen: the word is found as a whole */
        strbuf_add(content->out, "/Span<<");
        add_actual_text(content, slice_of("\u00AD"));
        strbuf_add(content->out, ">>BDC ");
    }
    const struct cluster *clusters = pdf_run_clusters(content->input->arena, &item->run, &count);
    for (size_t i = 0; i < count; i++)
        show_cluster(&showing, font, &item->run, &clusters[i]);
    set_rise(&showing, 0);
    if (item->hyphen) {
        close_array(&showing);
        strbuf_add(content->out, "EMC\n");
    }
    if (needs_space_behind(content, item, item_number))
        show_glyph(&showing, font, pdf_font_space(font), 0);
    close_array(&showing);
}

/* ---- paths ----------------------------------------------------------------------------------- */

static void add_point(struct content *content, double x, double y) {
    add_number(content, x);
    add_number(content, content->page->height_pt - y);
}

/* A move, three lines and a close with sides along the axes: one operator. */
static bool write_rectangle(struct content *content, const struct drawing_command *commands,
                            size_t count) {
    if (count < 5 || commands[0].step != DRAW_MOVE || commands[4].step != DRAW_CLOSE)
        return false;
    for (int i = 1; i < 4; i++)
        if (commands[i].step != DRAW_LINE)
            return false;
    double x[4], y[4];
    for (int i = 0; i < 4; i++) {
        x[i] = commands[i].x[0];
        y[i] = commands[i].y[0];
    }
    bool flat_first = y[0] == y[1] && x[1] == x[2] && y[2] == y[3] && x[3] == x[0];
    bool steep_first = x[0] == x[1] && y[1] == y[2] && x[2] == x[3] && y[3] == y[0];
    if (!flat_first && !steep_first)
        return false;
    add_point(content, x[0], y[0]);
    add_number(content, x[2] - x[0]);
    add_number(content, y[0] - y[2]);
    strbuf_add(content->out, "re\n");
    return true;
}

/* The state that the paint at the end of a path needs: to be set before the path begins. */
static void set_paint(struct content *content, const struct drawing_command *paint) {
    if (paint->stroke_width_pt > 0 && paint->stroke_width_pt != content->stroke_width_pt) {
        add_number(content, paint->stroke_width_pt);
        strbuf_add(content->out, "w ");
        content->stroke_width_pt = paint->stroke_width_pt;
    }
    if (paint->stroke_width_pt > 0 && paint->dash_pt != content->dash_pt) {
        strbuf_add_char(content->out, '[');
        if (paint->dash_pt > 0)
            strbuf_add_number(content->out, paint->dash_pt, 2);
        strbuf_add(content->out, "]0 d ");
        content->dash_pt = paint->dash_pt;
    }
    if (paint->stroke_width_pt > 0 && paint->round != content->is_round) {
        strbuf_add(content->out, paint->round ? "1 J 1 j " : "0 J 0 j ");
        content->is_round = paint->round;
    }
    bool white = paint->fill == FILL_WHITE;
    if (paint->fill != FILL_NONE && white != content->fill_is_white) {
        strbuf_add(content->out, white ? "1 g " : "0 g ");
        content->fill_is_white = white;
    }
}

/* Text is filled, so black must be back before the next glyph. */
static void end_paths(struct content *content) {
    if (content->fill_is_white)
        strbuf_add(content->out, "0 g\n");
    content->fill_is_white = false;
}

static bool write_path(struct content *content, const struct drawing_command *commands,
                       size_t count) {
    const struct drawing_command *paint = &commands[count - 1];
    set_paint(content, paint);
    for (size_t i = 0; i + 1 < count; i++) {
        const struct drawing_command *command = &commands[i];
        if (write_rectangle(content, command, count - i)) {
            i += 4;
            continue;
        }
        switch (command->step) {
        case DRAW_MOVE:
            add_point(content, command->x[0], command->y[0]);
            strbuf_add(content->out, "m\n");
            break;
        case DRAW_LINE:
            add_point(content, command->x[0], command->y[0]);
            strbuf_add(content->out, "l\n");
            break;
        case DRAW_CURVE:
            for (int point = 0; point < 3; point++)
                add_point(content, command->x[point], command->y[point]);
            strbuf_add(content->out, "c\n");
            break;
        case DRAW_CLOSE:
            strbuf_add(content->out, "h\n");
            break;
        default:
            return error_set(content->err, ERROR_ENVIRONMENT,
                             "page %zu: text inside a path: layout should have placed it",
                             content->page_number + 1);
        }
    }
    bool stroke = paint->stroke_width_pt > 0, fill = paint->fill != FILL_NONE;
    strbuf_add(content->out, stroke && fill ? "B\n" : stroke ? "S\n" : fill ? "f\n" : "n\n");
    return true;
}

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
    size_t begin = 0;
    for (size_t i = 0; i < item->command_count; i++) {
        if (item->commands[i].step != DRAW_PAINT)
            continue;
        if (!write_path(content, item->commands + begin, i + 1 - begin))
            return false;
        begin = i + 1;
    }
    if (begin < item->command_count)
        return error_set(content->err, ERROR_ENVIRONMENT,
                         "page %zu: a path without paint would vanish", content->page_number + 1);
    end_paths(content);
    if (pdf_content_needs_space(item) && item->command_count && !content->has_glyphs)
        write_space_over(content, item);
    return true;
}

/* ---- pictures -------------------------------------------------------------------------------- */

/* An image is one unit wide and high, its origin at the bottom left. */
static void write_picture(struct content *content, const struct placed_item *item) {
    end_text(content);
    strbuf_add(content->out, "q ");
    add_number(content, item->width_pt);
    strbuf_add(content->out, "0 0 ");
    add_number(content, item->height_pt);
    add_point(content, item->x_pt, item->y_pt + item->height_pt);
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
        .stroke_width_pt = 1,
    };
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
