/* lua_drawing.c - figure and its canvas: a bounded list of drawing steps with words for those who
 * can't see them.
 *
 * Layer: lua. The draw function runs when the figure is made, so that its errors have their lines.
 * Order: the canvas, paths, options, paths as text, paint and text, the width of words, figure, the
 * rows.
 */
#include "base/utf8.h"
#include "lua/lua_api.h"
#include "lua/lua_path.h"

#include <math.h>

enum { MOST_STEPS = 50000, FARTHEST_PT = 5000, LARGEST_FIGURE_PT = 2000 };

struct canvas {
    struct drawing *drawing; /* NULL once draw has returned */
    bool in_path;
};

/* ---- the canvas ------------------------------------------------------------------------------ */

struct canvas *lua_canvas_check(lua_State *L) {
    struct canvas *canvas = NULL;
    if (lua_type(L, 1) == LUA_TUSERDATA && lua_getmetatable(L, 1)) {
        lua_api_push_canvas(L);
        if (lua_rawequal(L, -1, -2))
            canvas = lua_touserdata(L, 1);
        lua_pop(L, 2);
    }
    if (!canvas)
        lua_error_raise(L, "%s needs the canvas before the colon", lua_api_row_of(L)->entry.name);
    if (!canvas->drawing)
        lua_error_raise(L, "the canvas can be used only inside its draw function");
    return canvas;
}

static double check_number(lua_State *L, int index, double lowest, double highest,
                           const char *what) {
    if (lua_type(L, index) != LUA_TNUMBER)
        lua_error_raise(L, "%s must be a number, got %s", what, luaL_typename(L, index));
    double number = lua_tonumber(L, index);
    if (!isfinite(number) || number < lowest || number > highest)
        lua_error_raise(L, "%s must be %f to %f", what, lowest, highest);
    return number;
}

static double check_coordinate(lua_State *L, int index) {
    return check_number(L, index, -FARTHEST_PT, FARTHEST_PT, "a coordinate");
}

static struct drawing_command *add_step(lua_State *L, struct canvas *canvas,
                                        enum drawing_step step) {
    struct drawing *drawing = canvas->drawing;
    if (drawing->count == drawing->capacity) {
        if (drawing->count >= MOST_STEPS)
            lua_error_raise(L, "a drawing of more than %d steps", MOST_STEPS);
        drawing->capacity = drawing->capacity ? drawing->capacity * 2 : 32;
        drawing->commands =
            arena_grow_array(lua_host_of(L)->arena, drawing->commands, drawing->count,
                             drawing->capacity, sizeof *drawing->commands);
    }
    struct drawing_command *command = &drawing->commands[drawing->count++];
    *command = (struct drawing_command){.step = step};
    if (step != DRAW_TEXT)
        canvas->in_path = step != DRAW_PAINT;
    return command;
}

static void require_path(lua_State *L, const struct canvas *canvas) {
    if (!canvas->in_path)
        lua_error_raise(L, "%s: no path yet: begin with canvas:move, rect or circle",
                        lua_api_row_of(L)->entry.name);
}

static int return_canvas(lua_State *L) {
    lua_settop(L, 1);
    return 1;
}

/* ---- paths ----------------------------------------------------------------------------------- */

void lua_canvas_add(lua_State *L, struct canvas *canvas, enum drawing_step step,
                    const double *numbers, size_t point_count) {
    struct drawing_command *command = add_step(L, canvas, step);
    for (size_t i = 0; i < point_count; i++) {
        command->x[i] = numbers[2 * i];
        command->y[i] = numbers[2 * i + 1];
    }
}

/* move, line and curve differ in the number of points. */
static int draw_points(lua_State *L, enum drawing_step step, size_t point_count) {
    struct canvas *canvas = lua_canvas_check(L);
    if (step != DRAW_MOVE)
        require_path(L, canvas);
    double numbers[6];
    for (size_t i = 0; i < 2 * point_count; i++)
        numbers[i] = check_coordinate(L, (int)i + 2);
    lua_canvas_add(L, canvas, step, numbers, point_count);
    return return_canvas(L);
}

static int canvas_move(lua_State *L) {
    return draw_points(L, DRAW_MOVE, 1);
}

static int canvas_line(lua_State *L) {
    return draw_points(L, DRAW_LINE, 1);
}

static int canvas_curve(lua_State *L) {
    return draw_points(L, DRAW_CURVE, 3);
}

static int canvas_close(lua_State *L) {
    struct canvas *canvas = lua_canvas_check(L);
    require_path(L, canvas);
    add_step(L, canvas, DRAW_CLOSE);
    return return_canvas(L);
}

static int canvas_rect(lua_State *L) {
    struct canvas *canvas = lua_canvas_check(L);
    double x = check_coordinate(L, 2), y = check_coordinate(L, 3);
    double width = check_coordinate(L, 4), height = check_coordinate(L, 5);
    const double corners[4][2] = {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}};
    for (int i = 0; i < 4; i++)
        lua_canvas_add(L, canvas, i ? DRAW_LINE : DRAW_MOVE, corners[i], 1);
    add_step(L, canvas, DRAW_CLOSE);
    return return_canvas(L);
}

/* Four curves; 0.5523 of the radius is the usual distance of the control points: the error is under
 * 0.03 % of the radius. */
static int canvas_circle(lua_State *L) {
    struct canvas *canvas = lua_canvas_check(L);
    double x = check_coordinate(L, 2), y = check_coordinate(L, 3);
    double r = check_number(L, 4, 0.01, FARTHEST_PT, "a radius");
    double k = 0.5522847498 * r;
    const double start[2] = {x + r, y};
    const double quarters[4][6] = {
        {x + r, y + k, x + k, y + r, x, y + r},
        {x - k, y + r, x - r, y + k, x - r, y},
        {x - r, y - k, x - k, y - r, x, y - r},
        {x + k, y - r, x + r, y - k, x + r, y},
    };
    lua_canvas_add(L, canvas, DRAW_MOVE, start, 1);
    for (int i = 0; i < 4; i++)
        lua_canvas_add(L, canvas, DRAW_CURVE, quarters[i], 3);
    add_step(L, canvas, DRAW_CLOSE);
    return return_canvas(L);
}

/* ---- options --------------------------------------------------------------------------------- */

/* Checks that the argument is a table of these options or nothing; makes it a table. */
static void check_options(lua_State *L, int argument, const char *const *options,
                          const char *what) {
    if (lua_isnoneornil(L, argument)) {
        lua_settop(L, argument - 1);
        lua_createtable(L, 0, 0);
    }
    if (!lua_istable(L, argument))
        lua_error_raise(L, "%s takes options by name in { }, got %s", what,
                        luaL_typename(L, argument));
    if (lua_check_list(L, argument, options, what))
        lua_error_raise(L, "%s takes options by name", what);
}

static double number_option(lua_State *L, int table, const char *name, double fallback,
                            double highest) {
    double number = fallback;
    if (lua_getfield(L, table, name) != LUA_TNIL)
        number = check_number(L, lua_gettop(L), 0, highest, name);
    lua_pop(L, 1);
    return number;
}

static int word_option(lua_State *L, int table, const char *name, const char *const *words) {
    int found = 0;
    if (lua_getfield(L, table, name) != LUA_TNIL) {
        const char *word = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        while (words[found] && strcmp(words[found], word) != 0)
            found++;
        if (!words[found])
            lua_error_raise(L, "%s must be \"%s\", \"%s\" or \"%s\"", name, words[0], words[1],
                            words[2]);
    }
    lua_pop(L, 1);
    return found;
}

/* ---- paths as text --------------------------------------------------------------------------- */

/* Where the points of a path stand on the canvas, and the path that it is blended with. */
struct placement {
    double x, y, scale;
    bool is_mirrored, is_flipped;
    double mirror, flip; /* width and height that points are counted from instead */
    const char *toward;  /* or NULL */
    double share;
};

static bool coordinate_option(lua_State *L, int table, const char *name, double *number) {
    bool given = lua_getfield(L, table, name) != LUA_TNIL;
    if (given)
        *number = check_number(L, lua_gettop(L), -FARTHEST_PT, FARTHEST_PT, name);
    lua_pop(L, 1);
    return given;
}

static struct placement check_placement(lua_State *L, int table) {
    static const char *const options[] = {"x",    "y",      "scale", "mirror",
                                          "flip", "toward", "share", NULL};
    struct placement place = {.scale = 1};
    check_options(L, table, options, "canvas:path");
    coordinate_option(L, table, "x", &place.x);
    coordinate_option(L, table, "y", &place.y);
    place.is_mirrored = coordinate_option(L, table, "mirror", &place.mirror);
    place.is_flipped = coordinate_option(L, table, "flip", &place.flip);
    place.scale = number_option(L, table, "scale", 1, FARTHEST_PT);
    place.share = number_option(L, table, "share", 0, 1);
    if (lua_getfield(L, table, "toward") != LUA_TNIL) {
        if (lua_type(L, -1) != LUA_TSTRING)
            lua_error_raise(L, "toward must be a path as text, got %s", luaL_typename(L, -1));
        place.toward = lua_tostring(L, -1); /* the option table keeps it */
    }
    lua_pop(L, 1);
    return place;
}

static void next_step(lua_State *L, const char **at, struct path_step *step) {
    const char *begin = *at;
    if (path_next(at, step))
        return;
    begin += strspn(begin, " \n,");
    lua_pushlstring(L, begin, strnlen(begin, 20));
    lua_error_raise(L, "the path: expected M or L and 2 numbers, C and 6, or Z, got '%s'",
                    lua_tostring(L, -1));
}

static double check_placed(lua_State *L, double number) {
    if (!isfinite(number) || fabs(number) > FARTHEST_PT)
        lua_error_raise(L, "a point of the path lies farther than %d points away", FARTHEST_PT);
    return number;
}

static void blend(lua_State *L, const struct placement *place, struct path_step *step,
                  const struct path_step *target) {
    if (step->letter != target->letter)
        lua_error_raise(L, "the two paths have not the same steps");
    for (size_t i = 0; i < step->number_count; i++)
        step->numbers[i] += (target->numbers[i] - step->numbers[i]) * place->share;
}

static void add_placed(lua_State *L, struct canvas *canvas, const struct placement *place,
                       struct path_step *step) {
    for (size_t i = 0; i < step->number_count; i += 2) {
        double x = step->numbers[i], y = step->numbers[i + 1];
        x = place->x + (place->is_mirrored ? place->mirror - x : x) * place->scale;
        y = place->y + (place->is_flipped ? place->flip - y : y) * place->scale;
        step->numbers[i] = check_placed(L, x);
        step->numbers[i + 1] = check_placed(L, y);
    }
    if (step->letter != 'M')
        require_path(L, canvas);
    enum drawing_step kind = step->letter == 'M'   ? DRAW_MOVE
                             : step->letter == 'L' ? DRAW_LINE
                             : step->letter == 'C' ? DRAW_CURVE
                                                   : DRAW_CLOSE;
    lua_canvas_add(L, canvas, kind, step->numbers, step->number_count / 2);
}

static int canvas_path(lua_State *L) {
    struct canvas *canvas = lua_canvas_check(L);
    if (lua_type(L, 2) != LUA_TSTRING)
        lua_error_raise(L, "canvas:path needs a path as text, got %s", luaL_typename(L, 2));
    const char *at = lua_tostring(L, 2);
    struct placement place = check_placement(L, 3);
    struct path_step step, target;
    for (;;) {
        next_step(L, &at, &step);
        if (place.toward) {
            next_step(L, &place.toward, &target);
            blend(L, &place, &step, &target);
        }
        if (!step.letter)
            return return_canvas(L);
        add_placed(L, canvas, &place, &step);
    }
}

/* ---- paint and text -------------------------------------------------------------------------- */

static int canvas_paint(lua_State *L) {
    static const char *const options[] = {"stroke", "fill", "dash", "round", NULL};
    static const char *const fills[] = {"none", "white", "black", NULL};
    struct canvas *canvas = lua_canvas_check(L);
    require_path(L, canvas);
    check_options(L, 2, options, "canvas:paint");
    enum drawing_fill fill = (enum drawing_fill)word_option(L, 2, "fill", fills);
    double stroke_pt = number_option(L, 2, "stroke", fill == FILL_NONE ? 0.75 : 0, 100);
    double dash_pt = number_option(L, 2, "dash", 0, 100);
    bool is_round =
        lua_istable(L, 2) && lua_getfield(L, 2, "round") == LUA_TBOOLEAN && lua_toboolean(L, -1);
    if (stroke_pt <= 0 && fill == FILL_NONE)
        lua_error_raise(L, "canvas:paint with neither stroke nor fill shows nothing");
    struct drawing_command *command = add_step(L, canvas, DRAW_PAINT);
    command->stroke_width_pt = stroke_pt;
    command->dash_pt = dash_pt;
    command->fill = fill;
    command->round = is_round;
    return return_canvas(L);
}

static int canvas_text(lua_State *L) {
    static const char *const options[] = {"size", "bold", "align", NULL};
    static const char *const alignments[] = {"left", "right", "center", NULL};
    struct canvas *canvas = lua_canvas_check(L);
    if (canvas->in_path)
        lua_error_raise(L, "canvas:text: paint the path first");
    double x = check_coordinate(L, 2), y = check_coordinate(L, 3);
    const char *words = lua_check_words(L, 4, lua_host_of(L)->arena, "the text of a drawing");
    if (!*words || strchr(words, '\n'))
        lua_error_raise(L, "the text of a drawing must be one line that is not empty");
    check_options(L, 5, options, "canvas:text");
    double size_pt = number_option(L, 5, "size", 12, 200);
    enum alignment align = (enum alignment)word_option(L, 5, "align", alignments);
    lua_getfield(L, 5, "bold");
    bool bold = lua_toboolean(L, -1);
    if (size_pt < 1)
        lua_error_raise(L, "size must be 1 to 200 points");
    struct drawing_command *command = add_step(L, canvas, DRAW_TEXT);
    command->x[0] = x;
    command->y[0] = y;
    command->text = slice_of(words);
    command->size_pt = size_pt;
    command->align = align;
    command->bold = bold;
    return return_canvas(L);
}

/* ---- how wide words are ---------------------------------------------------------------------- */

/* For handouts that are not laid out: their drawings are run, so that mistakes are seen, but nobody
 * sees them. Andika's letters are about half as wide as they are high. */
static double average_width_pt(struct slice words, double size_pt) {
    size_t count = 0;
    for (size_t at = 0; at < words.length; count++)
        utf8_next(words, &at);
    return (double)count * size_pt * 0.55;
}

static int text_width(lua_State *L) {
    static const char *const options[] = {"size", "bold", NULL};
    lua_require_build(L, "footnote.text_width");
    struct lua_host *host = lua_host_of(L);
    struct slice words = slice_of(lua_check_words(L, 1, host->arena, "the text to measure"));
    check_options(L, 2, options, "footnote.text_width");
    double size_pt = number_option(L, 2, "size", 12, 200);
    lua_getfield(L, 2, "bold");
    bool bold = lua_toboolean(L, -1);
    double width_pt = average_width_pt(words, size_pt);
    if (host->services.text_width && words.length > 0) {
        struct error err = {.code = ERROR_NONE};
        lua_service_begin(host);
        bool success = host->services.text_width(
            host->services.context, words, host->setup->language, size_pt, bold, &width_pt, &err);
        lua_service_end(host);
        lua_service_check(L, success, &err);
    }
    lua_pushnumber(L, width_pt);
    return 1;
}

/* ---- figure ---------------------------------------------------------------------------------- */

static double figure_size(lua_State *L, const char *name) {
    lua_getfield(L, 1, name);
    double size_pt = check_number(L, lua_gettop(L), 1, LARGEST_FIGURE_PT, name);
    lua_pop(L, 1);
    return size_pt;
}

static int push_drawing(lua_State *L) {
    struct drawing *drawing = arena_new(lua_host_of(L)->arena, struct drawing);
    drawing->width_pt = figure_size(L, "width");
    drawing->height_pt = figure_size(L, "height");
    if (lua_getfield(L, 1, "draw") != LUA_TFUNCTION)
        lua_error_raise(L, "figure needs draw = function(canvas) ... end or picture = \"FILE\"");
    struct canvas *canvas = lua_newuserdatauv(L, sizeof *canvas, 0);
    *canvas = (struct canvas){.drawing = drawing};
    lua_api_push_canvas(L);
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_insert(L, -3); /* keeps the canvas alive until after the call */
    lua_call(L, 1, 0);
    bool in_path = canvas->in_path;
    canvas->drawing = NULL;
    if (in_path)
        lua_error_raise(L, "the figure's last path was not painted: call canvas:paint");
    if (!drawing->count)
        lua_error_raise(L, "the figure draws nothing");
    lua_part_push(L, NODE_FIGURE, 1)->drawing = drawing;
    return 1;
}

static int make_figure(lua_State *L) {
    static const char *const options[] = {"width", "height",       "alt",        "caption",
                                          "align", "picture",      "decorative", "draw",
                                          "drop",  "when_dropped", NULL};
    lua_require_build(L, "figure");
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    if (lua_check_list(L, 1, options, "figure"))
        lua_error_raise(L, "figure takes options by name");
    lua_picture_check_words(L);
    bool draws = lua_getfield(L, 1, "draw") != LUA_TNIL;
    bool shows = lua_getfield(L, 1, "picture") != LUA_TNIL;
    lua_settop(L, 1);
    if (draws && shows)
        lua_error_raise(L, "figure has either draw or picture, not both");
    return shows ? lua_picture_push(L) : push_drawing(L);
}

#define FIGURE_EXAMPLE(steps)                                                                      \
    "figure { width = 100, height = 80, alt = \"A shape\",\n"                                      \
    "  draw = function(canvas) " steps " end }"

const struct lua_api_row lua_drawing_api[] = {
    API_ROW(
        1, "figure", make_figure,
        "figure { width = 197, height = 209, alt = \"...\", caption = \"...\", draw = function } | "
        "figure { picture = \"logo.png\", width = 120, alt = \"...\" }",
        "A drawing. Points, origin top left, y down. alt says what it shows (required, but for "
        "decorative = true, which says nothing). draw is called at once with the canvas. Or a "
        "picture: a PNG or JPEG file beside the script, in the clinic's folder or in scripts/; "
        "width or height may be left out, it keeps its shape and is never wider than its column. "
        "align: left, right or center of the column.",
        FIGURE_EXAMPLE("canvas:move(10, 10):line(90, 70):paint { stroke = 1 }")),
    API_ROW(1, "canvas:move", canvas_move, "canvas:move(x, y)", "Begins a path.",
            FIGURE_EXAMPLE("canvas:move(0, 0):line(50, 50):paint()")),
    API_ROW(1, "canvas:line", canvas_line, "canvas:line(x, y)",
            "A straight line from the last point.",
            FIGURE_EXAMPLE("canvas:move(0, 0):line(50, 0):line(50, 50):close():paint()")),
    API_ROW(1, "canvas:curve", canvas_curve, "canvas:curve(x1, y1, x2, y2, x, y)",
            "A Bezier curve: two control points and the end.",
            FIGURE_EXAMPLE("canvas:move(0, 40):curve(20, 0, 60, 0, 80, 40):paint()")),
    API_ROW(
        1, "canvas:path", canvas_path,
        "canvas:path(text, { x = 0, y = 0, scale = 1, mirror = w, flip = h, toward = text2, "
        "share = 0 })",
        "A path as text: M x y, L x y, C x1 y1 x2 y2 x y, Z. A point stands at x, y plus its "
        "own numbers times scale; with mirror, w less its x counts; with flip, h less its y. "
        "share 0 to 1 takes each number that far toward the one in text2, which has the same "
        "steps.",
        FIGURE_EXAMPLE("canvas:path(\"M0 0 L20 0 L10 15 Z\", { scale = 2, flip = 20 }):paint()")),
    API_ROW(1, "canvas:close", canvas_close, "canvas:close()", "Back to the path's first point.",
            FIGURE_EXAMPLE("canvas:move(0, 0):line(9, 9):line(0, 9):close():paint()")),
    API_ROW(1, "canvas:rect", canvas_rect, "canvas:rect(x, y, width, height)", "A rectangle.",
            FIGURE_EXAMPLE("canvas:rect(10, 10, 80, 60):paint { fill = \"white\" }")),
    API_ROW(1, "canvas:circle", canvas_circle, "canvas:circle(x, y, radius)", "A circle.",
            FIGURE_EXAMPLE("canvas:circle(50, 40, 30):paint { stroke = 0, fill = \"black\" }")),
    API_ROW(1, "canvas:paint", canvas_paint,
            "canvas:paint { stroke = 0.75, fill = \"none\", dash = 0 }",
            "Draws the path: width of the line (0: none), fill none, white or black, length of "
            "dashes (0: solid).",
            FIGURE_EXAMPLE("canvas:rect(5, 5, 20, 20):paint { dash = 2 }")),
    API_ROW(1, "canvas:text", canvas_text,
            "canvas:text(x, y, words, { size = 12, bold = false, align = \"left\" })",
            "One line of words with its baseline at y; align left, right or center of x.",
            FIGURE_EXAMPLE("canvas:text(50, 40, \"heel\", { size = 9, align = \"center\" })")),
    API_ROW(1, "footnote.text_width", text_width,
            "footnote.text_width(words [, { size = 12, bold = false }]) -> points",
            "How wide the words are when a drawing prints them in one line: what stands beside "
            "them, and where a long label must be broken, follows from it.",
            "local wide = footnote.text_width(\"heel lift\", { size = 12 })\n"
            "if wide > 200 then footnote.warn(\"the label does not fit\") end"),
    {0},
};
