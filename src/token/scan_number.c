/* scan_number.c - numbers, and the units that are written right behind them.
 *
 * Layer: token.
 */
#include "token/scan.h"

/* Written behind a number without a space. */
static const char *const units[] = {
    "bpm", "cl",   "cm",   "dl", "g",  "hz",  "iu", "kcal", "kg",  "kj",   "km",  "kpa",     "l",
    "m",   "mbar", "mcg",  "mg", "mj", "ml",  "mm", "mmhg", "mol", "mmol", "mpa", "ng",      "nm",
    "ug",  "um",   "mins", "mv", "mw", "min", "hr", "hrs",  "kv",  "kw",   "µg",  "\u03bcg", "µm",
};

static bool is_unit_at(struct scan *scan, size_t at) {
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t length = strlen(units[i]), k = 0;
        if (scan->length - at < length)
            continue;
        while (k < length &&
               (units[i][k] == scan->data[at + k] ||
                ((unsigned char)units[i][k] < 0x80 && units[i][k] == (scan->data[at + k] | 0x20))))
            k++;
        if (k == length && !scan_is_word_at(scan, at + length))
            return true;
    }
    return false;
}

static size_t skip_digits(const struct scan *scan, size_t at) {
    while (at < scan->length && byte_class((unsigned char)scan->data[at]) == BYTE_DIGIT)
        at++;
    return at;
}

struct number {
    size_t end;
    bool has_sign; /* a point or a comma inside */
    char folded[TOKEN_MOST_BYTES];
    size_t length;
};

static void add_digits(struct number *number, const struct scan *scan, size_t from, size_t to) {
    for (; from < to && number->length < sizeof number->folded; from++)
        number->folded[number->length++] = scan->data[from];
    number->end = to;
}

/* 2.5, 1.2.3, 1,000,000.5: a comma only before exactly three digits, and after at most three. */
static struct number read_number(const struct scan *scan) {
    struct number number = {0};
    size_t start = scan->position, digits_end = skip_digits(scan, start);
    bool may_group = digits_end - start <= 3;
    add_digits(&number, scan, start, digits_end);
    while (digits_end + 1 < scan->length) {
        char sign = scan->data[digits_end];
        size_t end = skip_digits(scan, digits_end + 1);
        if (end == digits_end + 1 ||
            !(sign == '.' || (sign == ',' && may_group && end - digits_end == 4)))
            break;
        may_group = may_group && sign == ',';
        add_digits(&number, scan, digits_end + (sign == ','), end);
        number.has_sign = true;
        digits_end = end;
    }
    return number;
}

bool scan_number(struct scan *scan) {
    struct number number = read_number(scan);
    bool is_word = scan_is_word_at(scan, number.end);
    if (!number.has_sign && is_word && !is_unit_at(scan, number.end))
        return false;
    scan_put_folded(scan, slice_make(number.folded, number.length), scan->position, number.end);
    scan->position = number.end;
    return true;
}
