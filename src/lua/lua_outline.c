/* lua_outline.c - outlines as lists of steps: drawn, hatched, dotted.
 *
 * Layer: lua. Figures are computed for each patient: what takes a script longest is done here. An
 * outline is a list { "M", x, y } { "L", x, y } { "C", x1, y1, x2, y2, x, y } { "Z" }. All is
 * computed in the unmirrored figure and mirrored at the very end, so that a right foot is the
 * picture of a left one. Order: where an outline stands, reading steps, drawing, polygons, where
 * grid lines meet them, hatching, dots, the rows.
 */
#include "lua/lua_api.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_STEPS = 20000, PIECES = 12, MOST_LINES = 4000, FARTHEST_PT = 5000 };

static const char TOO_FAR[] = "a point of the outline lies farther than %d points away";

/* ---- where it stands ------------------------------------------------------------------------- */

struct place {
    double x, y, scale;
    double flip, frame;
    bool is_flipped, is_mirrored;
};

static double check_number(lua_State *L, int index, const char *what) {
    double number = lua_type(L, index) == LUA_TNUMBER ? lua_tonumber(L, index) : NAN;
    if (!isfinite(number) || fabs(number) > 1e6)
        lua_error_raise(L, "%s must be a number", what);
    return number;
}

static bool number_option(lua_State *L, int table, const char *name, double *number) {
    bool given = lua_getfield(L, table, name) != LUA_TNIL;
    if (given)
        *number = check_number(L, lua_gettop(L), name);
    lua_pop(L, 1);
    return given;
}

static struct place check_place(lua_State *L, int table, const char *what) {
    static const char *const options[] = {"x", "y", "scale", "flip", "mirror_in", NULL};
    struct place place = {.scale = 1};
    if (lua_isnoneornil(L, table))
        return place;
    if (!lua_istable(L, table) || lua_check_list(L, table, options, what))
        lua_error_raise(L, "%s takes options by name in { }", what);
    number_option(L, table, "x", &place.x);
    number_option(L, table, "y", &place.y);
    number_option(L, table, "scale", &place.scale);
    place.is_flipped = number_option(L, table, "flip", &place.flip);
    place.is_mirrored = number_option(L, table, "mirror_in", &place.frame);
    return place;
}

/* To the hundredth of a point, so that pages don't depend on the last digit of a sine. */
static double round_pt(lua_State *L, double number) {
    if (!isfinite(number) || fabs(number) > FARTHEST_PT)
        lua_error_raise(L, TOO_FAR, FARTHEST_PT);
    return floor(number * 100 + 0.5) / 100;
}

/* Adds a step of the unmirrored figure. */
static void add(lua_State *L, struct canvas *canvas, const struct place *place,
                enum drawing_step kind, const double *numbers, size_t point_count) {
    double out[6];
    for (size_t i = 0; i < 2 * point_count; i += 2) {
        out[i] = round_pt(L, place->is_mirrored ? place->frame - numbers[i] : numbers[i]);
        out[i + 1] = round_pt(L, numbers[i + 1]);
    }
    lua_canvas_add(L, canvas, kind, out, point_count);
}

/* ---- steps ----------------------------------------------------------------------------------- */

struct step {
    char letter;
    size_t count; /* of numbers */
    double numbers[6];
};

static size_t check_outline(lua_State *L) {
    luaL_checktype(L, 2, LUA_TTABLE);
    size_t count = (size_t)lua_rawlen(L, 2);
    if (count == 0 || count > MOST_STEPS)
        lua_error_raise(L, "an outline must have 1 to %d steps", MOST_STEPS);
    return count;
}

/* The step at place i of the outline at index 2, in points of the unmirrored figure. */
static struct step read_step(lua_State *L, const struct place *place, size_t i) {
    static const char letters[] = "MLCZ";
    static const size_t counts[] = {2, 2, 6, 0};
    struct step step = {0};
    bool is_table = lua_rawgeti(L, 2, (lua_Integer)i) == LUA_TTABLE;
    if (is_table)
        lua_rawgeti(L, -1, 1);
    const char *word = is_table && lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
    const char *known = word[0] && !word[1] ? strchr(letters, word[0]) : NULL;
    if (!known || (i == 1 && *word != 'M'))
        lua_error_raise(L,
                        "step %d of the outline must be { \"M\", x, y }, { \"L\", x, y }, "
                        "{ \"C\", x1, y1, x2, y2, x, y } or { \"Z\" }, the first an M",
                        (int)i);
    step.letter = *word;
    step.count = counts[known - letters];
    lua_pop(L, 1);
    for (size_t k = 0; k < step.count; k++) {
        lua_rawgeti(L, -1, (lua_Integer)k + 2);
        step.numbers[k] = check_number(L, lua_gettop(L), "a number of the outline");
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    for (size_t k = 0; k < step.count; k += 2) {
        double y = step.numbers[k + 1];
        step.numbers[k] = place->x + step.numbers[k] * place->scale;
        step.numbers[k + 1] = place->y + (place->is_flipped ? place->flip - y : y) * place->scale;
        if (!(fabs(step.numbers[k]) <= FARTHEST_PT && fabs(step.numbers[k + 1]) <= FARTHEST_PT))
            lua_error_raise(L, TOO_FAR, FARTHEST_PT);
    }
    return step;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static int canvas_outline(lua_State *L) {
    struct canvas *canvas = lua_canvas_check(L);
    size_t count = check_outline(L);
    struct place place = check_place(L, 3, "canvas:outline");
    for (size_t i = 1; i <= count; i++) {
        struct step step = read_step(L, &place, i);
        enum drawing_step kind = step.letter == 'M'   ? DRAW_MOVE
                                 : step.letter == 'L' ? DRAW_LINE
                                 : step.letter == 'C' ? DRAW_CURVE
                                                      : DRAW_CLOSE;
        add(L, canvas, &place, kind, step.numbers, step.count / 2);
    }
    lua_settop(L, 1);
    return 1;
}

/* ---- polygons -------------------------------------------------------------------------------- */

/* Edges, each from the point before; a part's first edge comes from its last point. `out` is how
 * far a point lies across the grid's lines, `along` where it stands on their way. */
struct edge {
    double out_a, along_a, out_b, along_b;
};

struct polygons {
    struct edge *edges;
    size_t count, part; /* part: the first edge of the part at hand */
    double lowest, highest, left;
};

/* Hatching turns the figure by 45 degrees, dots exchange x and y. */
typedef void turn_function(double x, double y, double *out, double *along);

static void turn_45(double x, double y, double *out, double *along) {
    *out = (y + x) * sqrt(0.5);
    *along = (x - y) * sqrt(0.5);
}

static void turn_90(double x, double y, double *out, double *along) {
    *out = y;
    *along = x;
}

static void add_point(struct polygons *polygons, turn_function *turn, double x, double y) {
    struct edge *edge = &polygons->edges[polygons->count];
    turn(x, y, &edge->out_b, &edge->along_b);
    if (polygons->count > polygons->part) {
        edge->out_a = edge[-1].out_b;
        edge->along_a = edge[-1].along_b;
    }
    polygons->lowest = fmin(polygons->lowest, edge->out_b);
    polygons->highest = fmax(polygons->highest, edge->out_b);
    polygons->left = fmin(polygons->left, edge->along_b);
    polygons->count++;
}

static void end_part(struct polygons *polygons) {
    if (polygons->count == polygons->part)
        return;
    struct edge *first = &polygons->edges[polygons->part];
    const struct edge *last = &polygons->edges[polygons->count - 1];
    first->out_a = last->out_b;
    first->along_a = last->along_b;
    polygons->part = polygons->count;
}

static void add_curve(struct polygons *polygons, turn_function *turn, double x0, double y0,
                      const double *c) {
    for (int i = 1; i <= PIECES; i++) {
        double s = (double)i / PIECES, u = 1 - s;
        double a = u * u * u, b = 3 * u * u * s, d = 3 * u * s * s, e = s * s * s;
        add_point(polygons, turn, a * x0 + b * c[0] + d * c[2] + e * c[4],
                  a * y0 + b * c[1] + d * c[3] + e * c[5]);
    }
}

/* The outline at index 2 with its curves cut into straight pieces. The edges are Lua's: a raise
 * frees them. */
static struct polygons read_polygons(lua_State *L, const struct place *place, turn_function *turn) {
    size_t count = check_outline(L);
    struct polygons polygons = {.lowest = INFINITY, .highest = -INFINITY, .left = INFINITY};
    polygons.edges = lua_newuserdatauv(L, count * PIECES * sizeof *polygons.edges, 0);
    double x = 0, y = 0;
    for (size_t i = 1; i <= count; i++) {
        struct step step = read_step(L, place, i);
        if (step.letter == 'M')
            end_part(&polygons);
        if (step.letter == 'C')
            add_curve(&polygons, turn, x, y, step.numbers);
        else if (step.letter != 'Z')
            add_point(&polygons, turn, step.numbers[0], step.numbers[1]);
        if (step.count) {
            x = step.numbers[step.count - 2];
            y = step.numbers[step.count - 1];
        }
    }
    end_part(&polygons);
    return polygons;
}

/* ---- where a line meets them ----------------------------------------------------------------- */

static int compare_numbers(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Fills met (room for each edge) with where the line so far out meets the polygons, in order: from
 * each odd to the next even place it is inside. */
static size_t find_crossings(const struct polygons *polygons, double line, double *met) {
    size_t count = 0;
    for (const struct edge *edge = polygons->edges; edge < polygons->edges + polygons->count;
         edge++) {
        double a = edge->out_a - line, b = edge->out_b - line;
        if ((a > 0) != (b > 0))
            met[count++] = edge->along_a + a / (a - b) * (edge->along_b - edge->along_a);
    }
    qsort(met, count, sizeof *met, compare_numbers);
    return count;
}

static bool is_within(const double *met, size_t count, double place) {
    for (size_t i = 0; i + 1 < count; i += 2)
        if (place >= met[i] && place <= met[i + 1])
            return true;
    return false;
}

static double check_step(lua_State *L, int index, double least, const char *what) {
    double number = check_number(L, index, what);
    if (number < least || number > 1000)
        lua_error_raise(L, "%s must be %f to 1000 points", what, least);
    return number;
}

static void check_lines(lua_State *L, const struct polygons *polygons, double step_pt) {
    if (!((polygons->highest - polygons->lowest) / step_pt < MOST_LINES))
        lua_error_raise(L, "more than %d lines: the step is too small", MOST_LINES);
}

/* ---- hatching -------------------------------------------------------------------------------- */

static int canvas_hatch(lua_State *L) {
    struct canvas *canvas = lua_canvas_check(L);
    double step_pt = check_step(L, 3, 0.5, "the step of the hatching");
    struct place place = check_place(L, 4, "canvas:hatch");
    struct polygons polygons = read_polygons(L, &place, turn_45);
    double *met = lua_newuserdatauv(L, (polygons.count + 1) * sizeof *met, 0);
    check_lines(L, &polygons, step_pt);
    const double r = sqrt(0.5);
    int last = (int)floor(polygons.highest / step_pt);
    for (int k = (int)ceil(polygons.lowest / step_pt); k <= last; k++) {
        double line = k * step_pt + 1e-7; /* not through a corner */
        size_t count = find_crossings(&polygons, line, met);
        for (size_t i = 0; i + 1 < count; i += 2) {
            const double from[2] = {(line + met[i]) * r, (line - met[i]) * r};
            const double to[2] = {(line + met[i + 1]) * r, (line - met[i + 1]) * r};
            add(L, canvas, &place, DRAW_MOVE, from, 1);
            add(L, canvas, &place, DRAW_LINE, to, 1);
        }
    }
    lua_settop(L, 1);
    return 1;
}

/* ---- dots ------------------------------------------------------------------------------------ */

/* The lines of a row of dots: its own, and those that the outline must be away by. */
struct row {
    double *here, *above, *below;
    size_t here_count, above_count, below_count;
};

static void add_row(lua_State *L, struct canvas *canvas, const struct place *place,
                    const struct row *row, double y, double begin, double step_pt,
                    double inset_pt) {
    for (size_t i = 0; i + 1 < row->here_count; i += 2) {
        double last = row->here[i + 1] - inset_pt;
        int first = (int)fmax(0, ceil((row->here[i] + inset_pt - begin) / step_pt));
        int end = (int)floor((last - begin) / step_pt);
        for (int k = first; k <= end; k++) {
            double x = begin + k * step_pt;
            const double dot[2] = {x, y};
            if (!is_within(row->above, row->above_count, x) ||
                !is_within(row->below, row->below_count, x))
                continue;
            /* A line of no length: with round ends it is a dot. */
            add(L, canvas, place, DRAW_MOVE, dot, 1);
            add(L, canvas, place, DRAW_LINE, dot, 1);
        }
    }
}

static int canvas_dots(lua_State *L) {
    struct canvas *canvas = lua_canvas_check(L);
    double step_pt = check_step(L, 3, 0.5, "the step of the dots");
    double inset_pt = check_step(L, 4, 0, "the distance of the dots");
    struct place place = check_place(L, 5, "canvas:dots");
    struct polygons polygons = read_polygons(L, &place, turn_90);
    double *met = lua_newuserdatauv(L, 3 * (polygons.count + 1) * sizeof *met, 0);
    check_lines(L, &polygons, step_pt * 0.866);
    struct row row = {met, met + polygons.count + 1, met + 2 * (polygons.count + 1), 0, 0, 0};
    double first = polygons.lowest + inset_pt, down_pt = step_pt * 0.866;
    for (int k = 0; first + k * down_pt < polygons.highest; k++) {
        double y = first + k * down_pt;
        row.here_count = find_crossings(&polygons, y, row.here);
        row.above_count = find_crossings(&polygons, y - inset_pt, row.above);
        row.below_count = find_crossings(&polygons, y + inset_pt, row.below);
        double begin = polygons.left + k % 2 * step_pt / 2;
        add_row(L, canvas, &place, &row, y, begin, step_pt, inset_pt);
    }
    lua_settop(L, 1);
    return 1;
}

#define FIGURE_EXAMPLE(steps)                                                                      \
    "figure { width = 100, height = 80, alt = \"A shape\",\n"                                      \
    "  draw = function(canvas)\n"                                                                  \
    "    local outline = { { \"M\", 10, 10 }, { \"L\", 90, 10 }, { \"L\", 50, 70 }, { \"Z\" } }\n" \
    "    " steps "\n  end }"

const struct lua_api_row lua_outline_api[] = {
    API_ROW(1, "canvas:outline", canvas_outline,
            "canvas:outline(steps [, { x = 0, y = 0, scale = 1, flip = h, mirror_in = w }])",
            "A path as a list of steps { \"M\", x, y }, { \"L\", x, y }, { \"C\", x1, y1, x2, y2, "
            "x, y }, { \"Z\" }. A point stands at x, y plus its own numbers times scale; with "
            "flip, h less its y counts; mirror_in = w then mirrors all in a frame so wide. To the "
            "hundredth of a point.",
            FIGURE_EXAMPLE("canvas:outline(outline):paint { stroke = 1 }")),
    API_ROW(1, "canvas:hatch", canvas_hatch,
            "canvas:hatch(steps, step_pt [, { options of canvas:outline }])",
            "A path of 45 degree lines inside of the outline, step_pt apart.",
            FIGURE_EXAMPLE("canvas:hatch(outline, 3.4):paint { stroke = 0.75 }")),
    API_ROW(1, "canvas:dots", canvas_dots,
            "canvas:dots(steps, step_pt, inset_pt [, { options of canvas:outline }])",
            "A path of lines without length inside of the outline, step_pt apart and inset_pt away "
            "from it: painted round they are dots.",
            FIGURE_EXAMPLE("canvas:dots(outline, 5, 2):paint { stroke = 1.1, round = true }")),
    {0},
};
