/* table_stacked.c - tables for type too large for columns: a block a row, head words in front.
 *
 * Layer: layout. What is set this way is a list, and says so in the structure: the row's first cell
 * is the label, its other cells follow, each behind the words of its head. A cell to write in
 * becomes a line to write on; boxes to tick stand at the end. The identity strip stays a table,
 * of one fact a line. Order: the words of a row, which cells a row has, rows, the list, the strip.
 */
#include "layout/shapes.h"
#include "layout/tables.h"

/* A line to write on is so many times as wide as the letters are high. */
#define WRITING_LINE_EM 4

#define NO_BREAK_SPACE "\xC2\xA0"

struct stacked {
    struct layout *layout;
    struct table *table;
    struct table_cell **heads;   /* head_count times column_count: what stands there, or NULL */
    struct table_cell **current; /* by column: the cell of the row at hand that begins there */
    size_t *current_end;         /* the row behind that cell */
    struct paragraph_part *parts;
    size_t part_count;
};

/* ---- the words of a row ---------------------------------------------------------------------- */

static struct paragraph_part *add_part(struct stacked *stacked, struct element *element,
                                       bool bold) {
    struct paragraph_part *part = &stacked->parts[stacked->part_count++];
    *part = (struct paragraph_part){
        .words = "", .face = bold ? FONT_BOLD : FONT_REGULAR, .element = element};
    return part;
}

static void add_words(struct stacked *stacked, struct element *element, bool bold,
                      const char *words) {
    add_part(stacked, element, bold)->words = words;
}

/* Words that stand in several rows count as the tree's once. */
static void add_cell(struct stacked *stacked, struct element *element, bool bold,
                     struct table_cell *cell) {
    struct paragraph_part *part = add_part(stacked, element, bold);
    part->first = cell->node->first_child;
    part->repeated = cell->said;
    cell->said = true;
}

/* True behind words that end with a mark of their own. */
static bool ends_itself(struct stacked *stacked, const struct table_cell *cell) {
    const char *words = node_plain_text(stacked->layout->arena, cell->node);
    size_t length = strlen(words);
    return !length || strchr(".:;!?", words[length - 1]);
}

/* The head words of a column in bold; false when it has none. */
static bool add_head(struct stacked *stacked, struct element *element, size_t column, bool *ends) {
    bool any = false;
    for (size_t r = 0; r < stacked->table->head_count; r++) {
        struct table_cell *head = stacked->heads[r * stacked->table->column_count + column];
        if (!head || !head->node->first_child)
            continue;
        if (any)
            add_words(stacked, element, true, " ");
        add_cell(stacked, element, true, head);
        *ends = ends_itself(stacked, head);
        any = true;
    }
    return any;
}

static bool is_box(const struct table_cell *cell) {
    const struct node *first = cell->node->first_child;
    return first && !first->next && first->kind == NODE_SYMBOL &&
           (first->symbol == SYMBOL_BOX || first->symbol == SYMBOL_BOX_TICKED);
}

static void add_writing_line(struct stacked *stacked, struct element *element,
                             const struct table_cell *cell) {
    struct document *doc = (struct document *)stacked->layout->doc; /* only its arena is used */
    struct node *line = node_new(doc, NODE_SYMBOL, cell->node->script_line);
    line->symbol = SYMBOL_WRITING_LINE;
    line->width_pt = WRITING_LINE_EM * stacked->layout->theme->body.size_pt;
    line->alt = "____";
    add_part(stacked, element, false)->first = line;
}

/* "Runs: 4 of 1 km", "Done: []", "Pain: ____". */
static void add_value(struct stacked *stacked, struct element *element, struct table_cell *cell) {
    bool ends = false, empty = !cell->node->first_child;
    add_words(stacked, element, false, " ");
    if (add_head(stacked, element, cell->column, &ends)) {
        add_words(stacked, element, true, ends ? "" : ":");
        add_words(stacked, element, false, empty || is_box(cell) ? NO_BREAK_SPACE : " ");
    }
    if (empty)
        add_writing_line(stacked, element, cell);
    else
        add_cell(stacked, element, cell->node->header_cell, cell);
}

/* "Week 2:": what the row is about, its head words in front. */
static void add_lead(struct stacked *stacked, struct element *element, struct table_cell *cell,
                     bool alone) {
    bool ends = false, bold = stacked->table->head_count > 0 || cell->node->header_cell;
    bool head = !alone && add_head(stacked, element, cell->column, &ends);
    if (head)
        add_words(stacked, element, true, " ");
    add_cell(stacked, element, bold, cell);
    if (!alone && !ends_itself(stacked, cell))
        add_words(stacked, element, bold, ":");
}

/* ---- which cells a row has ------------------------------------------------------------------- */

static void enter_row(struct stacked *stacked, size_t r) {
    struct table_row *row = &stacked->table->rows[r];
    for (size_t c = 0; c < stacked->table->column_count; c++)
        if (stacked->current_end[c] <= r)
            stacked->current[c] = NULL;
    for (size_t i = 0; i < row->cell_count; i++) {
        stacked->current[row->cells[i].column] = &row->cells[i];
        stacked->current_end[row->cells[i].column] = r + row->cells[i].rows;
    }
}

static size_t count_current(const struct stacked *stacked, size_t from) {
    size_t count = 0;
    for (size_t c = from; c < stacked->table->column_count; c++)
        count += stacked->current[c] != NULL;
    return count;
}

/* The values behind the lead; boxes last. A full stop parts words that don't end themselves. */
static bool add_values(struct stacked *stacked, struct element *element, size_t lead) {
    bool writes = false, open = false;
    for (int boxes = 0; boxes < 2; boxes++)
        for (size_t c = lead + 1; c < stacked->table->column_count; c++) {
            struct table_cell *cell = stacked->current[c];
            if (!cell || is_box(cell) != (boxes == 1))
                continue;
            if (open)
                add_words(stacked, element, false, ".");
            add_value(stacked, element, cell);
            writes = writes || !cell->node->first_child;
            open = !is_box(cell) && !ends_itself(stacked, cell);
        }
    return writes;
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* A box in the first column is the row's label, as in a list to tick off. */
static void draw_label_box(struct stacked *stacked, struct table_cell *cell, struct element *label,
                           struct slab *slab) {
    const struct node *box = cell->node->first_child;
    struct element *span = element_new(stacked->layout, ELEMENT_SPAN, label, box);
    span->actual_text = box->alt;
    cell->said = true;
    const struct theme *theme = stacked->layout->theme;
    double middle_pt = letters_middle_pt(stacked->layout, &theme->body);
    struct slab_state before = slab_state(slab);
    shape_check_box(stacked->layout, slab, span, 0, middle_pt - theme->check_box_pt / 2,
                    box->symbol == SYMBOL_BOX_TICKED);
    slab_keep(stacked->layout, slab, before, 0, theme->check_box_pt);
}

static bool add_row(struct stacked *stacked, size_t r, double width_pt, struct element *list,
                    struct stack *items) {
    struct layout *layout = stacked->layout;
    const struct theme *theme = layout->theme;
    const struct node *node = stacked->table->rows[r].node;
    enter_row(stacked, r);
    size_t lead = 0;
    while (lead < stacked->table->column_count && !stacked->current[lead])
        lead++;
    if (lead == stacked->table->column_count)
        return true; /* a row without cells */
    struct slab *slab = stack_add(layout, items, node);
    struct element *item = element_new(layout, ELEMENT_LI, list, node);
    bool box = is_box(stacked->current[lead]), alone = count_current(stacked, lead) == 1;
    struct element *label = alone ? NULL : element_new(layout, ELEMENT_LBL, item, node);
    struct element *body = element_new(layout, ELEMENT_LBODY, item, node);
    double indent_pt = 0;
    stacked->part_count = 0;
    if (box && !alone) {
        draw_label_box(stacked, stacked->current[lead], label, slab);
        indent_pt = theme->check_indent_pt;
        for (lead++; !stacked->current[lead]; lead++)
            continue;
        label = body;
        alone = count_current(stacked, lead) == 1;
    }
    add_lead(stacked, alone ? body : label, stacked->current[lead], alone);
    bool writes = add_values(stacked, body, lead);
    struct text_style style = {.type = theme->body, .node = node};
    const struct paragraph *text =
        paragraph_of_parts(layout, stacked->parts, stacked->part_count, &style);
    double step_pt = writes && theme->diary_row_pt > style.type.leading_pt ? theme->diary_row_pt
                                                                           : style.type.leading_pt;
    double hanging_pt = indent_pt > 0 ? 0 : theme->bullet_indent_pt;
    return text &&
           place_hanging(layout, text, indent_pt, width_pt - indent_pt, hanging_pt, step_pt, slab);
}

/* ---- the list -------------------------------------------------------------------------------- */

static void find_heads(struct stacked *stacked) {
    const struct table *table = stacked->table;
    for (size_t r = 0; r < table->head_count; r++)
        for (size_t i = 0; i < table->rows[r].cell_count; i++) {
            struct table_cell *cell = &table->rows[r].cells[i];
            for (size_t c = cell->column; c < cell->column + cell->span; c++)
                stacked->heads[r * table->column_count + c] = cell;
        }
}

/* Head words that no row could say, because a cell covers their column with another: said once, in
 * front. */
static bool add_unsaid_heads(struct stacked *stacked, const struct frame *frame,
                             struct stack *out) {
    struct layout *layout = stacked->layout;
    struct element *element = NULL;
    stacked->part_count = 0;
    for (size_t r = 0; r < stacked->table->head_count; r++)
        for (size_t i = 0; i < stacked->table->rows[r].cell_count; i++) {
            struct table_cell *cell = &stacked->table->rows[r].cells[i];
            if (cell->said || !cell->node->first_child)
                continue;
            if (!element)
                element = element_new(layout, ELEMENT_P, frame->element, cell->node);
            else
                add_words(stacked, element, false, ", ");
            add_cell(stacked, element, true, cell);
        }
    if (!element)
        return true;
    struct text_style style = {.type = layout->theme->body, .node = stacked->table->node};
    const struct paragraph *text =
        paragraph_of_parts(layout, stacked->parts, stacked->part_count, &style);
    size_t first = out->count;
    if (!text || !add_text_slabs(layout, text, frame->width_pt, stacked->table->node, out))
        return false;
    for (size_t i = first; i < out->count; i++)
        out->slabs[i]->keep_next = true;
    return true;
}

static struct stacked begin(struct layout *layout, struct table *table) {
    size_t columns = table->column_count, rows = table->head_count;
    struct stacked stacked = {.layout = layout, .table = table};
    stacked.heads = arena_new_array(layout->arena, (rows + 1) * columns, struct table_cell *);
    stacked.current = arena_new_array(layout->arena, columns, struct table_cell *);
    stacked.current_end = arena_new_array(layout->arena, columns, size_t);
    /* a value: a space, a full stop, head words with spaces, a colon, a space, the words */
    stacked.parts =
        arena_new_array(layout->arena, columns * (2 * rows + 6) + 4, struct paragraph_part);
    return stacked;
}

bool layout_stacked_table(struct layout *layout, struct table *table, const struct frame *frame,
                          struct stack *out) {
    struct stacked stacked = begin(layout, table);
    find_heads(&stacked);
    struct element *list = element_new(layout, ELEMENT_L, frame->element, table->node);
    list->list_kind = LIST_PLAIN;
    struct stack items = {0};
    for (size_t r = table->head_count; r < table->row_count; r++)
        if (!add_row(&stacked, r, frame->width_pt, list, &items))
            return false;
    if (!add_unsaid_heads(&stacked, frame, out))
        return false;
    for (size_t i = 0; i < items.count; i++) {
        items.slabs[i]->gap_pt = i || out->count ? layout->theme->check_gap_pt : 0;
        items.slabs[i]->keep_next = i + 2 == items.count; /* a last row does not stand alone */
        stack_append(layout, out, items.slabs[i]);
    }
    return true;
}

/* ---- the identity strip ---------------------------------------------------------------------- */

static const struct table_cell *cell_at(const struct table *table, size_t r, size_t column) {
    for (size_t i = 0; i < table->rows[r].cell_count; i++)
        if (table->rows[r].cells[i].column == column)
            return &table->rows[r].cells[i];
    return NULL;
}

/* The label and the values of one column: a row of the table as it stands here. */
static bool read_fact(struct layout *layout, const struct table *table, size_t column,
                      struct element *element, struct paragraph **texts) {
    struct element *row = element_new(layout, ELEMENT_TR, element, table->node);
    for (size_t r = 0; r < table->row_count; r++) {
        const struct table_cell *cell = cell_at(table, r, column);
        if (!cell)
            continue;
        bool label = r<table->head_count, bold = table->head_count> 0 && !label;
        struct text_style style = {
            .type = table->type, .face = bold ? FONT_BOLD : FONT_REGULAR, .node = cell->node};
        style.element = element_new(layout, label ? ELEMENT_TH : ELEMENT_TD, row, cell->node);
        style.element->row_header = label;
        texts[r] = paragraph_new(layout, cell->node->first_child, &style);
        if (!texts[r])
            return false;
    }
    return true;
}

static bool place_fact(struct layout *layout, const struct table *table,
                       struct paragraph *const *texts, double label_pt, double width_pt,
                       struct slab *slab) {
    double top_pt = slab->height_pt, bottom_pt = top_pt;
    double value_pt = top_pt;
    for (size_t r = 0; r < table->row_count; r++) {
        if (!texts[r])
            continue;
        bool label = r < table->head_count;
        double *y_pt = label ? &top_pt : &value_pt; /* several of a kind: one below the other */
        struct line_set lines;
        if (!paragraph_fit(layout, texts[r], label ? label_pt : width_pt - label_pt, &lines) ||
            !lines_place(layout, texts[r], &lines, slab, label ? 0 : label_pt, *y_pt, 0,
                         ALIGN_LEFT))
            return false;
        *y_pt += lines_height_pt(texts[r], &lines);
        bottom_pt = *y_pt > bottom_pt ? *y_pt : bottom_pt;
    }
    slab->height_pt = bottom_pt;
    return true;
}

/* As wide as the widest label, but never more than half the strip. */
static double label_width_pt(const struct layout *layout, const struct table *table,
                             struct paragraph *const *texts, double width_pt) {
    double label_pt = 0;
    for (size_t c = 0; c < table->column_count; c++)
        for (size_t r = 0; r < table->head_count; r++) {
            const struct paragraph *text = texts[c * table->row_count + r];
            if (text && text->natural_width_pt > label_pt)
                label_pt = text->natural_width_pt;
        }
    if (label_pt > 0)
        label_pt += 2 * layout->theme->gutter_pt;
    return label_pt > width_pt / 2 ? width_pt / 2 : label_pt;
}

bool layout_stacked_strip(struct layout *layout, struct table *table, const struct frame *frame,
                          struct stack *out) {
    const struct theme *theme = layout->theme;
    struct element *element = element_new(layout, ELEMENT_TABLE, frame->element, table->node);
    element->alt = table->node->alt;
    struct paragraph **texts =
        arena_new_array(layout->arena, table->column_count * table->row_count, struct paragraph *);
    for (size_t c = 0; c < table->column_count; c++)
        if (!read_fact(layout, table, c, element, texts + c * table->row_count))
            return false;
    double width_pt = frame->width_pt, rule_pt = theme->rule_thin_pt;
    double label_pt = label_width_pt(layout, table, texts, width_pt);
    struct slab *slab = stack_add(layout, out, table->node);
    shape_rule(layout, slab, 0, rule_pt / 2, width_pt, rule_pt / 2, rule_pt);
    slab->height_pt = rule_pt + theme->cell_side_pt;
    for (size_t c = 0; c < table->column_count; c++)
        if (!place_fact(layout, table, texts + c * table->row_count, label_pt, width_pt, slab))
            return false;
    slab->height_pt += theme->cell_side_pt + rule_pt;
    double bottom_pt = slab->height_pt - rule_pt / 2;
    shape_rule(layout, slab, 0, bottom_pt, width_pt, bottom_pt, rule_pt);
    return true;
}
