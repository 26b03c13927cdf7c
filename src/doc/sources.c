/* sources.c - the footnotes: which passages the sentences rest on, in order of first use.
 *
 * Layer: doc. Only quotes and restatements have a passage that a reader could look up. What the
 * clinic adds is marked as such; values and glue claim nothing.
 */
#include "doc/doc.h"

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
                                        sizeof *doc->sources);
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
