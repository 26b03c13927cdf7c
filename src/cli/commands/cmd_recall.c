/* cmd_recall.c - footnote recall ARTICLE#SECTION: which handouts carried a passage.
 *
 * Layer: cli. The passage itself may be gone from the corpus: then what the ledger says is all
 * there is. In order: the passage as it is now, one handout, the command.
 */
#include "base/date.h"
#include "cli/commands.h"
#include "cli/corpus_index.h"
#include "cli/ledger_output.h"
#include "cli/recording.h"

#include <stdlib.h>

const struct option recall_options[] = {
    {"hash", 0, "HASH",
     "only this version of the passage (its hash, as show and --explain print it)", false},
    {"since", 0, "DATE", "only handouts made on this day or later, YYYY-MM-DD", false},
    {"report", 0, "NAME", "only handouts of this report", false},
    {0},
};

/* ---- the passage ----------------------------------------------------------------------------- */

struct wanted {
    const char *article, *section; /* section "": any */
    struct index *index;
};

static const char *hash_now(const struct wanted *wanted, struct arena *arena, const char *section) {
    struct passage passage;
    return index_passage(wanted->index, arena, wanted->article, section, &passage, NULL)
               ? passage.hash
               : NULL;
}

/* A section by its number, as the sources of a handout print it, becomes its id of today. */
static bool read_wanted(struct arena *arena, const char *typed, struct wanted *wanted,
                        struct error *err) {
    const char *hash = strchr(typed, '#');
    struct passage passage;
    wanted->article = hash ? arena_bytes(arena, typed, (size_t)(hash - typed)) : typed;
    wanted->section = hash ? hash + 1 : "";
    if (!*wanted->article || (hash && !hash[1]))
        return error_set(err, ERROR_USAGE,
                         "expected ARTICLE#SECTION, such as insert-types#heel-lifts");
    if (*wanted->section &&
        index_passage(wanted->index, arena, wanted->article, wanted->section, &passage, NULL))
        wanted->section = passage.section;
    return true;
}

/* ---- one handout ----------------------------------------------------------------------------- */

struct carried {
    const struct ledger_entry *entry;
    const struct ledger_sentence *sentence; /* the first that rested on it */
    const char *state;                      /* "as it is now", "changed since", "gone since" */
};

static struct carried find_carried(const struct wanted *wanted, struct arena *arena,
                                   const struct ledger_entry *entry) {
    struct carried carried = {.entry = entry, .state = "carried it"};
    for (size_t i = 0; i < entry->sentence_count && !carried.sentence; i++) {
        const struct ledger_sentence *sentence = &entry->sentences[i];
        if (strcmp(sentence->article, wanted->article) == 0 &&
            (!*wanted->section || strcmp(sentence->section, wanted->section) == 0))
            carried.sentence = sentence;
    }
    if (carried.sentence) {
        const char *now = hash_now(wanted, arena, carried.sentence->section);
        carried.state = "the passage is gone since";
        if (now)
            carried.state = strcmp(now, carried.sentence->passage_hash) == 0
                                ? "the passage is as it was"
                                : "the passage has changed since";
    }
    return carried;
}

static void print_carried(struct output *out, const struct carried *carried) {
    if (!out->json) {
        ledger_output_line(out, carried->entry, carried->state);
        return;
    }
    output_map(out, NULL);
    output_text(out, "code", carried->entry->code);
    output_text(out, "made_at", carried->entry->made_at);
    output_text(out, "report", carried->entry->run.report);
    output_text(out, "by", carried->entry->made_by);
    output_text(out, "patient",
                *carried->entry->patient ? carried->entry->patient
                                         : carried->entry->patient_years[0]);
    output_text(out, "passage", carried->sentence ? carried->sentence->section : NULL);
    output_text(out, "hash", carried->sentence ? carried->sentence->passage_hash : NULL);
    output_text(out, "state", carried->state);
    output_end_map(out);
}

/* ---- the command ----------------------------------------------------------------------------- */

static bool read_filter(const struct invocation *invocation, const struct wanted *wanted,
                        struct ledger_filter *filter, struct error *err) {
    int day;
    *filter = (struct ledger_filter){.article = wanted->article,
                                     .section = wanted->section,
                                     .passage_hash = invocation_option(invocation, "hash"),
                                     .report = invocation_option(invocation, "report"),
                                     .since = invocation_option(invocation, "since")};
    return !filter->since || date_parse(slice_of(filter->since), &day) ||
           error_set(err, ERROR_USAGE, "--since: expected a day written as YYYY-MM-DD");
}

static int recall(const struct invocation *invocation, const struct wanted *wanted,
                  struct ledger *ledger, struct error *err) {
    struct arena *arena = invocation->arena;
    struct ledger_store *store = ledger_store_of(ledger);
    struct ledger_filter filter;
    struct ledger_entry *entries = NULL;
    size_t count = 0;
    if (!read_filter(invocation, wanted, &filter, err) ||
        !ledger_store_find(store, arena, &filter, &entries, &count, err))
        return (int)err->code;
    struct output out;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
        output_list(&out, "handouts");
    }
    for (size_t i = 0; i < count; i++) {
        if (!ledger_store_sentences(store, arena, &entries[i], err)) {
            strbuf_release(&out.buffer);
            return (int)err->code;
        }
        struct carried carried = find_carried(wanted, arena, &entries[i]);
        print_carried(&out, &carried);
    }
    if (out.json) {
        output_end_list(&out);
        output_end_map(&out);
    } else if (count == 0) {
        message("no recorded handout carried %s", invocation->words[0]);
    }
    return output_finish(&out, count == 0 ? ERROR_NOT_FOUND : 0, err);
}

int cmd_recall(struct invocation *invocation, struct error *err) {
    struct places places;
    struct wanted wanted = {0};
    int code = 0;
    if (!invocation_expect_words(invocation, 1, 1, err) || !locate_places(invocation, &places, err))
        return (int)err->code;
    struct ledger *ledger = recording_look(invocation, &places, err);
    if (!ledger)
        return (int)err->code;
    wanted.index = corpus_index_open(invocation, &places, CORPUS_READABLE, err);
    if (wanted.index && read_wanted(invocation->arena, invocation->words[0], &wanted, err))
        code = recall(invocation, &wanted, ledger, err);
    index_close(wanted.index);
    ledger_close(ledger);
    return err->code == ERROR_NONE ? code : (int)err->code;
}
