/* check_parts.c - rows about lists, pictures, tables, steps and tools.
 *
 * Layer: score. Order: the numbers of the rows.
 */
#include "base/strbuf.h"
#include "score/sheet.h"

enum {
    LIST_MOST_ITEMS = 7,
    LABELS_MOST = 6,
    TABLE_MOST_COLUMNS = 6,
    HEADING_MOST_WORDS = 3,
    STEPS_LEAST = 3,
    STEPS_MOST = 7,
};
static const double LINE_LEAST_PT = 0.75;

/* ---- 10: lists ------------------------------------------------------------------------------- */

void check_lists(const struct sheet *sheet, struct score_check *check) {
    size_t longest = 0, count = 0;
    for (const struct node *list = NULL; (list = sheet_next(sheet, list, NODE_LIST));) {
        size_t items = sheet_count_children(list, NODE_ITEM);
        longest = items > longest ? items : longest;
        count++;
    }
    check_say(sheet, check, longest <= LIST_MOST_ITEMS ? SCORE_PASS : SCORE_FAIL,
              "%zu lists, the longest has %zu items", count, longest);
}

/* ---- 16: pictures ---------------------------------------------------------------------------- */

/* A label has letters; numbers with a unit are a scale. */
static bool is_label(struct slice text) {
    size_t letters = 0, digits = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
        digits += c >= '0' && c <= '9';
    }
    return letters >= 3 && digits == 0;
}

struct picture_measure {
    size_t labels;
    double thinnest_pt, smallest_pt;
};

/* Labels of two lines stand as two texts of one column: they count once when the second begins
 * right below the first. */
static bool goes_on(const struct drawing_command *before, const struct drawing_command *text) {
    double below = text->y[0] - before->y[0];
    double beside = text->x[0] - before->x[0];
    return below > 0 && below < 1.5 * text->size_pt && beside > -40 && beside < 40;
}

static void measure_drawing(const struct drawing *drawing, struct picture_measure *measure) {
    const struct drawing_command *before = NULL;
    for (size_t i = 0; i < drawing->count; i++) {
        const struct drawing_command *command = &drawing->commands[i];
        if (command->step == DRAW_PAINT && command->stroke_width_pt > 0 &&
            command->stroke_width_pt < measure->thinnest_pt)
            measure->thinnest_pt = command->stroke_width_pt;
        if (command->step != DRAW_TEXT)
            continue;
        if (command->size_pt < measure->smallest_pt)
            measure->smallest_pt = command->size_pt;
        if (is_label(command->text))
            measure->labels += !before || !goes_on(before, command);
        before = is_label(command->text) ? command : NULL;
    }
}

void check_pictures(const struct sheet *sheet, struct score_check *check) {
    size_t count = 0, most_labels = 0;
    struct picture_measure all = {.thinnest_pt = 100, .smallest_pt = 100};
    for (const struct node *figure = NULL; (figure = sheet_next(sheet, figure, NODE_FIGURE));) {
        if (!figure->drawing || figure->decorative)
            continue;
        struct picture_measure one = {.thinnest_pt = 100, .smallest_pt = 100};
        measure_drawing(figure->drawing, &one);
        most_labels = one.labels > most_labels ? one.labels : most_labels;
        all.thinnest_pt = one.thinnest_pt < all.thinnest_pt ? one.thinnest_pt : all.thinnest_pt;
        all.smallest_pt = one.smallest_pt < all.smallest_pt ? one.smallest_pt : all.smallest_pt;
        count++;
    }
    double least_type = sheet->subject->theme->least_type_pt;
    bool fine = count > 0 && most_labels <= LABELS_MOST &&
                all.thinnest_pt >= LINE_LEAST_PT - 1e-6 && all.smallest_pt >= least_type - 1e-6;
    check_say(sheet, check, fine ? SCORE_PASS : SCORE_FAIL,
              "%zu drawings in black and white, at most %zu labels, lines from %.3g pt", count,
              most_labels, all.thinnest_pt);
}

/* ---- 17: tables ------------------------------------------------------------------------------ */

static size_t count_words(const char *text) {
    size_t words = 0;
    bool inside = false;
    for (; *text; text++) {
        bool letter = *text != ' ';
        words += letter && !inside;
        inside = letter;
    }
    return words;
}

void check_tables(const struct sheet *sheet, struct score_check *check) {
    size_t count = 0, widest = 0, longest = 0;
    for (const struct node *table = NULL; (table = sheet_next(sheet, table, NODE_TABLE)); count++)
        widest = table->table_column_count > widest ? table->table_column_count : widest;
    for (size_t i = 0; i < sheet->block_count; i++) {
        const struct sheet_block *block = &sheet->blocks[i];
        if (block->node->kind != NODE_CELL || !block->node->header_cell)
            continue;
        size_t words = count_words(block->text);
        longest = words > longest ? words : longest;
    }
    bool fine = widest <= TABLE_MOST_COLUMNS && longest <= HEADING_MOST_WORDS;
    check_say(sheet, check, fine ? SCORE_PASS : SCORE_FAIL,
              "%zu tables, at most %zu columns, headings of at most %zu words", count, widest,
              longest);
}

/* ---- 18: steps ------------------------------------------------------------------------------- */

static const struct node *first_check_list(const struct sheet *sheet) {
    const struct node *list = NULL;
    while ((list = sheet_next(sheet, list, NODE_LIST)))
        if (list->list_kind == LIST_CHECK)
            return list;
    return NULL;
}

/* Does the text begin with one of the words in a list? */
static bool begins_with_one(const char *text, const struct value *words) {
    for (size_t i = 0; words && i < words->count; i++) {
        const char *word = value_text(words->items[i], "");
        size_t length = strlen(word);
        if (length > 0 && strncasecmp(text, word, length) == 0 &&
            (text[length] == ' ' || text[length] == '.' || text[length] == ','))
            return true;
    }
    return false;
}

void check_steps(const struct sheet *sheet, struct score_check *check) {
    const struct value *verbs = value_find(sheet->subject->style, "step_verbs");
    const struct node *list = first_check_list(sheet);
    if (!list) {
        check_say(sheet, check, SCORE_FAIL, "no list of steps to tick");
        return;
    }
    if (!verbs) {
        check_say(sheet, check, SCORE_NOT_APPLICABLE, "no list of verbs for this language");
        return;
    }
    size_t steps = 0;
    const char *odd = NULL;
    for (const struct node *item = list->first_child; item; item = item->next, steps++) {
        const char *text = node_plain_text(sheet->arena, item);
        if (!odd && !begins_with_one(text, verbs))
            odd = text;
    }
    bool fine = steps >= STEPS_LEAST && steps <= STEPS_MOST && !odd;
    check_say(sheet, check, fine ? SCORE_PASS : SCORE_FAIL, "%zu steps%s%s", steps,
              odd ? "; begins with no verb of the list: " : "", odd ? odd : "");
}

/* ---- 19: tools ------------------------------------------------------------------------------- */

void check_tools(const struct sheet *sheet, struct score_check *check) {
    struct strbuf tools = {0};
    bool diary = false, plan = false;
    for (const struct node *table = NULL; (table = sheet_next(sheet, table, NODE_TABLE));) {
        diary |= table->table_style == TABLE_DIARY;
        plan |= table->table_style == TABLE_PLAN;
    }
    bool list = first_check_list(sheet) != NULL;
    strbuf_add_format(&tools, "%s%s%s", list ? "tick list" : "no tick list", plan ? ", plan" : "",
                      diary ? ", diary" : ", no diary");
    check_say(sheet, check, list && diary ? SCORE_PASS : SCORE_FAIL, "%s", strbuf_text(&tools));
    strbuf_release(&tools);
}

/* ---- 22: gains and risks --------------------------------------------------------------------- */

static const struct node *list_of_kind(const struct sheet *sheet, enum list_kind kind) {
    const struct node *list = NULL;
    while ((list = sheet_next(sheet, list, NODE_LIST)))
        if (list->list_kind == kind)
            return list;
    return NULL;
}

/* The width that a list's column takes on the grid; 12 outside a band. */
static int grid_span(const struct node *node) {
    const struct node *column = sheet_around(node, NODE_COLUMN);
    return column ? column->span : 12;
}

/* A table that sets what may help beside what may cause harm: both cells filled in each row. */
static const struct node *table_of_both_sides(const struct sheet *sheet) {
    const struct node *table = NULL;
    while ((table = sheet_next(sheet, table, NODE_TABLE)))
        if (table->table_style == TABLE_PLAIN && table->table_column_count >= 4)
            return table;
    return NULL;
}

static size_t empty_sides(const struct sheet *sheet, const struct node *table, size_t *rows) {
    size_t empty = 0, head = (size_t)table->head_rows;
    *rows = 0;
    for (const struct node *row = table->first_child; row; row = row->next) {
        if (head > 0) {
            head--;
            continue;
        }
        const struct node *cell = row->first_child;
        for (int column = 0; cell && column < 4; column++, cell = cell->next)
            if (column >= 2 && node_plain_text(sheet->arena, cell)[0] == '\0')
                empty++;
        (*rows)++;
    }
    return empty;
}

void check_balance(const struct sheet *sheet, struct score_check *check) {
    const struct node *gains = list_of_kind(sheet, LIST_PLUS);
    const struct node *risks = list_of_kind(sheet, LIST_MINUS);
    if (gains || risks) {
        size_t plus = gains ? sheet_count_children(gains, NODE_ITEM) : 0;
        size_t minus = risks ? sheet_count_children(risks, NODE_ITEM) : 0;
        bool fine = plus > 0 && plus == minus && grid_span(gains) == grid_span(risks);
        check_say(sheet, check, fine ? SCORE_PASS : SCORE_FAIL, "%zu gains, %zu risks, %s", plus,
                  minus, fine ? "columns of one width" : "not alike");
        return;
    }
    const struct node *table = table_of_both_sides(sheet);
    if (!table) {
        check_say(sheet, check, SCORE_NOT_APPLICABLE, "nothing is offered");
        return;
    }
    size_t rows, empty = empty_sides(sheet, table, &rows);
    check_say(sheet, check, empty == 0 ? SCORE_PASS : SCORE_FAIL,
              "%zu treatments, each with what it may help and may cause%s", rows,
              empty ? ": some cell is empty" : "");
}
