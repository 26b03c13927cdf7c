/* score.c - the sheet's rows, in the order of their numbers.
 *
 * Layer: score.
 */
#include "score/score.h"

#include "score/sheet.h"

static const struct row {
    int id;
    const char *title;
    sheet_check *check;
} rows[] = {
    {7, "every medical term explained", check_terms},
    {8, "active voice, speaks to \"you\"", check_voice},
    {10, "no list longer than 7 items", check_lists},
    {13, "numbers whole or half, with their unit", check_numbers},
    {14, "the reader does no sums", check_sums},
    {16, "pictures uncluttered, in black and white", check_pictures},
    {17, "tables with short headings and 6 columns at most", check_tables},
    {18, "3 to 7 steps for today, each beginning with a verb", check_steps},
    {19, "a tool to use: tick list, plan, diary", check_tools},
    {22, "gains and risks both given, same size", check_balance},
    {26, "red flags in a box, with whom to call", check_red_flags},
    {27, "what to do if it is no better, and a date", check_follow_up},
    {28, "sources numbered and traceable", check_sources},
    {29, "date, version, review within 3 years", check_dates},
    {33, "type of 12 pt and more, large print 18", check_type},
    {34, "lines of 70 characters at most, ragged, with air between", check_lines},
    {35, "contrast 7:1, no meaning by colour", check_contrast},
    {37, "reading order and tags", check_order},
    {38, "names patient, side, device, clinician, phone", check_identity},
    {39, "the plan is built from the patient's own running", check_plan},
    {40, "cautions match the patient's other conditions", check_cautions},
    {41, "one sheet of paper", check_paper},
    {42, "every statement tied to a passage that search finds", check_facts},
};
_Static_assert(sizeof rows / sizeof *rows == SCORE_CHECK_COUNT, "a row for each check");

void score_handout(struct arena *arena, const struct score_subject *subject,
                   struct score_check checks[SCORE_CHECK_COUNT]) {
    const struct sheet *sheet = sheet_gather(arena, subject);
    for (size_t i = 0; i < SCORE_CHECK_COUNT; i++) {
        checks[i] = (struct score_check){.id = rows[i].id, .value = ""};
        rows[i].check(sheet, &checks[i]);
    }
}

/* Rows that are not measured here: of the text with its dictionary, of the finished file. */
static const struct {
    int id;
    const char *title;
} others[] = {
    {SCORE_GRADE_CHECK, "reads at grade 6 or below, every section at 7 or below"},
    {SCORE_SMOG_CHECK, "SMOG grade 8 or below"},
    {SCORE_SENTENCES_CHECK, "mean sentence of 15 words at most, none over 20"},
    {SCORE_FILE_CHECK, "tagged PDF, title shown, language set"},
};

const char *score_title(int id) {
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].id == id)
            return others[i].title;
    for (size_t i = 0; i < SCORE_CHECK_COUNT; i++)
        if (rows[i].id == id)
            return rows[i].title;
    return "";
}

const char *score_result_name(enum score_result result) {
    static const char *const names[] = {"pass", "fail", "na"};
    return names[result];
}

struct value *score_values(struct arena *arena, const struct score_subject *subject) {
    struct score_check checks[SCORE_CHECK_COUNT];
    score_handout(arena, subject, checks);
    struct value *list = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < SCORE_CHECK_COUNT; i++) {
        struct value *map = value_new(arena, VALUE_MAP);
        value_map_add(arena, map, slice_of("id"), value_new_number(arena, checks[i].id));
        value_map_add(arena, map, slice_of("result"),
                      value_new_text(arena, slice_of(score_result_name(checks[i].result))));
        value_map_add(arena, map, slice_of("value"),
                      value_new_text(arena, slice_of(checks[i].value)));
        value_list_add(arena, list, map);
    }
    return list;
}
