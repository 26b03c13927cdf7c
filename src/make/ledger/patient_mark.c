/* patient_mark.c - see patient_mark.h.
 *
 * Layer: make. Order: the name, hashes, the marks, comparing.
 */
#include "make/ledger/patient_mark.h"

#include "base/date.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#include <sodium.h>
#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

enum { MARK_BYTES = 16 };

/* ---- the name -------------------------------------------------------------------------------- */

/* Folded in case and width, words parted by single spaces, without what can't be seen. */
static const char *normal_name(struct arena *arena, const char *name) {
    size_t length = 0;
    uint8_t *folded =
        u8_casefold((const uint8_t *)name, strlen(name), NULL, UNINORM_NFKC, NULL, &length);
    struct slice text = folded ? slice_make((const char *)folded, length) : slice_of(name);
    struct strbuf normal = {0};
    bool pending = false;
    for (size_t at = 0; at < text.length;) {
        unsigned c = utf8_next(text, &at);
        if (uc_is_property_default_ignorable_code_point(c) || uc_is_property_bidi_control(c))
            continue;
        if (uc_is_property_white_space(c) || uc_is_general_category(c, UC_CATEGORY_Cc)) {
            pending = normal.length > 0;
            continue;
        }
        if (pending)
            strbuf_add_char(&normal, ' ');
        pending = false;
        strbuf_add_code_point(&normal, c);
    }
    const char *copy = arena_text(arena, strbuf_text(&normal));
    strbuf_release(&normal);
    free(folded);
    return copy;
}

/* ---- hashes ---------------------------------------------------------------------------------- */

static const char *mark(struct arena *arena, const struct ledger_key *key, const char *kind,
                        const char *name, const char *born) {
    unsigned char hash[MARK_BYTES];
    char hex[2 * MARK_BYTES + 1];
    const char *text = arena_format(arena, "footnote patient 1\n%s\n%s\n%s", kind, name, born);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)text, strlen(text), key->bytes,
                       sizeof key->bytes);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return arena_text(arena, hex);
}

static const char *year_mark(struct arena *arena, const struct ledger_key *key, const char *name,
                             int year) {
    return mark(arena, key, "year", name, arena_format(arena, "%d", year));
}

/* ---- the marks ------------------------------------------------------------------------------- */

static bool given_age(const struct value *patient, int *age) {
    const struct value *value = value_find(patient, "age");
    const char *text = value_text(value, "");
    char *end;
    double number = value_number(value, -1);
    if (number < 0 && *text)
        number = strtod(text, &end);
    *age = (int)number;
    return number >= 0 && number < 200;
}

struct patient_mark patient_mark_make(struct arena *arena, const struct ledger_key *key,
                                      const struct value *patient, const char *handout_date) {
    struct patient_mark made = {"", {"", ""}};
    const char *name = normal_name(arena, value_text(value_find(patient, "patient_name"), ""));
    const char *born = value_text(value_find(patient, "date_of_birth"), "");
    char written[DATE_TEXT_BYTES];
    int day, today, age, year, month, day_of_month;
    if (!*name)
        return made;
    if (date_parse(slice_trim(slice_of(born)), &day)) {
        date_split(day, &year, &month, &day_of_month);
        made.exact = mark(arena, key, "day", name, date_format(day, written));
        made.years[0] = year_mark(arena, key, name, year);
    } else if (given_age(patient, &age) && date_parse(slice_of(handout_date), &today)) {
        date_split(today, &year, &month, &day_of_month);
        made.years[0] = year_mark(arena, key, name, year - age);
        made.years[1] = year_mark(arena, key, name, year - age - 1);
    } else {
        made.years[0] = mark(arena, key, "name", name, "");
    }
    return made;
}

/* ---- comparing ------------------------------------------------------------------------------- */

static bool share_year(const struct ledger_entry *a, const struct ledger_entry *b) {
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 2; k++)
            if (*a->patient_years[i] && strcmp(a->patient_years[i], b->patient_years[k]) == 0)
                return true;
    return false;
}

int patient_mark_compare(const struct ledger_entry *a, const struct ledger_entry *b) {
    if (!*a->patient_years[0] || !*b->patient_years[0])
        return -1;
    if (*a->patient && *b->patient)
        return strcmp(a->patient, b->patient) == 0;
    return share_year(a, b);
}
