/* scan_wide.c - words with characters beyond ASCII, and scripts that write no spaces.
 *
 * Layer: token.
 */
#include "token/scan.h"

/* Characters of scripts without spaces, from position on: each pair, or the only one. Where the
 * room ends, the rest begins with the pair that found none. */
static void scan_pairs(struct scan *scan) {
    size_t first = scan->position, second = 0, end, at, next;
    scan_class_at(scan, first, &end);
    for (at = end; at < scan->length; at = next) {
        enum character_class class = scan_class_at(scan, at, &next);
        if (class == CHARACTER_SPACELESS) {
            if (scan->next == scan->last)
                break;
            if (second) {
                scan_put_raw(scan, first, end);
                first = second;
            }
            second = at;
        } else if (class != CHARACTER_MARK && class != CHARACTER_IGNORED) {
            break;
        }
        if (class != CHARACTER_IGNORED)
            end = next;
    }
    scan->position = first;
    if (scan->next == scan->last)
        return;
    scan_put_raw(scan, first, end);
    scan->position = end;
}

/* A word with characters beyond ASCII in it, or whatever stands here in place of one. */
void scan_wide(struct scan *scan) {
    size_t start = scan->position, next;
    enum character_class class = scan_class_at(scan, start, &next);
    if (class == CHARACTER_SPACELESS) {
        scan_pairs(scan);
        return;
    }
    scan->position = next;
    if (class == CHARACTER_SINGLE)
        scan_put_raw(scan, start, next);
    if (class != CHARACTER_WORD)
        return;
    size_t end = next;
    while (next < scan->length) {
        class = scan_class_at(scan, next, &next);
        if (class == CHARACTER_WORD || class == CHARACTER_MARK)
            end = next;
        else if (class != CHARACTER_IGNORED)
            break;
    }
    scan->position = end;
    scan_put_raw(scan, start, end);
    scan_skip_genitive(scan);
}
