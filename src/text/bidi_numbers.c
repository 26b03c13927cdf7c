/* bidi_numbers.c - what of a text with both directions must not be turned around.
 *
 * Layer: text. By the rules of Unicode the groups of a phone number stand from right to left among
 * Arabic or Hebrew words: 001 960 01632. Who dials that reaches somebody else. Likewise "400 mg"
 * would read "mg 400". Order: characters, phone numbers, amounts, the question.
 */
#include "base/utf8.h"
#include "text/bidi.h"

enum {
    PHONE_DIGITS = 7, /* fewer in several groups are several numbers */
    UNIT_LETTERS = 4,
    WINDOW = 48, /* code points; no number is longer */
};

/* ---- characters ------------------------------------------------------------------------------ */

/* Some code points of a text, 0 behind its end. */
struct window {
    unsigned points[WINDOW + 1];
    size_t offsets[WINDOW + 1]; /* bytes from the first */
};

static void look(struct window *window, struct slice text, size_t start) {
    size_t count = 0, at = start;
    for (; count < WINDOW && at < text.length; count++) {
        window->offsets[count] = at - start;
        window->points[count] = utf8_next(text, &at);
    }
    window->offsets[count] = at - start;
    window->points[count] = 0;
}

static bool is_digit(unsigned code_point) {
    return (code_point >= '0' && code_point <= '9') ||
           (code_point >= 0x660 && code_point <= 0x669) ||
           (code_point >= 0x6F0 && code_point <= 0x6F9);
}

static bool is_space(unsigned code_point) {
    return code_point == ' ' || code_point == 0xA0 || code_point == 0x202F;
}

/* The letters of units; the last two are micro signs. */
static bool is_latin(unsigned code_point) {
    return (code_point >= 'a' && code_point <= 'z') || (code_point >= 'A' && code_point <= 'Z') ||
           code_point == 0xB5 || code_point == 0x3BC;
}

/* ---- phone numbers --------------------------------------------------------------------------- */

/* "+44 (0)1632 960-001": groups of digits, one in brackets perhaps. 0 when it is none. */
static size_t phone_length(const unsigned *points) {
    size_t end = 0, digits = 0, groups = 0;
    for (size_t i = 0; points[i];) {
        bool bracket = points[i] == '(';
        size_t first = i + (bracket || (i == 0 && points[i] == '+')), group = first;
        while (is_digit(points[group]))
            group++;
        if (group == first || (bracket && points[group] != ')'))
            break;
        digits += group - first;
        groups++;
        end = i = group + bracket;
        i += is_space(points[i]) || points[i] == '-' || points[i] == 0x2011;
    }
    return digits >= PHONE_DIGITS && groups > 1 ? end : 0;
}

/* ---- amounts --------------------------------------------------------------------------------- */

/* "400 mg", "2.5 ml" */
static size_t amount_length(const unsigned *points) {
    size_t i = 0;
    while (is_digit(points[i]) ||
           (i > 0 && (points[i] == '.' || points[i] == ',') && is_digit(points[i + 1])))
        i++;
    size_t unit = i + is_space(points[i]), end = unit;
    while (i > 0 && is_latin(points[end]))
        end++;
    return end > unit && end - unit <= UNIT_LETTERS && !is_digit(points[end]) ? end : 0;
}

/* ---- the question ---------------------------------------------------------------------------- */

size_t bidi_number_end(struct slice text, size_t start) {
    char first = text.data[start], before = start ? text.data[start - 1] : ' ';
    bool may_begin = (first >= '0' && first <= '9') || strchr("+(\xD9\xDB", first) != NULL;
    bool goes_on = (before >= '0' && before <= '9') || is_latin((unsigned char)before) ||
                   before == '.' || before == ',';
    if (!may_begin || goes_on || first == '\0')
        return start;
    struct window window;
    look(&window, text, start);
    size_t length = phone_length(window.points);
    if (!length)
        length = amount_length(window.points);
    return start + window.offsets[length];
}
