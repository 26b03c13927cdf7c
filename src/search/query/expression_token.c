/* expression_token.c - see expression_token.h.
 *
 * Layer: search.
 */
#include "search/query/expression_token.h"

#include <ctype.h>

static bool is_bare(unsigned char c) {
    return isalnum(c) || c == '_' || c >= 0x80 || c == 0x1a;
}

bool expression_token(struct slice text, size_t *position, struct slice *token) {
    size_t start = *position;
    while (start < text.length && strchr(" \t\n\r", text.data[start]))
        start++;
    if (start >= text.length)
        return false;
    size_t end = start + 1;
    if (text.data[start] == '"') {
        while (end < text.length &&
               (text.data[end] != '"' || (end + 1 < text.length && text.data[end + 1] == '"')))
            end += text.data[end] == '"' ? 2 : 1;
        end = end < text.length ? end + 1 : text.length;
    } else if (is_bare((unsigned char)text.data[start])) {
        while (end < text.length && is_bare((unsigned char)text.data[end]))
            end++;
    }
    *token = slice_make(text.data + start, end - start);
    *position = end;
    return true;
}
