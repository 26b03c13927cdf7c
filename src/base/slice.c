#include "base/slice.h"

#include <stdint.h>
#include <strings.h>

bool slice_is_in_any_case(struct slice a, const char *text) {
    size_t length = strlen(text);
    return a.length == length && (length == 0 || strncasecmp(a.data, text, length) == 0);
}

struct slice slice_trim(struct slice text) {
    while (text.length && slice_is_space(text.data[0]))
        text = slice_make(text.data + 1, text.length - 1);
    while (text.length && slice_is_space(text.data[text.length - 1]))
        text.length--;
    return text;
}

/* Where the line ends, eight bytes at a time: a byte that is \n or \r is zero once it is taken
 * away. */
static size_t line_length(struct slice text) {
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    size_t end = 0;
    for (uint64_t word; text.length - end >= sizeof word; end += sizeof word) {
        memcpy(&word, text.data + end, sizeof word);
        uint64_t feeds = word ^ (ones * '\n'), returns = word ^ (ones * '\r');
        if ((((feeds - ones) & ~feeds) | ((returns - ones) & ~returns)) & tops)
            break;
    }
    while (end < text.length && text.data[end] != '\n' && text.data[end] != '\r')
        end++;
    return end;
}

bool slice_next_line(struct slice *rest, struct slice *line) {
    if (!rest->length)
        return false;
    size_t end = line_length(*rest);
    *line = slice_make(rest->data, end);
    if (end < rest->length)
        end += rest->data[end] == '\r' && end + 1 < rest->length && rest->data[end + 1] == '\n' ? 2
                                                                                                : 1;
    *rest = slice_make(rest->data + end, rest->length - end);
    return true;
}
