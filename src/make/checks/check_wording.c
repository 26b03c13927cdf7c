/* check_wording.c - one wording file: what its sentences rest on and how they read.
 *
 * Layer: make. Order: glue, reading ease, bindings, one entry, the file, writing grades.
 */
#include "make/checks/check.h"

#include "corpus/wording/wording_choice.h"
#include "doc/readability.h"
#include "make/binding.h"

#include <ctype.h>
#include <stdlib.h>

/* ---- glue ------------------------------------------------------------------------------------ */

/* Words that a sentence of glue may not hold: it would claim something of a body or a treatment. A
 * label ("Pain today") or a question claims nothing. */
static const char *const clinical_words[] = {
    "ache",    "aches",  "bone",    "bruise",    "burns",   "cures",    "damage",   "diabetes",
    "disease", "dose",   "ease",    "eases",     "fascia",  "fracture", "harm",     "heal",
    "heals",   "ill",    "illness", "infection", "injury",  "ligament", "medicine", "muscle",
    "muscles", "nerve",  "numb",    "operation", "pain",    "painful",  "risk",     "safe",
    "skin",    "sore",   "strain",  "stronger",  "surgery", "swelling", "swollen",  "symptom",
    "tendon",  "treats", "weak",    "weaker",    "worse",   NULL,
};

/* Sentences of glue that hold such a word and claim nothing: they say what a form or a picture is.
 */
static const char *const allowed_glue[] = {
    "drawing.", "alt.",   "chart.",
    "diary.",   "strip.", "intro.pain", /* what the clinician entered, told back */
    NULL,
};

static bool is_allowed_glue(const char *key) {
    for (size_t i = 0; allowed_glue[i]; i++)
        if (strncmp(key, allowed_glue[i], strlen(allowed_glue[i])) == 0)
            return true;
    return strstr(key, ".alt.") != NULL || strstr(key, ".note") != NULL;
}

static bool is_statement(struct slice text) {
    return text.length > 0 && strchr(".!", text.data[text.length - 1]) != NULL;
}

static const char *clinical_word_in(struct slice text) {
    for (size_t i = 0; i < text.length;) {
        size_t end = i;
        while (end < text.length && isalpha((unsigned char)text.data[end]))
            end++;
        for (size_t w = 0; end > i && clinical_words[w]; w++)
            if (strlen(clinical_words[w]) == end - i &&
                strncasecmp(clinical_words[w], text.data + i, end - i) == 0)
                return clinical_words[w];
        i = end > i ? end : i + 1;
    }
    return NULL;
}

static void check_glue(struct check_list *list, const struct wording *wording,
                       const struct wording_entry *entry) {
    struct wording_choices choices = wording_choices_of(entry->text);
    if (reading_language_of(wording->language) != READING_ENGLISH || is_allowed_glue(entry->key))
        return;
    for (struct wording_choice choice; wording_next_choice(&choices, &choice);) {
        const char *word = is_statement(choice.text) ? clinical_word_in(choice.text) : NULL;
        if (!word)
            continue;
        check_add(list, false, wording->file, entry->line,
                  "'%s' is glue (class G) but says something of '%s': expected class R with facts "
                  "and query, or C with an approver",
                  entry->key, word);
        return;
    }
}

/* ---- reading ease ---------------------------------------------------------------------------- */

/* The wording's words without slots and bold marks. */
static const char *bare_text(struct arena *arena, struct slice text) {
    char *bare = arena_bytes(arena, text.data, text.length);
    size_t out = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '{')
            while (i < text.length && text.data[i] != '}')
                i++;
        else if (text.data[i] != '*')
            bare[out++] = text.data[i];
    }
    bare[out] = '\0';
    return bare;
}

static struct reading read_choice(struct arena *arena, const struct wording *wording,
                                  const struct syllable_dictionary *words, struct slice text) {
    struct reading reading = reading_begin(arena, words, reading_language_of(wording->language));
    reading_add(&reading, slice_of(bare_text(arena, text)), false);
    return reading;
}

/* With the formula and the mark that the file names. */
static const struct reading_limits *limits_of(struct arena *arena, const struct wording *wording) {
    const struct reading_limits *usual =
        reading_limits_of(reading_language_of(wording->language), READING_STANDARD);
    if (!usual || !wording->formula || !wording->formula[0])
        return usual;
    struct reading_limits *own = arena_new(arena, struct reading_limits);
    *own = *usual;
    reading_limits_set(own, wording->formula, strtod(wording->pass_mark, NULL));
    return own;
}

/* `plain`: without the terms that can't be said more simply. */
static const char *grade_of(struct arena *arena, const struct wording *wording,
                            const struct wording_entry *entry,
                            const struct syllable_dictionary *words, bool plain) {
    const struct reading_limits *limits = limits_of(arena, wording);
    double hardest = 0;
    bool measured = false;
    if (!limits || entry->class_letter == 'G')
        return NULL;
    struct wording_choices choices = wording_choices_of(entry->text);
    for (struct wording_choice choice; wording_next_choice(&choices, &choice);) {
        struct reading reading = read_choice(arena, wording, words, choice.text);
        const struct reading_counts *counts = plain ? &reading.plain : &reading.counts;
        struct reading_scores scores = reading_scores(counts);
        double grade = reading_measure(limits, &scores);
        if (counts->words == 0)
            continue;
        if (!measured || (limits->higher_is_easier ? grade < hardest : grade > hardest))
            hardest = grade;
        measured = true;
    }
    return measured ? arena_format(arena, "%.1f", hardest) : NULL;
}

const char *check_grade(struct arena *arena, const struct wording *wording,
                        const struct wording_entry *entry,
                        const struct syllable_dictionary *words) {
    return grade_of(arena, wording, entry, words, false);
}

static void check_length(struct check_list *list, const struct wording *wording,
                         const struct wording_entry *entry,
                         const struct syllable_dictionary *words) {
    const struct reading_limits *limits = limits_of(list->arena, wording);
    struct wording_choices choices = wording_choices_of(entry->text);
    for (struct wording_choice choice; limits && wording_next_choice(&choices, &choice);) {
        struct reading reading = read_choice(list->arena, wording, words, choice.text);
        if (reading.counts.longest_words > limits->longest_words)
            check_add(list, false, wording->file, entry->line,
                      "'%s' has a sentence of %d words, expected at most %d", entry->key,
                      reading.counts.longest_words, limits->longest_words);
    }
}

/* Names and cells are no sentences, and short ones swing: one hard word among five is grade 8. So
 * an entry of a few words only warns; the handout as a whole must pass (footnote readability). A
 * quote must pass alone. */
enum { WORDS_TO_JUDGE = 12 };

static bool holds_statement(const struct wording_entry *entry) {
    struct wording_choices choices = wording_choices_of(entry->text);
    for (struct wording_choice choice; wording_next_choice(&choices, &choice);)
        if (is_statement(choice.text))
            return true;
    return false;
}

static int most_words(struct arena *arena, const struct wording *wording,
                      const struct wording_entry *entry) {
    int most = 0;
    struct wording_choices choices = wording_choices_of(entry->text);
    for (struct wording_choice choice; wording_next_choice(&choices, &choice);) {
        int words = read_choice(arena, wording, NULL, choice.text).counts.words;
        most = words > most ? words : most;
    }
    return most;
}

static void check_ease(struct check_list *list, const struct wording *wording,
                       const struct wording_entry *entry, const struct syllable_dictionary *words) {
    const struct reading_limits *limits = limits_of(list->arena, wording);
    const char *grade = check_grade(list->arena, wording, entry, words);
    if (!limits || !grade)
        return;
    const char *plain = grade_of(list->arena, wording, entry, words, true);
    double value = plain ? strtod(plain, NULL) : limits->whole;
    bool hard = limits->higher_is_easier ? value < limits->whole : value > limits->whole;
    bool judged =
        entry->class_letter == 'Q' || most_words(list->arena, wording, entry) >= WORDS_TO_JUDGE;
    if (hard && holds_statement(entry))
        check_add(list, !judged, wording->file, entry->line,
                  "'%s' reads at %s %s by %s, expected at %s %.1f", entry->key, limits->measure,
                  plain, limits->formula, limits->higher_is_easier ? "least" : "most",
                  limits->whole);
    if (entry->grade[0] && strcmp(entry->grade, grade) != 0)
        check_add(list, false, wording->file, entry->line,
                  "'%s' has grade %s, measured %s: footnote check --update-grades writes it",
                  entry->key, entry->grade, grade);
}

/* ---- bindings -------------------------------------------------------------------------------- */

static bool check_binding(struct check_list *list, struct binder *binder, struct index *index,
                          const struct wording *wording, const struct wording_entry *entry,
                          struct error *err) {
    const struct binding *binding = binder_find(binder, index, wording->language, entry->key, err);
    if (!binding)
        return false;
    if (!binding->bound)
        check_add(list, false, wording->file, entry->line, "%s", binding->reason);
    return true;
}

/* ---- the file -------------------------------------------------------------------------------- */

static bool check_entry(struct check_list *list, struct binder *binder, struct index *index,
                        const struct wording *wording, const struct wording_entry *entry,
                        const struct syllable_dictionary *words, struct error *err) {
    if (entry->class_letter == 'G') {
        check_glue(list, wording, entry);
        return true;
    }
    check_length(list, wording, entry, words);
    check_ease(list, wording, entry, words);
    if (!entry->reviewer[0] || !entry->reviewed_on[0])
        check_add(list, false, wording->file, entry->line, "'%s' has no %s", entry->key,
                  entry->reviewer[0] ? "date of review" : "reviewer");
    /* A translation rests on what its original rests on. */
    return strchr("QR", entry->class_letter) == NULL || wording->is_translation ||
           check_binding(list, binder, index, wording, entry, err);
}

bool check_wording(struct check_list *list, const struct wording *wording,
                   const struct syllable_dictionary *words, const char *wording_folder,
                   struct index *index, struct error *err) {
    struct binder *binder = binder_open(wording_folder, index, err);
    if (!binder)
        return false;
    for (size_t i = 0; wording->status != WORDING_PREPARED && i < wording->missing_count; i++)
        check_add(list, false, wording->file, 0,
                  "no entry '%s', which the language that it "
                  "translates has",
                  wording->missing[i]);
    for (size_t i = 0; i < wording->count; i++)
        if (!check_entry(list, binder, index, wording, &wording->entries[i], words, err))
            return false;
    binder_keep(binder);
    return true;
}

/* ---- writing grades -------------------------------------------------------------------------- */

/* The key of "  lift.purpose:" at an indent of two, or an empty slice. */
static struct slice entry_key(struct slice line) {
    if (line.length < 4 || !slice_starts_with(line, "  ") || strchr(" #", line.data[2]))
        return slice_make(NULL, 0);
    const char *colon = memchr(line.data, ':', line.length);
    return colon ? slice_make(line.data + 2, (size_t)(colon - line.data) - 2) : slice_make(NULL, 0);
}

static const char *grade_of_key(struct arena *arena, const struct wording *wording,
                                struct slice key, const struct syllable_dictionary *words) {
    const struct wording_entry *entry =
        key.length ? wording_find(wording, arena_bytes(arena, key.data, key.length)) : NULL;
    return entry ? check_grade(arena, wording, entry, words) : NULL;
}

/* A flow map "  key: {class: C, text: ...}" keeps its grade before the closing brace. */
static void add_flow_entry(struct strbuf *out, struct slice line, const char *grade) {
    const char *old = memmem(line.data, line.length, ", grade: ", 9);
    size_t length = old ? (size_t)(old - line.data) : line.length - 1;
    strbuf_add_slice(out, slice_make(line.data, length));
    strbuf_add_format(out, ", grade: %s}\n", grade);
}

static bool is_blank_or_comment(struct slice line) {
    line = slice_trim(line);
    return line.length == 0 || line.data[0] == '#';
}

char *check_with_grades(struct arena *arena, const struct wording *wording, struct slice text,
                        const struct syllable_dictionary *words) {
    struct strbuf out = {0}, held = {0}; /* held: blank lines and comments, which may belong to the
                                            next entry */
    const char *pending = NULL;          /* of the entry that is open */
    struct slice line;
    while (slice_next_line(&text, &line)) {
        struct slice key = entry_key(line);
        bool outer = line.length > 0 && line.data[0] != ' ' && line.data[0] != '#';
        if (slice_starts_with(line, "    grade: "))
            continue;
        if (pending && (key.length || outer)) {
            strbuf_add_format(&out, "    grade: %s\n", pending);
            pending = NULL;
        }
        if (is_blank_or_comment(line)) {
            strbuf_add_slice(&held, line);
            strbuf_add_char(&held, '\n');
            continue;
        }
        if (!key.length && !outer && pending) { /* the entry goes on: what was held is inside it */
            strbuf_add_slice(&out, strbuf_slice(&held));
            strbuf_truncate(&held, 0);
        }
        const char *grade = grade_of_key(arena, wording, key, words);
        strbuf_add_slice(&out, strbuf_slice(&held));
        strbuf_truncate(&held, 0);
        if (grade && line.data[line.length - 1] == '}') {
            add_flow_entry(&out, line, grade);
            continue;
        }
        strbuf_add_slice(&out, line);
        strbuf_add_char(&out, '\n');
        pending = grade ? grade : pending;
    }
    if (pending)
        strbuf_add_format(&out, "    grade: %s\n", pending);
    strbuf_add_slice(&out, strbuf_slice(&held));
    char *copy = arena_text(arena, strbuf_text(&out));
    strbuf_release(&out);
    strbuf_release(&held);
    return copy;
}
