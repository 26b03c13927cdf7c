/* line_break.c - where a line may end.
 *
 * Layer: text. libunistring knows the Unicode rules (UAX 14); no_break.c adds what a reader of a
 * handout must never see torn.
 */
#include "text/no_break.h"
#include "text/shape.h"

#include <unilbrk.h>

unsigned char *find_line_breaks(struct arena *arena, struct slice text, const char *language) {
    char *found = arena_allocate(arena, text.length + 1);
    unsigned char *breaks = arena_allocate(arena, text.length + 1);
    u8_possible_linebreaks((const uint8_t *)text.data, text.length, "UTF-8", found);
    for (size_t i = 0; i < text.length; i++) {
        if (i > 0 && text.data[i - 1] == '\n')
            breaks[i] = BREAK_FORCED;
        else if (found[i] == UC_BREAK_POSSIBLE && !is_kept_together(text, i, language))
            breaks[i] = BREAK_ALLOWED;
    }
    return breaks;
}
