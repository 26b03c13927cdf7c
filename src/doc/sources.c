/* sources.c - the footnotes: which passages the sentences rest on, in order of first use.
 *
 * Layer: doc. Only quotes and restatements have a passage that a reader could look up. What the
 * clinic adds is marked as such; values and glue claim nothing.
 */
#include "doc/doc.h"

#include "base/date.h"
#include "base/strbuf.h"

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
    if (doc->source_count == *capacity) {
        *capacity = *capacity ? *capacity * 2 : 8;
        doc->sources = arena_grow_array(doc->arena, doc->sources, doc->source_count, *capacity,
                                        sizeof(struct provenance *));
    }
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

static bool is_given(const char *text) {
    return text && text[0];
}

/* "2026-10-01" -> "1 Oct 2026"; what is no such date stays as it is. */
static void add_date(struct strbuf *out, const char *date) {
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int day, year, month, day_of_month;
    if (!date_parse(slice_of(date), &day)) {
        strbuf_add(out, date);
        return;
    }
    date_split(day, &year, &month, &day_of_month);
    strbuf_add_format(out, "%d %s %d", day_of_month, months[month - 1], year);
}

char *source_describe(struct arena *arena, const struct provenance *source) {
    struct strbuf out = {0};
    if (is_given(source->title))
        strbuf_add(&out, source->title);
    else if (is_given(source->article))
        strbuf_add(&out, source->article);
    if (is_given(source->heading))
        strbuf_add_format(&out, ": %s", source->heading);
    if (is_given(source->version))
        strbuf_add_format(&out, ", version %s", source->version);
    if (is_given(source->reviewed)) {
        strbuf_add(&out, ", reviewed ");
        add_date(&out, source->reviewed);
    }
    char *text = arena_text(arena, strbuf_text(&out));
    strbuf_release(&out);
    return text;
}
