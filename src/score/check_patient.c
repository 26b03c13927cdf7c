/* check_patient.c - rows that compare the pages with the patient, the clinic and the sources.
 *
 * Layer: score. Order: the numbers of the rows.
 */
#include "base/date.h"
#include "base/strbuf.h"
#include "score/sheet.h"

#include <stdlib.h>

enum { REVIEW_MOST_YEARS = 3, RANK_MOST = 3 };

/* A list field's answer, or a single one. */
static bool answers(const struct value *patient, const char *field, const char *answer) {
    const struct value *given = value_find(patient, field);
    if (!given || given->kind != VALUE_LIST)
        return strcmp(value_text(given, ""), answer) == 0;
    for (size_t i = 0; i < given->count; i++)
        if (strcmp(value_text(given->items[i], ""), answer) == 0)
            return true;
    return false;
}

/* ---- 26: red flags --------------------------------------------------------------------------- */

/* The text of the safety box that holds a sign's sentence, or NULL. */
static const struct node *box_with(const struct sheet *sheet, const char *key) {
    for (const struct node *box = NULL; (box = sheet_next(sheet, box, NODE_BOX));) {
        if (box->box_kind != BOX_SAFETY)
            continue;
        for (struct walk walk = walk_begin(box); walk_next(&walk);)
            if (walk.event == WALK_ENTER && walk.node->kind == NODE_SENTENCE &&
                walk.node->provenance && strcmp(walk.node->provenance->key, key) == 0)
                return box;
    }
    return NULL;
}

/* Signs of a group that apply to this patient but stand in no safety box on page 1. */
static size_t missing_signs(const struct sheet *sheet, const char *group, const char **first,
                            size_t *count) {
    const struct value *red_flags = value_find(sheet->subject->clinic, "red_flags");
    const struct value *signs = value_find(red_flags, group);
    size_t missing = 0;
    for (size_t i = 0; signs && i < signs->count; i++) {
        const char *only_with = value_text(value_find(signs->items[i], "only_with"), NULL);
        const char *id = value_text(value_find(signs->items[i], "id"), "");
        if (only_with && !answers(sheet->subject->patient, "comorbidities", only_with))
            continue;
        (*count)++;
        if (box_with(sheet, arena_format(sheet->arena, "red_flag.%s", id)))
            continue;
        missing++;
        *first = *first ? *first : id;
    }
    return missing;
}

/* The emergency number of the clinic's country, or the only one. */
static const char *emergency_number(const struct value *clinic) {
    const struct value *emergency = value_find(clinic, "emergency");
    if (emergency && emergency->kind == VALUE_MAP)
        emergency = value_find(emergency, value_text(value_find(clinic, "country"), ""));
    return value_text(emergency, "");
}

static bool some_box_shows(const struct sheet *sheet, const char *words) {
    for (const struct node *box = NULL; *words && (box = sheet_next(sheet, box, NODE_BOX));)
        if (box->box_kind == BOX_SAFETY &&
            text_has_words(node_plain_text(sheet->arena, box), words))
            return sheet_page_shows(sheet, 0, words);
    return false;
}

void check_red_flags(const struct sheet *sheet, struct score_check *check) {
    const struct value *clinic = sheet->subject->clinic;
    const char *first = NULL;
    size_t count = 0;
    size_t missing = missing_signs(sheet, "get_help_now", &first, &count) +
                     missing_signs(sheet, "call_same_day", &first, &count);
    bool emergency = some_box_shows(sheet, emergency_number(clinic));
    bool phone = some_box_shows(sheet, value_text(value_find(clinic, "phone"), ""));
    if (count == 0)
        check_say(sheet, check, SCORE_FAIL, "the clinic's profile has no red flags");
    else if (missing > 0)
        check_say(sheet, check, SCORE_FAIL, "%zu of %zu signs stand in no safety box, first '%s'",
                  missing, count, first);
    else
        check_say(sheet, check, emergency && phone ? SCORE_PASS : SCORE_FAIL,
                  "%zu signs in safety boxes on page 1, %s, %s", count,
                  emergency ? "emergency number" : "no emergency number",
                  phone ? "clinic's phone" : "no phone of the clinic");
}

/* ---- 27: follow-up --------------------------------------------------------------------------- */

/* A block that shows a date: its day as a word and its month by any of the language's names. */
static bool shows_date(const struct sheet *sheet, const char *date) {
    const struct value *months = value_find(sheet->subject->style, "months");
    int day, year, month, day_of_month;
    if (!date_parse(slice_of(date), &day))
        return false;
    date_split(day, &year, &month, &day_of_month);
    const char *number = arena_format(sheet->arena, "%d", day_of_month);
    for (size_t i = 0; months && i < months->count; i++) {
        if ((int)(i % 12) + 1 != month)
            continue;
        const char *name = value_text(months->items[i], "");
        for (size_t b = 0; b < sheet->block_count; b++)
            if (text_has_words(sheet->blocks[b].text, number) &&
                text_has_words(sheet->blocks[b].text, name))
                return true;
    }
    return false;
}

void check_follow_up(const struct sheet *sheet, struct score_check *check) {
    const char *date = value_text(value_find(sheet->subject->patient, "follow_up_date"), "");
    bool no_better = sheet_has_sentence(sheet, "red_flag.not_better") ||
                     sheet_has_sentence(sheet, "home.no_better");
    bool shown = shows_date(sheet, date);
    if (!*date) /* the clinician was asked, and accepted it */
        check_say(sheet, check, no_better ? SCORE_PASS : SCORE_FAIL, "no visit planned; %s",
                  no_better ? "says when to call" : "does not say what to do if it is no better");
    else
        check_say(sheet, check, shown && no_better ? SCORE_PASS : SCORE_FAIL, "%s, %s",
                  shown ? "date of the next visit" : "no date of the next visit",
                  no_better ? "what to do if it is no better" : "nothing for no better");
}

/* ---- 28 and 42: sources ---------------------------------------------------------------------- */

static bool needs_source(const struct provenance *from) {
    return from && (from->class_letter == 'R' || from->class_letter == 'Q');
}

void check_sources(const struct sheet *sheet, struct score_check *check) {
    size_t sentences = 0, without = 0, marks = 0;
    for (const struct node *node = NULL; (node = sheet_next(sheet, node, NODE_SENTENCE));) {
        if (!needs_source(node->provenance))
            continue;
        sentences++;
        without += node->source_number == 0 || !node->provenance->article ||
                   !node->provenance->section || !node->provenance->passage_hash;
    }
    const struct placed_document *placed = sheet->subject->placed;
    for (size_t i = 0; i < placed->element_count; i++)
        marks += placed->elements[i]->type == ELEMENT_REFERENCE;
    bool list = sheet_next(sheet, NULL, NODE_SOURCES) != NULL;
    bool fine = sentences > 0 && without == 0 && list && marks >= sheet->doc->source_count;
    check_say(sheet, check, fine ? SCORE_PASS : SCORE_FAIL,
              "%zu statements with %zu numbers to %zu passages%s%s", sentences, marks,
              sheet->doc->source_count, list ? "" : ", no list of them",
              without ? ", some without source" : "");
}

void check_facts(const struct sheet *sheet, struct score_check *check) {
    size_t statements = 0, facts = 0;
    const char *first = NULL;
    for (const struct node *node = NULL; (node = sheet_next(sheet, node, NODE_SENTENCE));) {
        const struct provenance *from = node->provenance;
        if (!needs_source(from))
            continue;
        statements++;
        for (const char *c = from->facts ? from->facts : ""; *c; c++)
            facts += *c == 'F';
        bool tied = from->facts && *from->facts && from->passage_hash && from->rank >= 1 &&
                    from->rank <= RANK_MOST;
        first = first || tied ? first : from->key;
    }
    bool fine = statements > 0 && !first;
    check_say(sheet, check, fine ? SCORE_PASS : SCORE_FAIL,
              "%zu statements of %zu facts, each found in the top %d%s%s", statements, facts,
              RANK_MOST, first ? "; not tied: " : "", first ? first : "");
}

/* ---- 29: dates ------------------------------------------------------------------------------- */

/* "2029-03" or "2029-03-01" as a day, or false. */
static bool month_day(struct arena *arena, const char *text, int *day) {
    return date_parse(slice_of(strlen(text) == 7 ? arena_format(arena, "%s-01", text) : text), day);
}

static bool margin_shows(const struct sheet *sheet, const char *words) {
    for (size_t i = 0; i < sheet->line_count; i++)
        if (!sheet->lines[i].block && text_has_words(sheet->lines[i].text, words))
            return true;
    return false;
}

void check_dates(const struct sheet *sheet, struct score_check *check) {
    const struct value *clinic = sheet->subject->clinic;
    const char *version = value_text(value_find(clinic, "version"), "");
    int review, today = sheet->subject->handout_day, year, month, day;
    bool has_review =
        month_day(sheet->arena, value_text(value_find(clinic, "review_by"), ""), &review);
    date_split(today, &year, &month, &day);
    const char *year_text = arena_format(sheet->arena, "%d", year);
    bool in_time = has_review && review <= date_join(year + REVIEW_MOST_YEARS, month, day) + 31;
    bool dated = margin_shows(sheet, year_text) || sheet_shows(sheet, year_text);
    if (has_review)
        date_split(review, &year, &month, &day);
    bool shown = has_review && margin_shows(sheet, arena_format(sheet->arena, "%d", year));
    bool versioned = *version && margin_shows(sheet, version);
    bool fine = in_time && dated && shown && versioned;
    check_say(sheet, check, fine ? SCORE_PASS : SCORE_FAIL, "%s, %s, %s%s",
              dated ? "dated" : "no date", versioned ? "version" : "no version",
              shown ? "review date" : "no review date", in_time ? "" : " over 3 years ahead");
}

/* ---- 38: identity ---------------------------------------------------------------------------- */

static bool shows_all_words(const struct sheet *sheet, const char *name) {
    char *copy = arena_text(sheet->arena, name), *rest = NULL;
    bool all = *name != '\0';
    for (char *word = strtok_r(copy, " \t-", &rest); word; word = strtok_r(NULL, " \t-", &rest))
        all &= sheet_shows(sheet, word);
    return all;
}

/* One of the words that the language has for an answer stands in the patient's sentences. */
static bool says_one_of(const struct sheet *sheet, const struct value *words) {
    for (size_t i = 0; words && i < words->count; i++)
        for (size_t b = 0; b < sheet->block_count; b++)
            if (!sheet->blocks[b].node->header_cell && sheet->blocks[b].node->kind != NODE_FIGURE &&
                text_has_words(sheet->blocks[b].text, value_text(words->items[i], "")))
                return true;
    return false;
}

/* "" when the side on the page is the patient's and only that. */
static const char *side_fault(const struct sheet *sheet) {
    const struct value *patient = sheet->subject->patient;
    const struct value *sides = value_find(sheet->subject->style, "sides");
    const char *side =
        value_text(value_find(patient, "insert_side"), value_text(value_find(patient, "side"), ""));
    const char *pain_side = value_text(value_find(patient, "side"), side);
    if (!sides)
        return NULL;
    if (!says_one_of(sheet, value_find(sides, side)))
        return "the side is not named";
    const char *other = strcmp(side, "left") == 0    ? "right"
                        : strcmp(side, "right") == 0 ? "left"
                                                     : NULL;
    if (other && strcmp(pain_side, side) == 0 && says_one_of(sheet, value_find(sides, other)))
        return "the other side is named too";
    return NULL;
}

void check_identity(const struct sheet *sheet, struct score_check *check) {
    const struct value *patient = sheet->subject->patient;
    const char *print = value_text(value_find(patient, "identity_print"), "full");
    const char *insert = value_text(value_find(patient, "insert_type"), NULL);
    const struct value *inserts = value_find(sheet->subject->style, "inserts");
    const char *fault = side_fault(sheet);
    if (!fault && strcmp(print, "full") == 0 &&
        !shows_all_words(sheet, value_text(value_find(patient, "patient_name"), "")))
        fault = "the patient's name is missing";
    if (!fault && insert && inserts && !says_one_of(sheet, value_find(inserts, insert)))
        fault = "the insert is not named";
    if (!fault && !shows_all_words(sheet, value_text(value_find(patient, "clinician_name"), "")))
        fault = "the clinician's name is missing";
    if (!fault && !sheet_shows(sheet, value_text(value_find(sheet->subject->clinic, "phone"), "")))
        fault = "the clinic's phone is missing";
    check_say(sheet, check, fault ? SCORE_FAIL : SCORE_PASS, "%s",
              fault ? fault : "patient, side, device, clinician and phone");
}

/* ---- 40: cautions ---------------------------------------------------------------------------- */

/* A sign of the red-flag block that is printed may say a caution in its place. */
static bool said_by_a_sign(const struct sheet *sheet, const char *caution) {
    static const char *const groups[] = {"get_help_now", "call_same_day", "call_soon"};
    const struct value *red_flags = value_find(sheet->subject->clinic, "red_flags");
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        const struct value *signs = value_find(red_flags, groups[g]);
        for (size_t i = 0; signs && i < signs->count; i++) {
            const struct value *says = value_find(signs->items[i], "says_also");
            const char *id = value_text(value_find(signs->items[i], "id"), "");
            for (size_t s = 0; says && s < says->count; s++)
                if (strcmp(value_text(says->items[s], ""), caution) == 0 &&
                    sheet_has_sentence(sheet, arena_format(sheet->arena, "red_flag.%s", id)))
                    return true;
        }
    }
    return false;
}

/* So may another sentence that is printed: a step of the clinic's home care, another caution. */
static bool said_by_a_sentence(const struct sheet *sheet, const char *caution) {
    const struct value *cautions = value_find(sheet->subject->clinic, "cautions");
    const struct value *says_also = value_find(cautions, "says_also");
    for (size_t i = 0; says_also && i < says_also->count; i++) {
        const char *key = arena_format(sheet->arena, "%.*s", SLICE_ARGS(says_also->keys[i]));
        const struct value *said = says_also->items[i];
        for (size_t s = 0; s < said->count; s++)
            if (strcmp(value_text(said->items[s], ""), caution) == 0 &&
                sheet_has_sentence(sheet, key))
                return true;
    }
    return false;
}

static void look_for(const struct sheet *sheet, const char *group, size_t *wanted,
                     const char **missing) {
    const struct value *keys = value_find(value_find(sheet->subject->clinic, "cautions"), group);
    for (size_t i = 0; keys && i < keys->count; i++) {
        const char *key = value_text(keys->items[i], "");
        (*wanted)++;
        if (!sheet_has_sentence(sheet, key) && !said_by_a_sign(sheet, key) &&
            !said_by_a_sentence(sheet, key))
            *missing = *missing ? *missing : key;
    }
}

/* Overweight is printed only where the clinician ticked it. */
static bool is_printed_illness(const struct value *patient, const char *illness) {
    return strcmp(illness, "overweight") != 0 ||
           value_boolean(value_find(patient, "print_overweight"), false);
}

void check_cautions(const struct sheet *sheet, struct score_check *check) {
    const struct value *patient = sheet->subject->patient;
    const struct value *illnesses = value_find(patient, "comorbidities");
    const char *medicine = value_text(value_find(patient, "nsaid_problem"), "none");
    const char *missing = NULL;
    size_t wanted = 0;
    for (size_t i = 0; illnesses && i < illnesses->count; i++) {
        const char *illness = value_text(illnesses->items[i], "");
        if (is_printed_illness(patient, illness))
            look_for(sheet, illness, &wanted, &missing);
    }
    if (strcmp(medicine, "none") != 0)
        look_for(sheet, arena_format(sheet->arena, "medicine_%s", medicine), &wanted, &missing);
    if (wanted == 0)
        check_say(sheet, check, SCORE_NOT_APPLICABLE, "no other condition");
    else
        check_say(sheet, check, missing ? SCORE_FAIL : SCORE_PASS, "%zu cautions%s%s", wanted,
                  missing ? ", missing: " : "", missing ? missing : "");
}
