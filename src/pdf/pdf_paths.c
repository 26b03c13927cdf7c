/* pdf_paths.c - see pdf_paths.h. Order: the grid, numbers, state, paths.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_paths.h"

#include <math.h>

/* ---- the grid -------------------------------------------------------------------------------- */

static void enter_grid(struct pdf_pen *pen, double x_pt, double y_pt) {
    if (pen->on_grid)
        return;
    pen->on_grid = true;
    pen->grid_x_pt = floor(x_pt);
    pen->grid_y_pt = floor(pen->page_height_pt - y_pt);
    pen->kept_width_pt = pen->stroke_width_pt;
    pen->kept_dash_pt = pen->dash_pt;
    pen->kept_round = pen->is_round;
    /* Widths set before count in the grid's steps now. */
    pen->stroke_width_pt /= pen->grid_per_pt;
    pen->dash_pt /= pen->grid_per_pt;
    strbuf_add(pen->out, "q ");
    strbuf_add_number(pen->out, 1.0 / pen->grid_per_pt, 2);
    strbuf_add(pen->out, " 0 0 ");
    strbuf_add_number(pen->out, 1.0 / pen->grid_per_pt, 2);
    strbuf_add_format(pen->out, " %d %d cm\n", (int)pen->grid_x_pt, (int)pen->grid_y_pt);
}

void pdf_pen_rest(struct pdf_pen *pen) {
    if (!pen->on_grid)
        return;
    strbuf_add(pen->out, "Q\n");
    pen->on_grid = false;
    pen->stroke_width_pt = pen->kept_width_pt;
    pen->dash_pt = pen->kept_dash_pt;
    pen->is_round = pen->kept_round;
}

/* ---- numbers --------------------------------------------------------------------------------- */

static void add_number(struct pdf_pen *pen, double number) {
    strbuf_add_number(pen->out, number, 2);
    strbuf_add_char(pen->out, ' ');
}

static void add_length(struct pdf_pen *pen, double length_pt) {
    add_number(pen, pen->on_grid ? length_pt * pen->grid_per_pt : length_pt);
}

/* In the numbers of the file: rounded, so that edges that meet still meet. */
static double across(const struct pdf_pen *pen, double x_pt) {
    return pen->on_grid ? round((x_pt - pen->grid_x_pt) * pen->grid_per_pt)
                        : round(x_pt * 100) / 100;
}

static double up(const struct pdf_pen *pen, double y_pt) {
    double y = pen->page_height_pt - y_pt;
    return pen->on_grid ? round((y - pen->grid_y_pt) * pen->grid_per_pt) : round(y * 100) / 100;
}

static void add_point(struct pdf_pen *pen, double x_pt, double y_pt) {
    add_number(pen, across(pen, x_pt));
    add_number(pen, up(pen, y_pt));
}

/* ---- state ----------------------------------------------------------------------------------- */

/* The state that the paint at the end of a path needs: to be set before the path begins. */
static void set_paint(struct pdf_pen *pen, const struct drawing_command *paint) {
    if (paint->stroke_width_pt > 0 && paint->stroke_width_pt != pen->stroke_width_pt) {
        add_length(pen, paint->stroke_width_pt);
        strbuf_add(pen->out, "w ");
        pen->stroke_width_pt = paint->stroke_width_pt;
    }
    if (paint->stroke_width_pt > 0 && paint->dash_pt != pen->dash_pt) {
        strbuf_add_char(pen->out, '[');
        if (paint->dash_pt > 0)
            add_length(pen, paint->dash_pt);
        strbuf_add(pen->out, "]0 d ");
        pen->dash_pt = paint->dash_pt;
    }
    if (paint->stroke_width_pt > 0 && paint->round != pen->is_round) {
        strbuf_add(pen->out, paint->round ? "1 J 1 j " : "0 J 0 j ");
        pen->is_round = paint->round;
    }
    bool white = paint->fill == FILL_WHITE;
    if (paint->fill != FILL_NONE && white != pen->fill_is_white) {
        strbuf_add(pen->out, white ? "1 g " : "0 g ");
        pen->fill_is_white = white;
    }
}

/* ---- paths ----------------------------------------------------------------------------------- */

/* A move, three lines and a close with sides along the axes: one operator. */
static bool write_rectangle(struct pdf_pen *pen, const struct drawing_command *commands,
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
    add_point(pen, x[0], y[0]);
    add_number(pen, across(pen, x[2]) - across(pen, x[0]));
    add_number(pen, up(pen, y[2]) - up(pen, y[0]));
    strbuf_add(pen->out, "re\n");
    return true;
}

static bool write_path(struct pdf_pen *pen, const struct drawing_command *commands, size_t count,
                       struct error *err) {
    const struct drawing_command *paint = &commands[count - 1];
    set_paint(pen, paint);
    for (size_t i = 0; i + 1 < count; i++) {
        const struct drawing_command *command = &commands[i];
        if (write_rectangle(pen, command, count - i)) {
            i += 4;
            continue;
        }
        switch (command->step) {
        case DRAW_MOVE:
            add_point(pen, command->x[0], command->y[0]);
            strbuf_add(pen->out, "m\n");
            break;
        case DRAW_LINE:
            add_point(pen, command->x[0], command->y[0]);
            strbuf_add(pen->out, "l\n");
            break;
        case DRAW_CURVE:
            for (int point = 0; point < 3; point++)
                add_point(pen, command->x[point], command->y[point]);
            strbuf_add(pen->out, "c\n");
            break;
        case DRAW_CLOSE:
            strbuf_add(pen->out, "h\n");
            break;
        default:
            return error_set(err, ERROR_ENVIRONMENT,
                             "text inside a path: layout should have placed it");
        }
    }
    bool stroke = paint->stroke_width_pt > 0, fill = paint->fill != FILL_NONE;
    strbuf_add(pen->out, stroke && fill ? "B\n" : stroke ? "S\n" : fill ? "f\n" : "n\n");
    return true;
}

bool pdf_pen_draw(struct pdf_pen *pen, const struct placed_item *path, bool is_drawing,
                  struct error *err) {
    if (!is_drawing)
        pdf_pen_rest(pen);
    else if (path->command_count)
        enter_grid(pen, path->commands[0].x[0], path->commands[0].y[0]);
    size_t begin = 0;
    for (size_t i = 0; i < path->command_count; i++) {
        if (path->commands[i].step != DRAW_PAINT)
            continue;
        if (!write_path(pen, path->commands + begin, i + 1 - begin, err))
            return false;
        begin = i + 1;
    }
    if (begin < path->command_count)
        return error_set(err, ERROR_ENVIRONMENT, "a path without paint would vanish");
    /* Text is filled, so black must be back before the next glyph. */
    if (pen->fill_is_white)
        strbuf_add(pen->out, "0 g\n");
    pen->fill_is_white = false;
    return true;
}
