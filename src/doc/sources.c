/* sources.c - the footnotes: which passages the sentences rest on, in order of first use.
 *
 * Layer: doc. Only quotes and restatements have a passage that a reader could look up. What the
 * clinic adds is marked as such; values and glue claim nothing.
 */
#include "doc/doc.h"

#include "base/date.h"
#include "base/strbuf.h"
#include "doc/words.h"

static bool same_text(const char *a, const char *b) {
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* The list names article and section, so these decide what is one source. */
static bool same_source(const struct provenance *a, const struct provenance *b) {
    return same_text(a->article, b->article) && same_text(a->section, b->section);
}

static int number_of(struct document *doc, struct provenance *provenance, size_t *capacity) {
    for (size_t i = 0; i < doc->source_count; i++)
        if (same_source(doc->sources[i], provenance))
            return (int)i + 1;
    doc->sources = arena_make_room(doc->arena, doc->sources, doc->source_count, capacity, 8,
                                   sizeof(struct provenance *));
    doc->sources[doc->source_count++] = provenance;
    return (int)doc->source_count;
}

void document_number_sources(struct document *doc) {
    size_t capacity = 0;
    doc->sources = NULL;
    doc->source_count = 0;
    doc->has_clinic_mark = false;
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);) {
        if (walk.event != WALK_ENTER || walk.node->kind != NODE_SENTENCE || !walk.node->provenance)
            continue;
        /* The walk is read-only for its users; this tree is ours to fill. */
        struct node *sentence = (struct node *)walk.node;
        struct provenance *provenance = sentence->provenance;
        bool rests_on_passage = provenance->class_letter == 'Q' || provenance->class_letter == 'R';
        sentence->source_number = 0;
        if (rests_on_passage && provenance->article)
            sentence->source_number = number_of(doc, provenance, &capacity);
        if (provenance->class_letter == 'C')
            doc->has_clinic_mark = true;
    }
}

/* ---- describing a source --------------------------------------------------------------------- */

static bool is_given(const char *text) {
    return text && text[0];
}

/* "2026-10-01" -> "1 Oct 2026"; what is no such date stays as it is. */
static const char *date_words(const struct document_words *words, struct arena *arena,
                              const char *date) {
    int day, year, month, day_of_month;
    if (!date_parse(slice_of(date), &day))
        return date;
    date_split(day, &year, &month, &day_of_month);
    const char *const pairs[] = {
        "day",  arena_format(arena, "%d", day_of_month), "month", words->months[month - 1],
        "year", arena_format(arena, "%d", year),         NULL};
    return words_fill(arena, words->date, pairs);
}

/* "version 1.0, reviewed 21 Nov 2026", as far as given: one of the templates, or "". */
static const char *edition_of(const struct document *doc, struct arena *arena,
                              const char *const *templates, const struct provenance *source) {
    bool has_version = is_given(source->version), is_reviewed = is_given(source->reviewed);
    if (!has_version && !is_reviewed)
        return "";
    enum edition_part part = has_version && is_reviewed ? EDITION_BOTH
                             : has_version              ? EDITION_VERSION
                                                        : EDITION_REVIEWED;
    const char *const pairs[] = {"version", has_version ? source->version : "", "date",
                                 is_reviewed ? date_words(doc->words, arena, source->reviewed) : "",
                                 NULL};
    return words_fill(arena, templates[part], pairs);
}

const char *source_describe(const struct document *doc, struct arena *arena,
                            const struct provenance *source) {
    struct strbuf out = {0};
    if (is_given(source->title))
        strbuf_add(&out, source->title);
    else if (is_given(source->article))
        strbuf_add(&out, source->article);
    if (is_given(source->heading))
        strbuf_add_format(&out, ": %s", source->heading);
    const char *edition = edition_of(doc, arena, doc->words->edition, source);
    if (is_given(edition))
        strbuf_add_format(&out, ", %s", edition);
    const char *text = arena_text(arena, strbuf_text(&out));
    strbuf_release(&out);
    return text;
}

/* ---- a list that runs on behind its label ---------------------------------------------------- */

struct runner {
    struct document *doc;
    struct node *paragraph;
    struct error *err;
    bool fine;
};

static void add_words_to(struct runner *runner, struct node *parent, const char *words) {
    runner->fine = parent && node_add_text(runner->doc, parent, slice_of(words),
                                           runner->paragraph->script_line, runner->err);
}

static void add_words(struct runner *runner, const char *words) {
    if (runner->fine)
        add_words_to(runner, runner->paragraph, words);
}

/* In bold; layout makes it a place to press. */
static void add_number(struct runner *runner, int number) {
    if (!runner->fine)
        return;
    struct node *strong = node_add(runner->doc, runner->paragraph, NODE_STRONG,
                                   runner->paragraph->script_line, runner->err);
    if (strong)
        strong->source_number = number;
    add_words_to(runner, strong, arena_format(runner->doc->arena, "%d", number));
}

static bool is_first_of_article(const struct document *doc, size_t source) {
    for (size_t i = 0; i < source; i++)
        if (same_text(doc->sources[i]->article, doc->sources[source]->article))
            return false;
    return true;
}

/* No-break space: a number stays with its section. */
#define NO_BREAK "\u00A0"

/* Titles stay as they are in the corpus: in a translated handout they are read out as English. */
static void add_title(struct runner *runner, const char *title) {
    if (!runner->doc->words->foreign_sources) {
        add_words(runner, title);
        return;
    }
    if (!runner->fine)
        return;
    struct node *foreign = node_add(runner->doc, runner->paragraph, NODE_LANGUAGE,
                                    runner->paragraph->script_line, runner->err);
    if (foreign)
        foreign->language = "en";
    add_words_to(runner, foreign, title);
}

static void add_article(struct runner *runner, size_t first) {
    const struct document *doc = runner->doc;
    const struct provenance *source = doc->sources[first];
    const char *before = " ";
    add_title(runner, is_given(source->title) ? source->title : source->article);
    for (size_t i = first; i < doc->source_count && runner->fine; i++) {
        if (!same_text(doc->sources[i]->article, source->article))
            continue;
        add_words(runner, before);
        add_number(runner, (int)i + 1);
        if (doc->sources[i]->section_number > 0)
            add_words(runner,
                      arena_format(doc->arena, NO_BREAK "§%d", doc->sources[i]->section_number));
        before = ", ";
    }
}

/* "All version 1.0, reviewed 21 Nov 2026." where that holds for all, else NULL. */
static const char *common_edition(const struct document *doc) {
    const struct provenance *first = doc->sources[0];
    for (size_t i = 1; i < doc->source_count; i++)
        if (!same_text(doc->sources[i]->version, first->version) ||
            !same_text(doc->sources[i]->reviewed, first->reviewed))
            return NULL;
    return edition_of(doc, doc->arena, doc->words->all_editions, first);
}

static void mark_generated(const struct node *label, struct node *last_own) {
    struct node *child = last_own ? last_own->next : label->first_child;
    for (; child; child = child->next)
        child->generated = true;
}

bool source_run_on(struct document *doc, struct node *label, struct error *err) {
    struct runner runner = {.doc = doc, .paragraph = label, .err = err, .fine = true};
    struct node *last_own = label->last_child;
    const char *common = doc->source_count ? common_edition(doc) : NULL;
    const char *before = " ";
    for (size_t i = 0; i < doc->source_count; i++) {
        if (!is_first_of_article(doc, i))
            continue;
        add_words(&runner, before);
        add_article(&runner, i);
        const char *edition =
            common ? "" : edition_of(doc, doc->arena, doc->words->edition, doc->sources[i]);
        if (is_given(edition))
            add_words(&runner, arena_format(doc->arena, " (%s)", edition));
        before = " · ";
    }
    if (doc->source_count) {
        add_words(&runner, ".");
        if (is_given(common))
            add_words(&runner, arena_format(doc->arena, " %s", common));
        if (doc->words->foreign_sources)
            add_words(&runner, arena_format(doc->arena, " %s", doc->words->foreign_sources));
    }
    if (doc->has_clinic_mark)
        add_words(&runner, arena_format(doc->arena, " " CLINIC_MARK NO_BREAK "%s.",
                                        doc->words->clinic_advice));
    mark_generated(label, last_own);
    return runner.fine;
}
