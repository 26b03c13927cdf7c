#include "base/slice.h"

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct slice slice_trim(struct slice text) {
    while (text.length && is_space(text.data[0]))
        text = slice_make(text.data + 1, text.length - 1);
    while (text.length && is_space(text.data[text.length - 1]))
        text.length--;
    return text;
}

bool slice_next_line(struct slice *rest, struct slice *line) {
    if (!rest->length)
        return false;
    size_t end = 0;
    while (end < rest->length && rest->data[end] != '\n' && rest->data[end] != '\r')
        end++;
    *line = slice_make(rest->data, end);
    if (end < rest->length)
        end += rest->data[end] == '\r' && end + 1 < rest->length && rest->data[end + 1] == '\n' ? 2
                                                                                                : 1;
    *rest = slice_make(rest->data + end, rest->length - end);
    return true;
}
