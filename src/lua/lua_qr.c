/* lua_qr.c - qr: an address as a QR code, drawn as paths, with the same address in words.
 *
 * Layer: lua; the only file that includes qrencode.h. The code has error correction level M (a
 * seventh of it may be soiled) and the quiet zone of four modules that the standard asks for. A
 * camera needs modules of a third of a millimetre: sizes that give less are refused.
 *
 * Order: the address, modules as rectangles, the words, qr, the row.
 */
#include "lua/lua_api.h"

#include <math.h>
#include <qrencode.h>

#define LEAST_SIZE_PT   71 /* 25 mm, quiet zone included */
#define MOST_SIZE_PT    400
#define LEAST_MODULE_PT 1.0 /* 0.35 mm */

enum { QUIET_MODULES = 4, LONGEST_ADDRESS = 300, LINES_A_MODULE_RUN = 6 };

static const char scheme[] = "https://";

/* ---- the address ----------------------------------------------------------------------------- */

/* The characters that RFC 3986 lets stand in an address. */
static const char *check_address(lua_State *L) {
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                  "-._~:/?#[]@!$&'()*+,;=%";
    size_t length = 0;
    bool given = lua_rawgeti(L, 1, 1) == LUA_TSTRING;
    const char *address = given ? lua_tolstring(L, -1, &length) : "";
    size_t scheme_length = strlen(scheme);
    if (strncmp(address, scheme, scheme_length) != 0 || length == scheme_length ||
        address[scheme_length] == '/')
        lua_error_raise(L, "qr needs an address that begins with https:// and a name");
    if (length > LONGEST_ADDRESS)
        lua_error_raise(L, "qr: the address has %d characters, the most is %d", (int)length,
                        LONGEST_ADDRESS);
    if (strspn(address, allowed) != length)
        lua_error_raise(L, "qr: an address has letters, digits and -._~:/?#[]@!$&'()*+,;=%% only");
    return address; /* the argument keeps it */
}

/* ---- modules --------------------------------------------------------------------------------- */

struct matrix {
    const unsigned char *modules; /* the lowest bit: dark */
    int width;
    double left_pt, module_pt;
};

static bool is_dark(const struct matrix *matrix, int x, int y) {
    return matrix->modules[y * matrix->width + x] & 1;
}

/* The end of the dark modules that begin at x. */
static int run_end(const struct matrix *matrix, int x, int y) {
    while (x < matrix->width && is_dark(matrix, x, y))
        x++;
    return x;
}

static bool is_run(const struct matrix *matrix, int x, int end, int y) {
    return is_dark(matrix, x, y) && (x == 0 || !is_dark(matrix, x - 1, y)) &&
           run_end(matrix, x, y) == end;
}

/* To the hundredth of a point, so that neighbours share their edge in the file too. */
static double edge_pt(const struct matrix *matrix, int module) {
    return round((matrix->left_pt + module * matrix->module_pt) * 100) / 100;
}

static void add_rectangle(struct drawing *drawing, const struct matrix *matrix, int left, int top,
                          int right, int bottom) {
    const int corners[4][2] = {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
    for (int i = 0; i < 4; i++)
        drawing->commands[drawing->count++] =
            (struct drawing_command){.step = i ? DRAW_LINE : DRAW_MOVE,
                                     .x = {edge_pt(matrix, corners[i][0])},
                                     .y = {edge_pt(matrix, corners[i][1])}};
    drawing->commands[drawing->count++] = (struct drawing_command){.step = DRAW_CLOSE};
}

/* Runs that stand below each other alike are one rectangle; all are one path, so that no seam shows
 * between them. */
static struct drawing *draw_matrix(struct arena *arena, const struct matrix *matrix,
                                   double size_pt) {
    struct drawing *drawing = arena_new(arena, struct drawing);
    size_t modules = (size_t)matrix->width * (size_t)matrix->width;
    drawing->width_pt = drawing->height_pt = size_pt;
    drawing->capacity = modules / 2 * LINES_A_MODULE_RUN + LINES_A_MODULE_RUN;
    drawing->commands = arena_new_array(arena, drawing->capacity, struct drawing_command);
    for (int y = 0; y < matrix->width; y++)
        for (int x = 0; x < matrix->width; x++) {
            if (!is_dark(matrix, x, y))
                continue;
            int end = run_end(matrix, x, y), bottom = y + 1;
            bool begun_above = y > 0 && is_run(matrix, x, end, y - 1);
            while (bottom < matrix->width && is_run(matrix, x, end, bottom))
                bottom++;
            if (!begun_above)
                add_rectangle(drawing, matrix, x, y, end, bottom);
            x = end;
        }
    drawing->commands[drawing->count++] =
        (struct drawing_command){.step = DRAW_PAINT, .fill = FILL_BLACK};
    return drawing;
}

static struct drawing *draw_code(lua_State *L, const char *address, double size_pt) {
    QRcode *code = QRcode_encodeString(address, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (!code)
        lua_error_raise(L, "qr: the address can't be made a code");
    int across = code->width + 2 * QUIET_MODULES;
    double module_pt = size_pt / across;
    struct drawing *drawing = NULL;
    if (module_pt >= LEAST_MODULE_PT) {
        const struct matrix matrix = {code->data, code->width, QUIET_MODULES * module_pt,
                                      module_pt};
        drawing = draw_matrix(lua_host_of(L)->arena, &matrix, size_pt);
    }
    QRcode_free(code);
    if (!drawing)
        lua_error_raise(L, "qr: an address of %d characters needs size = %d or a shorter address",
                        (int)strlen(address), (int)ceil(across * LEAST_MODULE_PT));
    return drawing;
}

/* ---- words ----------------------------------------------------------------------------------- */

/* Pushes what is printed below: the words given, the address without its scheme, or false. */
static void push_words(lua_State *L, const char *address) {
    int type = lua_getfield(L, 1, "words");
    bool is_false = type == LUA_TBOOLEAN && !lua_toboolean(L, -1);
    if (type != LUA_TNIL && type != LUA_TSTRING && !is_false)
        lua_error_raise(L, "words must be the address as it is printed, or false where it stands "
                           "beside the code");
    if (type != LUA_TNIL)
        return;
    lua_pop(L, 1);
    lua_pushstring(L, address + strlen(scheme));
}

/* Makes the words on top a link: on a screen the address can be pressed too. */
static void push_link(lua_State *L, const char *address) {
    lua_createtable(L, 1, 1);
    lua_insert(L, -2);
    lua_rawseti(L, -2, 1);
    lua_pushstring(L, address);
    lua_setfield(L, -2, "url");
    lua_part_push(L, NODE_LINK, lua_gettop(L));
}

/* Pushes the alternative text. */
static void push_alt(lua_State *L, const char *address) {
    if (lua_getfield(L, 1, "alt") == LUA_TSTRING && lua_rawlen(L, -1))
        return;
    if (!lua_isnil(L, -1))
        lua_error_raise(L, "alt must be words that say what the code leads to");
    lua_pop(L, 1);
    lua_pushfstring(L, "QR code: %s", address + strlen(scheme));
}

/* ---- qr -------------------------------------------------------------------------------------- */

static double check_size(lua_State *L) {
    double size_pt = LEAST_SIZE_PT;
    int type = lua_getfield(L, 1, "size");
    if (type == LUA_TNUMBER)
        size_pt = lua_tonumber(L, -1);
    if ((type != LUA_TNIL && type != LUA_TNUMBER) ||
        !(size_pt >= LEAST_SIZE_PT && size_pt <= MOST_SIZE_PT))
        lua_error_raise(L, "size must be %d to %d points: a camera needs 25 mm", LEAST_SIZE_PT,
                        MOST_SIZE_PT);
    lua_pop(L, 1);
    return size_pt;
}

static int make_qr(lua_State *L) {
    static const char *const options[] = {"alt", "size", "words", "align", NULL};
    lua_require_build(L, "qr");
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    if (lua_check_list(L, 1, options, "qr") != 1)
        lua_error_raise(L, "qr needs one address: qr { \"https://...\" }");
    const char *address = check_address(L);
    struct drawing *drawing = draw_code(L, address, check_size(L));
    lua_createtable(L, 0, 3); /* what lua_attributes.c reads of a figure */
    int content = lua_gettop(L);
    push_alt(L, address);
    lua_setfield(L, content, "alt");
    lua_getfield(L, 1, "align");
    lua_setfield(L, content, "align");
    push_words(L, address);
    if (lua_isstring(L, -1)) {
        push_link(L, address);
        lua_setfield(L, content, "caption");
    }
    lua_part_push(L, NODE_FIGURE, content)->drawing = drawing;
    return 1;
}

const struct lua_api_row lua_qr_api[] = {
    API_ROW(
        1, "qr", make_qr,
        "qr { \"https://...\", alt = \"...\", size = 71, words = \"example.org/heel\" }",
        "A QR code that leads a phone to an address, at least 71 points (25 mm) large, with the "
        "address in words below (words = false: they stand beside it); align as of a figure. https "
        "only, at most 300 "
        "characters. Never put anything of the patient's into the address: whoever scans the "
        "sheet reads it.",
        "qr { \"https://clinic.example/heel\" }"),
    {0},
};
