/* table_columns.c - how wide the columns of a table are.
 *
 * Layer: layout. Each column has a floor, its longest word, and a wish, its longest line; a cell
 * over several columns asks them together. A column is as wide as the script says. The others:
 *   all wishes fit         each has its wish at least; what is left over goes by weight, and
 *                          without weights in proportion to the wishes
 *   else all floors fit    columns without weight come first where there is one with; short
 *                          labels keep their line, none gets more than its wish, and long texts
 *                          have more lines than short ones, but less than in proportion: the
 *                          shares go by the square root of the wish
 *   else                   all in proportion to their floors: words are broken, with a warning
 * A given width gives way to its own longest word while the other columns can spare it.
 *
 * Order: paddings, what the columns ask for, sharing, the edges.
 */
#include "layout/tables.h"

#include <math.h>

/* Text may come this near to the next column when it then stays on one line; nearer where no
 * upright rule stands between them. */
#define LEAST_RIGHT_PT      1
#define LEAST_RIGHT_RULE_PT 3

struct width {
    double floor_pt, wish_pt; /* longest word; longest line */
    double given_pt;          /* 0: none */
    double word_pt;           /* the least that breaks no word, with paddings at their least */
    double weight;
    double pt;
};

/* ---- paddings -------------------------------------------------------------------------------- */

double cell_left_pt(const struct layout *layout, const struct table *table, size_t column) {
    return column == 0 || table->style == TABLE_IDENTITY ? 0 : layout->theme->cell_side_pt;
}

/* Padding of a cell on its right; cell_left_pt on its left. */
static double cell_right_pt(const struct layout *layout, const struct table *table,
                            size_t last_column) {
    bool flush = last_column + 1 == table->column_count || table->style == TABLE_IDENTITY;
    return flush ? 0 : layout->theme->cell_side_pt;
}

/* The least distance of a cell's words to the next column; its padding where that is less. */
static double least_right_pt(const struct layout *layout, const struct table *table,
                             const struct table_cell *cell) {
    double right_pt = cell_right_pt(layout, table, cell->column + cell->span - 1);
    bool beside_rule = table->style == TABLE_DIARY && !cell->head; /* head words are tight */
    double least_pt = beside_rule ? LEAST_RIGHT_RULE_PT : LEAST_RIGHT_PT;
    return right_pt < least_pt ? right_pt : least_pt;
}

double cell_room_pt(const struct layout *layout, const struct table *table,
                    const struct table_cell *cell) {
    size_t last = cell->column + cell->span - 1;
    double left_pt = table->left_pt[cell->column] + cell_left_pt(layout, table, cell->column);
    double right_pt =
        table->left_pt[last + 1] - (last + 1 < table->column_count ? table->gutter_pt : 0);
    double padding_pt = cell_right_pt(layout, table, last);
    double room_pt = right_pt - left_pt - padding_pt;
    double widest_pt = right_pt - left_pt - least_right_pt(layout, table, cell);
    double natural_pt = cell->text->natural_width_pt;
    if (natural_pt > room_pt && natural_pt <= widest_pt)
        return natural_pt;
    /* Head words share narrow columns: they may come as near to the next rule as any text may. */
    return cell->head && padding_pt > LEAST_RIGHT_RULE_PT ? right_pt - left_pt - LEAST_RIGHT_RULE_PT
                                                          : room_pt;
}

/* ---- what the columns ask for ---------------------------------------------------------------- */

static double larger(double a, double b) {
    return a > b ? a : b;
}

/* What cells over several columns ask, the largest by first column and number of columns: so that
 * the time does not depend on how many cells ask. */
struct spans {
    double *floor_pt, *wish_pt;
    size_t count; /* columns */
};

static void ask_cell(const struct layout *layout, const struct table *table,
                     const struct table_cell *cell, struct width *widths, struct spans *spans) {
    size_t last = cell->column + cell->span - 1;
    double padding_pt =
        cell_left_pt(layout, table, cell->column) + cell_right_pt(layout, table, last);
    double floor_pt = cell->text->least_width_pt + padding_pt;
    double wish_pt = cell->text->natural_width_pt + padding_pt;
    if (cell->span == 1) {
        struct width *width = &widths[cell->column];
        width->floor_pt = larger(width->floor_pt, floor_pt);
        width->wish_pt = larger(width->wish_pt, wish_pt);
        bool one_word = cell->text->natural_width_pt <= cell->text->least_width_pt;
        double right_pt = one_word ? least_right_pt(layout, table, cell)
                          : cell->head
                              ? fmin(LEAST_RIGHT_RULE_PT, cell_right_pt(layout, table, last))
                              : cell_right_pt(layout, table, last);
        width->word_pt = larger(width->word_pt, cell->text->least_width_pt + right_pt +
                                                    cell_left_pt(layout, table, cell->column));
        return;
    }
    size_t place = cell->column * spans->count + cell->span - 1;
    spans->floor_pt[place] = larger(spans->floor_pt[place], floor_pt);
    spans->wish_pt[place] = larger(spans->wish_pt[place], wish_pt);
}

/* Adds what is missing to the columns without a given width, in proportion to their wishes; alike
 * where they have none. */
static void raise_columns(struct width *columns, size_t count, double gutter_pt, double floor_pt,
                          double wish_pt) {
    double shares = 0, free_columns = 0;
    floor_pt -= (double)(count - 1) * gutter_pt;
    wish_pt -= (double)(count - 1) * gutter_pt;
    for (size_t i = 0; i < count; i++) {
        bool given = columns[i].given_pt > 0;
        floor_pt -= given ? columns[i].given_pt : columns[i].floor_pt;
        wish_pt -= given ? columns[i].given_pt : columns[i].wish_pt;
        shares += given ? 0 : columns[i].wish_pt;
        free_columns += given ? 0 : 1;
    }
    for (size_t i = 0; i < count && free_columns > 0; i++) {
        if (columns[i].given_pt > 0)
            continue;
        double share = shares > 0 ? columns[i].wish_pt / shares : 1 / free_columns;
        columns[i].floor_pt += floor_pt > 0 ? floor_pt * share : 0;
        columns[i].wish_pt += wish_pt > 0 ? wish_pt * share : 0;
        columns[i].wish_pt = larger(columns[i].wish_pt, columns[i].floor_pt);
    }
}

/* Narrow spans first: what they add is there when the wider ones ask. */
static void ask_spans(const struct table *table, struct width *widths, const struct spans *spans) {
    for (size_t span = 2; span <= spans->count; span++)
        for (size_t first = 0; first + span <= spans->count; first++) {
            size_t place = first * spans->count + span - 1;
            if (spans->wish_pt[place] > 0)
                raise_columns(widths + first, span, table->gutter_pt, spans->floor_pt[place],
                              spans->wish_pt[place]);
        }
}

static struct width *ask_columns(struct layout *layout, const struct table *table) {
    size_t count = table->column_count;
    struct width *widths = arena_new_array(layout->arena, count, struct width);
    struct spans spans = {arena_new_array(layout->arena, count * count, double),
                          arena_new_array(layout->arena, count * count, double), count};
    for (size_t i = 0; i < count; i++) {
        widths[i].given_pt = table->columns[i].width_pt;
        widths[i].weight = table->columns[i].weight;
    }
    for (size_t r = 0; r < table->row_count; r++)
        for (size_t c = 0; c < table->rows[r].cell_count; c++)
            ask_cell(layout, table, &table->rows[r].cells[c], widths, &spans);
    ask_spans(table, widths, &spans);
    return widths;
}

/* ---- sharing --------------------------------------------------------------------------------- */

/* Gives each column base + level * share, but not less than `least` nor more than `most`, with the
 * level that fills the room: columns at a bound are settled until no other passes one. NULL bounds
 * are none. The caller sees to it that the bounds leave a solution. */
struct sharing {
    double base, share, least, most;
    bool settled;
};

static double find_level(const struct sharing *columns, const struct width *widths, size_t count,
                         double room_pt) {
    double shares = 0;
    for (size_t i = 0; i < count; i++) {
        room_pt -= columns[i].settled ? widths[i].pt : columns[i].base;
        shares += columns[i].settled ? 0 : columns[i].share;
    }
    return shares > 0 ? room_pt / shares : 0;
}

/* Settles the columns that pass a bound on the side where most is passed; false when none does. */
static bool settle(struct sharing *columns, struct width *widths, size_t count, double level) {
    double excess_pt = 0;
    for (size_t i = 0; i < count; i++) {
        if (columns[i].settled)
            continue;
        double pt = columns[i].base + level * columns[i].share;
        widths[i].pt = pt < columns[i].least  ? columns[i].least
                       : pt > columns[i].most ? columns[i].most
                                              : pt;
        excess_pt += widths[i].pt - pt;
    }
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (columns[i].settled)
            continue;
        double pt = columns[i].base + level * columns[i].share;
        bool low = pt<columns[i].least, high = pt> columns[i].most;
        if ((low && excess_pt >= 0) || (high && excess_pt <= 0))
            columns[i].settled = any = true;
    }
    return any;
}

static void share_room(struct sharing *columns, struct width *widths, size_t count,
                       double room_pt) {
    while (settle(columns, widths, count, find_level(columns, widths, count, room_pt)))
        continue;
}

enum fit { FIT_WISHES, FIT_FLOORS, FIT_NOTHING };

struct sums {
    double given_pt, floors_pt, wishes_pt; /* the latter two of the others */
    double weights;
};

static struct sums sum_up(const struct width *widths, size_t count) {
    struct sums sums = {0};
    for (size_t i = 0; i < count; i++) {
        bool given = widths[i].given_pt > 0;
        sums.given_pt += widths[i].given_pt;
        sums.floors_pt += given ? 0 : widths[i].floor_pt;
        sums.wishes_pt += given ? 0 : widths[i].wish_pt;
        sums.weights += widths[i].weight;
    }
    return sums;
}

/* Columns without weight are short labels beside the ones that were made to give way: they have
 * their wish where the others keep their floors. */
static bool labels_fit(const struct width *widths, size_t count, double room_pt) {
    for (size_t i = 0; i < count; i++)
        room_pt -= widths[i].given_pt > 0 ? widths[i].given_pt
                   : widths[i].weight > 0 ? widths[i].floor_pt
                                          : widths[i].wish_pt;
    return room_pt >= 0;
}

static struct sharing sharing_of(const struct width *width, enum fit fit, bool weighted,
                                 bool labels) {
    const double none = HUGE_VAL;
    if (width->given_pt > 0) {
        /* Only where all others have their wish does a given width take weight too. */
        double share = fit == FIT_WISHES ? width->weight : 0;
        return (struct sharing){width->given_pt, share, width->given_pt, none, share <= 0};
    }
    switch (fit) {
    case FIT_WISHES:
        return (struct sharing){weighted && width->weight > 0 ? width->floor_pt : width->wish_pt,
                                weighted ? width->weight : width->wish_pt, width->wish_pt, none,
                                false};
    case FIT_FLOORS:
        if (weighted && labels)
            return width->weight > 0
                       ? (struct sharing){width->floor_pt, width->weight, width->floor_pt,
                                          width->wish_pt, false}
                       : (struct sharing){width->wish_pt, 0, width->wish_pt, width->wish_pt, true};
        return (struct sharing){0, sqrt(width->wish_pt), width->floor_pt, width->wish_pt, false};
    case FIT_NOTHING:
        break;
    }
    return (struct sharing){0, width->floor_pt, 0, none, false};
}

/* Given widths grow to their longest word, as far as the room that the floors leave. */
static void grow_given(struct width *widths, size_t count, double room_pt) {
    struct sums sums = sum_up(widths, count);
    double spare_pt = room_pt - sums.given_pt - sums.floors_pt;
    for (size_t i = 0; i < count && spare_pt > 0; i++) {
        if (widths[i].given_pt <= 0 || widths[i].word_pt <= widths[i].given_pt)
            continue;
        double short_pt = widths[i].floor_pt - widths[i].given_pt;
        short_pt = short_pt < spare_pt ? short_pt : spare_pt;
        widths[i].given_pt += short_pt;
        spare_pt -= short_pt;
    }
}

/* Beside long texts, columns that ask for less than half of an equal share are labels: they have
 * their wish, where the floors of the others allow. */
static void settle_labels(struct sharing *columns, const struct width *widths, size_t count,
                          double room_pt) {
    double open = 0, least_pt = 0;
    for (size_t i = 0; i < count; i++)
        open += widths[i].given_pt > 0 ? 0 : 1;
    double label_pt = room_pt / (2 * open);
    for (size_t i = 0; i < count; i++)
        if (widths[i].given_pt <= 0)
            least_pt += widths[i].wish_pt <= label_pt ? widths[i].wish_pt : widths[i].floor_pt;
    for (size_t i = 0; i < count && least_pt <= room_pt; i++)
        if (widths[i].given_pt <= 0 && widths[i].wish_pt <= label_pt)
            columns[i].least = widths[i].wish_pt;
}

static void share_out(struct layout *layout, struct width *widths, size_t count, double room_pt) {
    grow_given(widths, count, room_pt);
    struct sums sums = sum_up(widths, count);
    double rest_pt = room_pt - sums.given_pt;
    enum fit fit = sums.wishes_pt <= rest_pt   ? FIT_WISHES
                   : sums.floors_pt <= rest_pt ? FIT_FLOORS
                                               : FIT_NOTHING;
    bool labels = labels_fit(widths, count, room_pt);
    struct sharing *columns = arena_new_array(layout->arena, count, struct sharing);
    for (size_t i = 0; i < count; i++) {
        columns[i] = sharing_of(&widths[i], fit, sums.weights > 0, labels);
        if (columns[i].settled)
            widths[i].pt = columns[i].base;
    }
    if (fit == FIT_FLOORS)
        settle_labels(columns, widths, count, rest_pt);
    share_room(columns, widths, count, room_pt);
}

/* ---- the edges ------------------------------------------------------------------------------- */

static double room_of(const struct table *table, double width_pt) {
    return width_pt - (double)(table->column_count - 1) * table->gutter_pt;
}

bool table_words_fit(struct layout *layout, const struct table *table, double width_pt) {
    const struct width *widths = ask_columns(layout, table);
    double floors_pt = 0;
    for (size_t i = 0; i < table->column_count; i++)
        floors_pt += widths[i].floor_pt;
    return floors_pt <= room_of(table, width_pt);
}

/* A column narrower than one letter and its padding would be set letter below letter. */
static bool have_room(struct layout *layout, const struct table *table,
                      const struct width *widths) {
    for (size_t i = 0; i < table->column_count; i++) {
        double letter_pt =
            cell_left_pt(layout, table, i) + cell_right_pt(layout, table, i) + table->type.size_pt;
        if (widths[i].pt < letter_pt && widths[i].pt < widths[i].floor_pt)
            return layout_fail(layout, table->node,
                               "column %zu of a table would be %.1f pt wide, too little for words: "
                               "give the other columns less, or use fewer of them",
                               i + 1, widths[i].pt);
    }
    return true;
}

bool table_find_columns(struct layout *layout, struct table *table, double width_pt) {
    size_t count = table->column_count;
    struct width *widths = ask_columns(layout, table);
    double room_pt = room_of(table, width_pt), given_pt = sum_up(widths, count).given_pt;
    const double rounding_pt = 1;             /* widths in scripts are rounded to whole points */
    if (!(given_pt <= room_pt + rounding_pt)) /* no number is too wide as well */
        return layout_fail(layout, table->node,
                           "the columns of a table are %.1f pt wide together, there is room for "
                           "%.1f",
                           given_pt, room_pt);
    share_out(layout, widths, count, room_pt);
    if (!have_room(layout, table, widths))
        return false;
    table->left_pt = arena_new_array(layout->arena, count + 1, double);
    for (size_t i = 0; i < count; i++)
        table->left_pt[i + 1] =
            table->left_pt[i] + widths[i].pt + (i + 1 < count ? table->gutter_pt : 0);
    return true;
}
