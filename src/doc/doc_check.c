/* doc_check.c - is the finished tree fit to print? One check for each kind that needs one, in a
 * table; then what no single node can tell: titles, heading levels, kinds that must not stand
 * anywhere below another.
 *
 * Layer: doc. Every message names the script's line: the person who wrote it reads it.
 */
#include "doc/table_grid.h"

#include <math.h>

struct check {
    struct document *doc;
    struct error *err;
    int heading_level; /* of the heading before; 0 at the start */
};

static bool fault(const struct check *check, const struct node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool fault(const struct check *check, const struct node *node, const char *format, ...) {
    /* Text and marks made by helpers have no line of their own; the part around them has. */
    while (node->parent && !node->script_line)
        node = node->parent;
    va_list arguments;
    va_start(arguments, format);
    error_set_list(check->err, ERROR_SCRIPT, format, arguments);
    va_end(arguments);
    const char *script = check->doc->script;
    return error_prefix(check->err, "%s:%d: ", script && script[0] ? script : "script",
                        node->script_line);
}

static bool is_blank(const char *text) {
    return !text || slice_trim(slice_of(text)).length == 0;
}

static bool is_length(double length_pt) {
    return isfinite(length_pt) && length_pt > 0 && length_pt <= 5000;
}

static bool has_words(const struct check *check, const struct node *node) {
    return node_plain_text(check->doc->arena, node)[0] != '\0';
}

/* ---- addresses ------------------------------------------------------------------------------- */

/* What a page opens ends in a patient's browser: nothing but these. */
static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};

const char *doc_url_fault(const char *url) {
    bool known = false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        known |= strncmp(url, schemes[i], strlen(schemes[i])) == 0 && url[strlen(schemes[i])];
    if (!known)
        return "must begin with https://, http://, mailto: or tel:";
    for (const unsigned char *c = (const unsigned char *)url; *c; c++)
        if (*c <= ' ' || *c >= 0x7F || strchr("\"<>\\^`{|}", *c))
            return "must be of letters, digits and signs as browsers take them: write others as "
                   "%20 and the like";
    return NULL;
}

/* ---- languages ------------------------------------------------------------------------------- */

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A tag of the form of BCP 47: "en", "de-AT", "zh-Hant-TW". Which languages there are it can't say.
 */
static bool is_language_tag(const char *tag) {
    enum { LONGEST_TAG = 35, LONGEST_PART = 8 };
    size_t part = 0;
    bool first = true;
    for (const char *c = tag;; c++) {
        if (*c == '-' || !*c) {
            if (part < 1 || part > LONGEST_PART)
                return false;
            if (!*c)
                return c - tag <= LONGEST_TAG;
            first = false;
            part = 0;
        } else if (is_letter(*c) || (!first && *c >= '0' && *c <= '9')) {
            part++;
        } else {
            return false;
        }
    }
}

#define LANGUAGE_EXPECTED "a tag such as \"en\" or \"de-AT\" is expected"

/* ---- one check a kind ------------------------------------------------------------------------ */

static bool check_heading(struct check *check, const struct node *node) {
    if (node->level < 1 || node->level > 6)
        return fault(check, node, "heading level %d: levels go from 1 to 6", node->level);
    if (!has_words(check, node))
        return fault(check, node, "a heading has no words");
    if (check->heading_level == 0 && node->level != 1)
        return fault(check, node,
                     "the first heading has level %d: begin with the title, "
                     "heading { level = 1, ... }",
                     node->level);
    if (node->level > check->heading_level + 1)
        return fault(check, node, "a heading of level %d follows one of level %d: use level %d",
                     node->level, check->heading_level, check->heading_level + 1);
    check->heading_level = node->level;
    return true;
}

static bool check_terms(struct check *check, const struct node *list) {
    for (const struct node *item = list->first_child; item; item = item->next)
        if (!item->label || !has_words(check, item->label))
            return fault(check, item, "a definition has no term: write { \"term\", \"words\" }");
    return true;
}

static bool check_list(struct check *check, const struct node *node) {
    if (!node->first_child)
        return fault(check, node, "a list has no items");
    if (node->columns < 1 || node->columns > 6)
        return fault(check, node, "a list has %d columns: give 1 to 6", node->columns);
    if (node->first_number < 0)
        return fault(check, node, "a list begins with number %d: give 0 or more",
                     node->first_number);
    return node->list_kind != LIST_DEFINITION || check_terms(check, node);
}

static bool check_item(struct check *check, const struct node *node) {
    if (!node->first_child)
        return fault(check, node, "a list item is empty");
    bool first_is_inline = node_is_inline(node->first_child->kind);
    for (const struct node *child = node->first_child; child; child = child->next)
        if (node_is_inline(child->kind) != first_is_inline)
            return fault(check, child,
                         "a list item holds words beside a %s: put the words in a paragraph",
                         node_kind_name(first_is_inline ? child->kind : node->first_child->kind));
    return true;
}

static bool check_cell(struct check *check, struct table_grid *grid, const struct node *cell,
                       int rows_left) {
    if (cell->span < 1 || (size_t)cell->span > grid->column_count)
        return fault(check, cell, "a table cell spans %d columns of %zu", cell->span,
                     grid->column_count);
    if (cell->row_span < 1 || cell->row_span > rows_left)
        return fault(check, cell,
                     "a table cell spans %d rows, %d are left in this part of the table: a cell "
                     "can't reach from the head into the rows below, or over the end",
                     cell->row_span, rows_left);
    size_t column;
    if (!table_grid_place(grid, cell, &column) && column < grid->column_count)
        return fault(check, cell,
                     "a table cell that spans %d columns does not fit from column %zu on: a cell "
                     "of a row above comes down there, or the row ends",
                     cell->span, column + 1);
    return true;
}

static bool check_row(struct check *check, struct table_grid *grid, const struct node *row,
                      int rows_left) {
    size_t covered = table_grid_taken(grid);
    for (const struct node *cell = row->first_child; cell; cell = cell->next) {
        if (!check_cell(check, grid, cell, rows_left))
            return false;
        covered += (size_t)cell->span;
    }
    if (covered != grid->column_count)
        return fault(check, row, "a table row covers %zu columns, the table has %zu", covered,
                     grid->column_count);
    table_grid_end_row(grid);
    return true;
}

static bool check_column(struct check *check, const struct node *node, size_t i) {
    const struct table_column *column = &node->table_columns[i];
    bool usable = isfinite(column->width_pt) && column->width_pt >= 0 && column->width_pt <= 5000 &&
                  isfinite(column->weight) && column->weight >= 0 && column->weight <= 1e6;
    return usable || fault(check, node,
                           "table column %zu: width and weight can't be negative or without "
                           "measure: give 0 to 5000 points, a weight of 0 to 1000000",
                           i + 1);
}

static bool check_table(struct check *check, const struct node *node) {
    int row_count = 0;
    if (node->table_column_count < 1 || node->table_column_count > TABLE_MOST_COLUMNS)
        return fault(check, node, "a table has %zu columns: give 1 to 64",
                     node->table_column_count);
    for (size_t i = 0; i < node->table_column_count; i++)
        if (!check_column(check, node, i))
            return false;
    for (const struct node *row = node->first_child; row; row = row->next)
        row_count++;
    if (node->head_rows < 0 || node->head_rows >= row_count)
        return fault(check, node, "a table has %d rows, %d of them head: it needs one below",
                     row_count, node->head_rows);
    struct table_grid grid;
    table_grid_begin(&grid, node->table_column_count);
    int i = 0;
    for (const struct node *row = node->first_child; row; row = row->next, i++)
        if (!check_row(check, &grid, row, (i < node->head_rows ? node->head_rows : row_count) - i))
            return false;
    return true;
}

/* Side by side in side by side still reads; a third time nobody finds the way. */
enum { BANDS_DEEP = 2 };

static bool check_band(struct check *check, const struct node *node) {
    int covered = 0, depth = 1;
    for (const struct node *outer = node->parent; outer; outer = outer->parent)
        depth += outer->kind == NODE_BAND;
    if (depth > BANDS_DEEP)
        return fault(check, node, "bands stand in one another %d deep: %d at most", depth,
                     BANDS_DEEP);
    for (const struct node *column = node->first_child; column; column = column->next) {
        if (column->span < 1)
            return fault(check, column, "a band's column covers %d parts: at least 1",
                         column->span);
        covered += column->span;
    }
    if (covered != 12)
        return fault(check, node, "the columns of a band cover %d of 12 parts", covered);
    return true;
}

static bool check_box(struct check *check, const struct node *node) {
    if (!node->first_child)
        return fault(check, node, "a box is empty");
    return true;
}

static bool check_writing_lines(struct check *check, const struct node *node) {
    if (node->count < 1 || node->count > 60)
        return fault(check, node, "%d writing lines: give 1 to 60", node->count);
    if (node->height_pt != 0 && !is_length(node->height_pt))
        return fault(check, node, "writing lines need a height in points");
    return true;
}

/* A path that is never painted, or a text outside of any sense, would vanish without a word. */
static bool check_drawing(struct check *check, const struct node *node) {
    const struct drawing *drawing = node->drawing;
    bool in_path = false;
    for (size_t i = 0; i < drawing->count; i++) {
        const struct drawing_command *command = &drawing->commands[i];
        for (int point = 0; point < 3; point++)
            if (!isfinite(command->x[point]) || !isfinite(command->y[point]))
                return fault(check, node, "a drawing has a point that is no number");
        if (!isfinite(command->stroke_width_pt) || !isfinite(command->dash_pt) ||
            !isfinite(command->size_pt))
            return fault(check, node, "a drawing has a size that is no number");
        bool continues = command->step == DRAW_LINE || command->step == DRAW_CURVE ||
                         command->step == DRAW_CLOSE || command->step == DRAW_PAINT;
        if (continues && !in_path)
            return fault(check, node,
                         "a drawing goes on with a path that has no beginning: "
                         "call canvas:move first");
        if (command->step == DRAW_TEXT && in_path)
            return fault(check, node, "a drawing writes text before its path is painted");
        if (command->step == DRAW_TEXT && node->decorative)
            return fault(check, node, "a decorative drawing has words: give it alt instead");
        if (command->step == DRAW_TEXT && !is_length(command->size_pt))
            return fault(check, node, "a text in a drawing needs a size in points");
        if (command->step == DRAW_PAINT && command->stroke_width_pt <= 0 &&
            command->fill == FILL_NONE)
            return fault(check, node, "a drawing paints a path with neither stroke nor fill");
        if (command->step != DRAW_TEXT)
            in_path = command->step != DRAW_PAINT;
    }
    if (in_path)
        return fault(check, node, "a drawing ends with a path that is not painted");
    return true;
}

static bool check_picture(struct check *check, const struct node *node) {
    const double sizes_pt[] = {node->picture_width_pt, node->picture_height_pt};
    if (node->drawing)
        return fault(check, node, "a figure is a drawing or a picture, not both");
    for (int i = 0; i < 2; i++)
        if (sizes_pt[i] != 0 && !is_length(sizes_pt[i]))
            return fault(check, node, "a picture's width and height are up to 5000 points");
    return true;
}

static bool check_figure(struct check *check, const struct node *node) {
    if (node->decorative && (!is_blank(node->alt) || node->first_child))
        return fault(check, node,
                     "a decorative figure says nothing: leave out alt and caption, or decorative");
    if (!node->decorative && is_blank(node->alt))
        return fault(check, node, "a figure has no alternative text: say in alt what it shows");
    if (node->picture)
        return check_picture(check, node);
    if (!node->drawing || !node->drawing->count)
        return fault(check, node, "a figure draws nothing");
    if (!is_length(node->drawing->width_pt) || !is_length(node->drawing->height_pt))
        return fault(check, node, "a figure needs a width and a height in points");
    return check_drawing(check, node);
}

static bool check_symbol(struct check *check, const struct node *node) {
    if (is_blank(node->alt))
        return fault(check, node, "a symbol has no words for those who can't see it");
    if (node->symbol == SYMBOL_WRITING_LINE && !is_length(node->width_pt))
        return fault(check, node, "a line to write on needs a width in points");
    return true;
}

static bool check_language(struct check *check, const struct node *node) {
    if (is_blank(node->language))
        return fault(check, node, "text in another language does not name the language");
    if (!is_language_tag(node->language))
        return fault(check, node, "a text's language is none: " LANGUAGE_EXPECTED);
    return true;
}

static bool check_link(struct check *check, const struct node *node) {
    const char *fault_words = node->url ? doc_url_fault(node->url) : "is missing";
    if (fault_words)
        return fault(check, node, "the address of a link %s", fault_words);
    if (!has_words(check, node))
        return fault(check, node, "a link has no words");
    return true;
}

static bool check_note(struct check *check, const struct node *node) {
    return has_words(check, node) || fault(check, node, "a note has no words");
}

static bool check_sentence(struct check *check, const struct node *node) {
    const struct provenance *provenance = node->provenance;
    if (!provenance || !provenance->class_letter || !strchr("QRCVG", provenance->class_letter))
        return fault(check, node, "a sentence does not say where it comes from");
    bool rests_on_passage = provenance->class_letter == 'Q' || provenance->class_letter == 'R';
    if (rests_on_passage && is_blank(provenance->article))
        return fault(check, node, "the sentence '%s' has no passage behind it",
                     provenance->key ? provenance->key : "");
    return true;
}

typedef bool node_check(struct check *check, const struct node *node);

static node_check *const checks[NODE_KIND_COUNT] = {
    [NODE_HEADING] = check_heading,
    [NODE_LIST] = check_list,
    [NODE_ITEM] = check_item,
    [NODE_TABLE] = check_table,
    [NODE_BAND] = check_band,
    [NODE_BOX] = check_box,
    [NODE_WRITING_LINES] = check_writing_lines,
    [NODE_FIGURE] = check_figure,
    [NODE_SYMBOL] = check_symbol,
    [NODE_LANGUAGE] = check_language,
    [NODE_LINK] = check_link,
    [NODE_NOTE] = check_note,
    [NODE_SENTENCE] = check_sentence,
};

/* ---- what the table of kinds can't see ------------------------------------------------------- */

/* A section may stand in a box and a page break in a section, but not all three. */
static const struct {
    enum node_kind inner, outer;
} never_below[] = {
    {NODE_PAGE_BREAK, NODE_BOX}, {NODE_PAGE_BREAK, NODE_COLUMN},  {NODE_PAGE_BREAK, NODE_GROUP},
    {NODE_BOX, NODE_BOX},        {NODE_SOURCES, NODE_BOX},        {NODE_SENTENCE, NODE_SENTENCE},
    {NODE_LINK, NODE_LINK},      {NODE_PAGE_BREAK, NODE_COLUMNS}, {NODE_COLUMNS, NODE_COLUMNS},
    {NODE_NOTE, NODE_NOTE},
};

static bool check_ancestors(struct check *check, const struct node *node) {
    for (size_t i = 0; i < sizeof never_below / sizeof *never_below; i++) {
        if (node->kind != never_below[i].inner)
            continue;
        for (const struct node *outer = node->parent; outer; outer = outer->parent)
            if (outer->kind == never_below[i].outer)
                return fault(check, node, "a %s can't stand anywhere inside a %s",
                             node_kind_name(node->kind), node_kind_name(outer->kind));
    }
    return true;
}

/* What stands in the file's properties and on each page's edge: a line, not a book. */
static bool check_lengths(struct check *check) {
    enum { MOST_BYTES = 2000 };
    const struct document *doc = check->doc;
    const struct {
        const char *name, *text;
    } texts[] = {
        {"title", doc->title},
        {"short_title", doc->short_title},
        {"header_left_first", doc->header_left_first},
        {"header_left", doc->header_left},
        {"header_right", doc->header_right},
        {"footer_left", doc->footer_left},
        {"footer_right", doc->footer_right},
        {"author", doc->author},
        {"subject", doc->subject},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].text && strlen(texts[i].text) > MOST_BYTES)
            return fault(check, doc->root, "the document's %s is %zu bytes long, the most is %d",
                         texts[i].name, strlen(texts[i].text), MOST_BYTES);
    return true;
}

static bool check_document(struct check *check) {
    const struct document *doc = check->doc;
    if (is_blank(doc->title))
        return fault(check, doc->root, "the document has no title");
    if (is_blank(doc->language))
        return fault(check, doc->root, "the document has no language");
    if (!is_language_tag(doc->language))
        return fault(check, doc->root, "the document's language is none: " LANGUAGE_EXPECTED);
    if (!doc->root->first_child)
        return fault(check, doc->root, "the document is empty");
    return check_lengths(check);
}

bool document_finish(struct document *doc, struct error *err) {
    struct check check = {.doc = doc, .err = err};
    if (!check_document(&check))
        return false;
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);) {
        if (walk.event != WALK_ENTER)
            continue;
        if (!check_ancestors(&check, walk.node))
            return false;
        if (checks[walk.node->kind] && !checks[walk.node->kind](&check, walk.node))
            return false;
    }
    return document_check_drops(doc, err) && document_renumber(doc, err);
}
