/* lua_path.h - a path written as text, as drawing data holds it: "M1 2 L3.5 4 C1 2 3 4 5 6 Z".
 *
 * Layer: lua. Four letters, each with its numbers: M (begin) and L (line) two, C (curve) six, Z
 * (close) none. Numbers are decimals of at most 15 digits, parted by blanks or commas.
 */
#ifndef FOOTNOTE_LUA_LUA_PATH_H
#define FOOTNOTE_LUA_LUA_PATH_H

#include <stdbool.h>
#include <stddef.h>

struct path_step {
    char letter; /* 'M', 'L', 'C', 'Z'; '\0': the path is at its end */
    size_t number_count;
    double numbers[6];
};

/* The next step of the text; *at moves on behind it. False: the text at *at is none. */
bool path_next(const char **at, struct path_step *step);

#endif
