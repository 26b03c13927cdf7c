/* check_plan.c - the printed plan against the patient's own running, computed a second time.
 *
 * Layer: score. The sheet's plan is made by a script; here the same numbers come from the fields
 * and the clinic's shares in another language, so that a slip in either shows. Formula (clinical
 * convention of the profile): usual amount x share of the week / runs a week, rounded down to the
 * clinic's step, never above the longest run of the last 30 days.
 */
#include "base/strbuf.h"
#include "score/sheet.h"

#include <math.h>

struct own_running {
    double usual, runs, longest, step;
    const char *unit; /* as the profile's rounding names it: km, mi, minutes */
};

static bool read_running(const struct score_subject *subject, struct own_running *own) {
    const struct value *patient = subject->patient;
    double minutes = value_number(value_find(patient, "weekly_minutes"), 0);
    double distance = value_number(value_find(patient, "weekly_distance"), 0);
    const char *units = value_text(value_find(patient, "units"), "metric");
    own->usual = minutes > 0 ? minutes : distance;
    own->unit = minutes > 0 ? "minutes" : strcmp(units, "imperial") == 0 ? "mi" : "km";
    own->runs = value_number(value_find(patient, "runs_per_week"), 0);
    const struct value *rounding = value_find(value_find(subject->clinic, "plan"), "rounding");
    own->step = value_number(value_find(rounding, own->unit), 0);
    own->longest = value_number(value_find(patient, "longest_run_30d"),
                                own->runs > 0 ? own->usual / own->runs : 0);
    return own->usual > 0 && own->runs > 0 && own->step > 0;
}

static double round_down(double value, double step) {
    return floor(value / step + 1e-9) * step;
}

/* What one run of a week is, for the week's share in percent. */
static double each_run(const struct own_running *own, double share) {
    double each = round_down(own->usual * share / 100 / own->runs, own->step);
    double longest = round_down(own->longest, own->step);
    return each < longest ? each : longest;
}

/* "3", "2.5", "12.25"; with a comma where the language writes one. */
static const char *number_text(const struct sheet *sheet, double number, char sign) {
    struct strbuf text = {0};
    strbuf_add_number(&text, number, 2);
    char *copy = arena_text(sheet->arena, strbuf_text(&text));
    strbuf_release(&text);
    char *point = strchr(copy, '.');
    if (point)
        *point = sign;
    return copy;
}

/* Rows of the plan table; in large print the items of the list that stands in its place. */
static size_t plan_rows(const struct sheet *sheet, const char ***rows) {
    size_t count = 0;
    *rows = arena_new_array(sheet->arena, sheet->block_count + 1, const char *);
    for (const struct node *table = NULL; (table = sheet_next(sheet, table, NODE_TABLE));)
        if (table->table_style == TABLE_PLAN) {
            int head = table->head_rows;
            for (const struct node *row = table->first_child; row; row = row->next)
                if (head-- <= 0 && count < sheet->block_count)
                    (*rows)[count++] = node_plain_text(sheet->arena, row);
            return count;
        }
    const char *week = value_text(value_find(sheet->subject->style, "week"), NULL);
    for (size_t i = 0; week && i < sheet->block_count; i++) {
        const struct sheet_block *block = &sheet->blocks[i];
        if (block->node->kind == NODE_ITEM && strncmp(block->text, week, strlen(week)) == 0)
            (*rows)[count++] = block->text;
    }
    return count;
}

static bool row_says(const struct sheet *sheet, const char *row, double runs, double each) {
    return text_has_words(row, number_text(sheet, runs, '.')) &&
           (text_has_words(row, number_text(sheet, each, '.')) ||
            text_has_words(row, number_text(sheet, each, ',')));
}

/* Each running week stands in some row, in order. Returns the first week that does not, or 0. */
static size_t first_wrong_week(const struct sheet *sheet, const struct own_running *own,
                               const struct value *shares, const char *const *rows, size_t count) {
    size_t row = 0;
    for (size_t week = 0; week < shares->count; week++) {
        double share = value_number(shares->items[week], 0);
        if (share <= 0)
            continue;
        double each = each_run(own, share);
        while (row < count && !row_says(sheet, rows[row], own->runs, each))
            row++;
        if (row++ == count)
            return week + 1;
    }
    return 0;
}

/* ---- walking and running in turns; a table of the clinician's own
 * --------------------------------- */

/* Each week of a table stands in a row, in order, with all of its numbers. Returns the first week
 * that does not, or 0. */
static size_t first_missing_week(const struct sheet *sheet, const struct value *weeks,
                                 const char *const *numbers, size_t number_count,
                                 const char *const *rows, size_t count) {
    size_t row = 0;
    for (size_t week = 0; week < weeks->count; week++) {
        bool found = false;
        for (; row < count && !found; row++) {
            found = true;
            for (size_t i = 0; i < number_count; i++) {
                double number = value_number(value_find(weeks->items[week], numbers[i]), 0);
                found = found && (number <= 0 ||
                                  text_has_words(rows[row], number_text(sheet, number, '.')) ||
                                  text_has_words(rows[row], number_text(sheet, number, ',')));
            }
        }
        if (!found)
            return week + 1;
    }
    return 0;
}

/* The weeks that are no share of the patient's running, or NULL. The clinician's table is made for
 * the patient; who has stopped has no running to take a share of. */
static const struct value *weeks_of_table(const struct score_subject *subject, const char *profile,
                                          bool *is_custom) {
    *is_custom = strcmp(profile, "custom") == 0;
    if (*is_custom)
        return value_find(subject->patient, "custom_plan");
    const struct value *plans = value_find(subject->clinic, "plan");
    const struct value *of_profile = value_find(value_find(plans, profile), "walk_run");
    bool stopped =
        strcmp(value_text(value_find(subject->patient, "running_now"), ""), "stopped") == 0;
    return !stopped ? NULL : of_profile ? of_profile : value_find(plans, "walk_run");
}

static void check_table(const struct sheet *sheet, struct score_check *check,
                        const struct value *weeks, bool is_custom, const char *const *rows,
                        size_t count) {
    static const char *const custom[] = {"runs", "each"};
    static const char *const turns[] = {"times_a_week", "run_minutes", "walk_minutes", "repeats"};
    size_t wrong = is_custom ? first_missing_week(sheet, weeks, custom, 2, rows, count)
                             : first_missing_week(sheet, weeks, turns, 4, rows, count);
    if (wrong)
        check_say(sheet, check, SCORE_FAIL, "week %zu is not what the %s says", wrong,
                  is_custom ? "clinician's table" : "clinic's walk and run table");
    else
        check_say(sheet, check, SCORE_PASS, "%zu rows, equal to %s", count,
                  is_custom ? "the clinician's table" : "the clinic's walk and run table");
}

void check_plan(const struct sheet *sheet, struct score_check *check) {
    const struct score_subject *subject = sheet->subject;
    const char *profile = value_text(value_find(subject->patient, "plan_profile"), "");
    const struct value *shares =
        value_find(value_find(value_find(subject->clinic, "plan"), profile), "shares");
    const char **rows;
    size_t count = plan_rows(sheet, &rows);
    struct own_running own;
    if (count == 0) {
        check_say(sheet, check, SCORE_NOT_APPLICABLE, "no plan on this handout");
        return;
    }
    bool is_custom;
    const struct value *weeks = weeks_of_table(subject, profile, &is_custom);
    if (weeks) {
        check_table(sheet, check, weeks, is_custom, rows, count);
        return;
    }
    if (!shares || !read_running(subject, &own)) {
        check_say(sheet, check, SCORE_FAIL, "a plan of %zu weeks, and no running to build it from",
                  count);
        return;
    }
    size_t wrong = first_wrong_week(sheet, &own, shares, rows, count);
    if (wrong)
        check_say(sheet, check, SCORE_FAIL, "week %zu is not what the fields give", wrong);
    else
        check_say(sheet, check, SCORE_PASS, "%zu rows, computed again and equal", count);
}
