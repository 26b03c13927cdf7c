/* lua_path.c - see lua_path.h.
 *
 * Layer: lua. A drawing has thousands of numbers: they are read here because a script takes ten
 * times as long for it.
 */
#include "lua/lua_path.h"

#include <string.h>

enum { MOST_DIGITS = 15 };

static void skip_blanks(const char **at) {
    *at += strspn(*at, " \t\r\n,");
}

/* Up to 15 digits and a power of ten are whole numbers that a double holds exactly, so that one
 * division gives the nearest double, as strtod would, whatever the locale. */
static bool read_number(const char **at, double *number) {
    static const double tens[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    skip_blanks(at);
    const char *c = *at;
    bool negative = *c == '-', in_decimals = false;
    double digits = 0;
    int count = 0, decimals = 0;
    c += negative;
    for (; (*c >= '0' && *c <= '9') || (*c == '.' && !in_decimals); c++) {
        if (*c == '.') {
            in_decimals = true;
            continue;
        }
        digits = digits * 10 + (*c - '0');
        decimals += in_decimals;
        count++;
    }
    if (count == 0 || count > MOST_DIGITS || *c == '.')
        return false;
    *number = (negative ? -digits : digits) / tens[decimals];
    *at = c;
    return true;
}

bool path_next(const char **at, struct path_step *step) {
    skip_blanks(at);
    *step = (struct path_step){.letter = **at};
    switch (**at) {
    case '\0':
        return true;
    case 'M':
    case 'L':
        step->number_count = 2;
        break;
    case 'C':
        step->number_count = 6;
        break;
    case 'Z':
        break;
    default:
        return false;
    }
    ++*at;
    for (size_t i = 0; i < step->number_count; i++)
        if (!read_number(at, &step->numbers[i]))
            return false;
    return true;
}
