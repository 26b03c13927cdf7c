/* html_references.c - marks in the text, what they lead to, and the way back.
 *
 * Layer: render. Order: marks of sources, the list of sources, marks of notes, the list of notes.
 * Ids: mark-3 and source-3, mark-clinic and source-clinic, note-mark-1 and note-1.
 */
#include "doc/words.h"
#include "render/html_page.h"
#include "render/reference_words.h"

/* ---- marks of sources ------------------------------------------------------------------------ */

struct raised_mark {
    const char *id;     /* NULL: none */
    const char *target; /* NULL: it leads nowhere */
    const char *label, *shown;
};

/* `<sup id="mark-3"><a href="#source-3">3</a></sup>`; in brackets and as large as the text where
 * the theme says so. */
static void add_raised(struct html_page *page, const char *id_of, const char *target_of,
                       const struct raised_mark *mark) {
    struct strbuf *out = page->out;
    bool full = page->theme->marks_in_brackets;
    strbuf_add(out, full ? "<sup class=\"full\"" : "<sup");
    if (mark->id)
        strbuf_add_format(out, " id=\"%s-%s\"", id_of, mark->id);
    strbuf_add_char(out, '>');
    if (mark->target) {
        strbuf_add_format(out, "<a href=\"#%s-%s\" role=\"doc-noteref\"", target_of, mark->target);
        html_add_label(page, mark->label);
        strbuf_add_char(out, '>');
    }
    strbuf_add(out, full ? "[" : "");
    strbuf_add(out, mark->shown);
    strbuf_add(out, full ? "]" : "");
    strbuf_add(out, mark->target ? "</a></sup>" : "</sup>");
}

/* One mark; the first of its kind can be led back to. */
static void add_mark(struct html_page *page, const char *name, const char *label, const char *shown,
                     bool *is_marked) {
    bool links = page->has_sources && !page->in_link;
    const struct raised_mark mark = {.id = *is_marked ? NULL : name,
                                     .label = label,
                                     .shown = shown,
                                     .target = links ? name : NULL};
    add_raised(page, "mark", "source", &mark);
    *is_marked = true;
}

/* One mark for neighbours with the same source, as on the page. */
void html_source_marks(struct html_page *page, const struct node *sentence) {
    if (!sentence_has_marks(sentence))
        return;
    int number = sentence->source_number;
    if (number > 0 && (size_t)number <= page->doc->source_count) {
        const char *shown = arena_format(&page->arena, "%d", number);
        const char *label = arena_format(&page->arena, "%s %d", page->words->source, number);
        add_mark(page, shown, label, shown, &page->source_is_marked[number - 1]);
    }
    if (sentence_has_clinic_mark(sentence))
        add_mark(page, "clinic", page->doc->words->clinic_advice, CLINIC_MARK,
                 &page->clinic_is_marked);
}

/* ---- the list of sources --------------------------------------------------------------------- */

#define UP "\u2191"

/* The way back from a list to the first mark of what is called `name`. */
static void add_back(struct html_page *page, const char *mark, const char *name,
                     const char *shown) {
    strbuf_add_format(page->out, "<a href=\"#%s-%s\" role=\"doc-backlink\"", mark, name);
    html_add_label(page, arena_format(&page->arena, "%s: %s", name, page->words->back));
    strbuf_add_format(page->out, ">%s</a>", shown);
}

static void add_source(struct html_page *page, size_t number) {
    struct strbuf *out = page->out;
    strbuf_add(out, "<li");
    if (!page->sources_listed)
        strbuf_add_format(out, " id=\"source-%zu\"", number);
    strbuf_add_char(out, '>');
    html_add_text(
        out, slice_of(source_describe(page->doc, &page->arena, page->doc->sources[number - 1])));
    strbuf_add_char(out, ' ');
    add_back(page, "mark", arena_format(&page->arena, "%zu", number), UP);
    strbuf_add(out, "</li>\n");
}

/* The number of a source that a bold text of a run-on list is, or 0. */
static size_t number_of(const struct html_page *page, const struct node *node) {
    const struct node *text = node->kind == NODE_STRONG ? node->first_child : NULL;
    size_t number = 0;
    if (!text || text->next || text->kind != NODE_TEXT)
        return 0;
    for (size_t i = 0; i < text->text.length; i++) {
        char digit = text->text.data[i];
        if (digit < '0' || digit > '9' || number > page->doc->source_count)
            return 0;
        number = number * 10 + (size_t)(digit - '0');
    }
    return number <= page->doc->source_count ? number : 0;
}

/* The run-on list, each number leading back to its first mark. */
static void add_run_on(struct html_page *page, const struct node *label) {
    struct strbuf *out = page->out;
    bool *is_listed = arena_new_array(&page->arena, page->doc->source_count + 1, bool);
    size_t listed = 0;
    strbuf_add(out, "<p class=\"note sources\"");
    if (!page->sources_listed && page->doc->has_clinic_mark)
        strbuf_add(out, " id=\"source-clinic\"");
    strbuf_add_char(out, '>');
    for (const struct node *node = label->first_child; node; node = node->next) {
        size_t number = page->sources_listed ? 0 : number_of(page, node);
        if (!number || is_listed[number]) {
            html_inline(page, node);
            continue;
        }
        is_listed[number] = true;
        listed++;
        strbuf_add_format(out, "<strong id=\"source-%zu\">", number);
        const char *digits = arena_format(&page->arena, "%zu", number);
        add_back(page, "mark", digits, digits);
        strbuf_add(out, "</strong>");
        page->text_bytes += node->first_child->text.length;
    }
    strbuf_add(out, "</p>\n");
    if (!page->sources_listed && listed < page->doc->source_count)
        html_fail(page, label, "internal error: %zu of %zu sources are listed: please report this",
                  listed, page->doc->source_count);
}

void html_sources(struct html_page *page, const struct node *sources) {
    const struct document *doc = page->doc;
    struct strbuf *out = page->out;
    if (sources->label) {
        add_run_on(page, sources->label);
    } else {
        if (doc->source_count)
            strbuf_add_format(out, "<ol class=\"note sources columns-%d\">\n", sources->columns);
        for (size_t i = 1; i <= doc->source_count; i++)
            add_source(page, i);
        if (doc->source_count)
            strbuf_add(out, "</ol>\n");
        if (doc->has_clinic_mark) {
            strbuf_add_format(out, "<p class=\"note\"%s>%s ",
                              page->sources_listed ? "" : " id=\"source-clinic\"", CLINIC_MARK);
            html_add_text(out, slice_of(doc->words->clinic_advice));
            strbuf_add(out, "</p>\n");
        }
    }
    page->sources_listed = true;
}

/* ---- notes ----------------------------------------------------------------------------------- */

void html_note_mark(struct html_page *page, const struct node *note) {
    page->notes = arena_make_room(&page->arena, page->notes, page->note_count, &page->note_capacity,
                                  8, sizeof(const struct node *));
    page->notes[page->note_count++] = note;
    const char *shown = note_letters(&page->arena, page->note_count);
    const char *number = arena_format(&page->arena, "%zu", page->note_count);
    const struct raised_mark mark = {
        .id = number,
        .label = arena_format(&page->arena, "%s %s", page->words->note, shown),
        .shown = shown,
        .target = page->in_link ? NULL : number};
    add_raised(page, "note-mark", "note", &mark);
}

void html_notes(struct html_page *page) {
    if (!page->note_count)
        return;
    strbuf_add(page->out, "<section class=\"note\" role=\"doc-endnotes\">\n<ol class=\"notes\">\n");
    /* A note inside a note joins the list while it is written. */
    for (size_t i = 0; i < page->note_count; i++) {
        strbuf_add_format(page->out, "<li id=\"note-%zu\">", i + 1);
        html_inlines(page, page->notes[i]->first_child);
        strbuf_add_char(page->out, ' ');
        add_back(page, "note-mark", arena_format(&page->arena, "%zu", i + 1), UP);
        strbuf_add(page->out, "</li>\n");
    }
    strbuf_add(page->out, "</ol>\n</section>\n");
}
