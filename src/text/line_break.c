/* line_break.c - where a line may end.
 *
 * Layer: text. libunistring knows the Unicode rules (UAX 14); the tables here add what a reader of
 * a handout must never see torn: a number from its unit, a date, a range, a phone number, a title
 * from its name. The words are English; other languages get the rules that need no words.
 */
#include "text/shape.h"

#include <unilbrk.h>

#include "base/utf8.h"

static const char *const units[] = {
    "mm",   "cm",    "m",    "km",  "g",    "kg",  "mg",   "mcg",     "µg",    "μg",
    "ml",   "mL",    "l",    "L",   "h",    "hr",  "hrs",  "min",     "mins",  "s",
    "sec",  "secs",  "lb",   "lbs", "oz",   "ft",  "in",   "°",       "°C",    "°F",
    "%",    "am",    "pm",   "a.m", "p.m",  "GMT", "bpm",  "minutes", "hours", "minute",
    "hour", "weeks", "days", "pt",  "kcal", "mph", "km/h",
};
static const char *const months[] = {
    "January",   "February", "March",    "April",    "May",  "June", "July", "August",
    "September", "October",  "November", "December", "Jan",  "Feb",  "Mar",  "Apr",
    "Jun",       "Jul",      "Aug",      "Sep",      "Sept", "Oct",  "Nov",  "Dec",
};
static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const titles[] = {"Dr",   "Dr.", "Mr",  "Mr.",  "Mrs",
                                     "Mrs.", "Ms",  "Ms.", "Prof", "Prof."};

#define IS_ONE_OF(word, table) is_one_of((word), (table), sizeof(table) / sizeof *(table))

static bool is_one_of(struct slice word, const char *const *table, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (slice_is(word, table[i]))
            return true;
    return false;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool ends_with(struct slice text, const char *end) {
    size_t length = strlen(end);
    return text.length >= length && memcmp(text.data + text.length - length, end, length) == 0;
}

static bool ends_in_digit(struct slice word) {
    return word.length && is_digit(word.data[word.length - 1]);
}

static bool starts_with_digit(struct slice word) {
    return word.length && is_digit(word.data[0]);
}

static size_t trailing_digits(struct slice word) {
    size_t count = 0;
    while (count < word.length && is_digit(word.data[word.length - 1 - count]))
        count++;
    return count;
}

static bool has_digit(struct slice word) {
    for (size_t i = 0; i < word.length; i++)
        if (is_digit(word.data[i]))
            return true;
    return false;
}

/* Without the full stops, commas and brackets that sentences hang on a word. */
static struct slice bare(struct slice word) {
    while (word.length && strchr(".,;:!?)\"'", word.data[word.length - 1]))
        word.length--;
    while (word.length && strchr("(\"'", word.data[0]))
        word = slice_make(word.data + 1, word.length - 1);
    return word;
}

/* What stands before a dash: "Mar" of "Mar–5". */
static struct slice before_dash(struct slice word) {
    for (size_t i = 0; i < word.length; i++)
        if (slice_starts_with(slice_make(word.data + i, word.length - i), "–") ||
            word.data[i] == '-')
            return slice_make(word.data, i);
    return word;
}

/* ---- the rules ------------------------------------------------------------------------------- */

/* May the space between two words not become a line end? */
static bool are_one(struct slice before, struct slice after) {
    struct slice next = bare(after), last = bare(before);
    if (ends_in_digit(before)) {
        if (starts_with_digit(next) || IS_ONE_OF(before_dash(next), units))
            return true; /* 01632 960 001; 3 mm */
        if (trailing_digits(before) <= 2 && IS_ONE_OF(before_dash(next), months))
            return true; /* 2 March */
        if (slice_starts_with(after, "–") || slice_is(after, "×") || slice_is(after, "-"))
            return true; /* 3 × 10 */
    }
    if (ends_with(before, ")") && has_digit(before) && starts_with_digit(next))
        return true; /* (01632) 960 001 */
    if (IS_ONE_OF(before, months) && starts_with_digit(next) && trailing_digits(next) <= 2)
        return true; /* March 2, 2026 */
    if (starts_with_digit(next) && (slice_is(before, "×") || ends_with(before, "–")))
        return true;
    if (IS_ONE_OF(last, weekdays) && starts_with_digit(next))
        return true; /* Mon 2 Mar */
    return IS_ONE_OF(before, titles) && after.length > 0;
}

/* May the place without a space, behind a dash, not become a line end? 30 Mar–5 Apr */
static bool is_inside_range(struct slice before, struct slice after) {
    bool dash = ends_with(before, "–") || ends_with(before, "-") || ends_with(before, "‑");
    return dash && starts_with_digit(after) && before.length > 3;
}

/* The word that ends at `end`, and the one that begins at `start`. */
static struct slice word_before(struct slice text, size_t end) {
    size_t start = end;
    while (start > 0 && text.data[start - 1] != ' ' && text.data[start - 1] != '\n')
        start--;
    return slice_make(text.data + start, end - start);
}

static struct slice word_after(struct slice text, size_t start) {
    size_t end = start;
    while (end < text.length && text.data[end] != ' ' && text.data[end] != '\n')
        end++;
    return slice_make(text.data + start, end - start);
}

static bool is_kept_together(struct slice text, size_t at) {
    size_t end = at;
    while (end > 0 && text.data[end - 1] == ' ')
        end--;
    struct slice before = word_before(text, end), after = word_after(text, at);
    if (end < at)
        return are_one(before, after);
    /* A soft hyphen would need a hyphen at the line's end; handouts are not hyphenated. */
    return ends_with(before, "\xC2\xAD") || is_inside_range(before, after);
}

unsigned char *find_line_breaks(struct arena *arena, struct slice text, const char *language) {
    (void)language; /* UAX 14 as libunistring has it does not differ by language */
    char *found = arena_allocate(arena, text.length + 1);
    unsigned char *breaks = arena_allocate(arena, text.length + 1);
    u8_possible_linebreaks((const uint8_t *)text.data, text.length, "UTF-8", found);
    for (size_t i = 0; i < text.length; i++) {
        if (i > 0 && text.data[i - 1] == '\n')
            breaks[i] = BREAK_FORCED;
        else if (found[i] == UC_BREAK_POSSIBLE && !is_kept_together(text, i))
            breaks[i] = BREAK_ALLOWED;
    }
    return breaks;
}
