/* article_builder.c - blocks in reading order -> sections with ids and paths.
 *
 * Layer: corpus. Order: sections and headings, whole blocks, blocks in pieces, and at the end what
 * needs all sections: empty ones, ids, the title.
 */
#include "corpus/article_builder.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

void article_start(struct article_builder *builder, struct arena *arena, const char *file,
                   const char *relative) {
    *builder = (struct article_builder){.arena = arena, .file = file};
    struct article *article = &builder->article;
    size_t stem = strlen(relative) - strlen(file_extension(arena, relative));
    article->id = article_slug(arena, slice_make(relative, stem));
    article->title = article->opening = "";
    article->language = "und";
    article->audience = article->topics = article->source = article->author = "";
    article->licence = article->version = article->reviewed = article->review_due = "";
    article->note = article->missing = "";
}

void article_discard(struct article_builder *builder) {
    strbuf_release(&builder->text);
    strbuf_release(&builder->pending);
    strbuf_release(&builder->row);
    strbuf_release(&builder->item);
}

/* -- sections and headings ----------------------------------------------------------------- */

static struct section *last_section(const struct article_builder *builder) {
    return &builder->article.sections[builder->article.section_count - 1];
}

static void close_section(struct article_builder *builder) {
    if (builder->section_open)
        last_section(builder)->text = arena_slice(builder->arena, strbuf_slice(&builder->text));
    builder->section_open = false;
    builder->last_block = BLOCK_NONE;
    strbuf_truncate(&builder->text, 0);
}

static void open_section(struct article_builder *builder, const char *heading, const char *path,
                         int level, int line) {
    struct article *article = &builder->article;
    close_section(builder);
    article->sections = arena_make_room(builder->arena, article->sections, article->section_count,
                                        &builder->capacity, 8, sizeof(struct section));
    article->sections[article->section_count++] =
        (struct section){.heading = heading, .path = path, .level = level, .line = line};
    builder->section_open = true;
}

/* Leaves the headings that the new one does not stand under; returns its path. */
static const char *nest_heading(struct article_builder *builder, int level, const char *heading) {
    while (builder->heading_count && builder->headings[builder->heading_count - 1].level >= level)
        builder->heading_count--;
    const char *path = heading;
    if (builder->heading_count)
        path = arena_format(builder->arena, "%s > %s",
                            builder->headings[builder->heading_count - 1].path, heading);
    builder->headings = arena_make_room(builder->arena, builder->headings, builder->heading_count,
                                        &builder->heading_capacity, 8, sizeof(struct open_heading));
    builder->headings[builder->heading_count++] = (struct open_heading){level, path};
    return path;
}

/* A page's title element often has the heading and then the site's name. */
static bool is_title(struct article_builder *builder, int level, const char *heading) {
    if (level != 1 || builder->saw_title)
        return false;
    builder->saw_title = true;
    if (!*builder->article.title)
        builder->article.title = heading;
    size_t length = strlen(heading);
    return strncasecmp(builder->article.title, heading, length) == 0 &&
           !isalnum((unsigned char)builder->article.title[length]);
}

/* -- whole blocks -------------------------------------------------------------------------- */

void article_add_heading(struct article_builder *builder, int level, struct slice text, int line) {
    const char *heading = article_clean_text(builder->arena, text);
    if (!*heading)
        return;
    article_close_item(builder);
    if (is_title(builder, level, heading)) {
        builder->heading_count = 0;
        /* Text that follows stands under no heading. */
        if (builder->article.section_count)
            close_section(builder);
        return;
    }
    const char *path = nest_heading(builder, level, heading);
    open_section(builder, heading, path, (int)builder->heading_count, line);
}

static void add_block(struct article_builder *builder, enum block_kind kind, const char *marker,
                      struct slice text, int line) {
    if (!builder->section_open)
        open_section(builder, "", "", 1, line);
    size_t start = builder->text.length;
    if (start)
        strbuf_add(&builder->text,
                   kind == builder->last_block && kind != BLOCK_PARAGRAPH ? "\n" : "\n\n");
    strbuf_add(&builder->text, marker);
    size_t empty = builder->text.length;
    article_clean(&builder->text, text);
    if (builder->text.length == empty)
        strbuf_truncate(&builder->text, start);
    else
        builder->last_block = kind;
}

void article_add_paragraph(struct article_builder *builder, struct slice text, int line) {
    add_block(builder, BLOCK_PARAGRAPH, "", text, line);
}

void article_add_item(struct article_builder *builder, const char *marker, struct slice text,
                      int line) {
    add_block(builder, BLOCK_ITEM, marker, text, line);
}

bool article_awaits_text(const struct article_builder *builder) {
    return builder->section_open && builder->text.length == 0 && *last_section(builder)->heading;
}

/* -- blocks in pieces ---------------------------------------------------------------------- */

void article_collect(struct article_builder *builder, struct slice text, int line) {
    if (!builder->pending.length)
        builder->pending_line = line;
    strbuf_add_slice(&builder->pending, text);
}

void article_raise(struct strbuf *out, struct slice text) {
    static const struct {
        const char *sign, *raised;
    } signs[] = {{"0", "⁰"}, {"1", "¹"}, {"2", "²"}, {"3", "³"}, {"4", "⁴"}, {"5", "⁵"}, {"6", "⁶"},
                 {"7", "⁷"}, {"8", "⁸"}, {"9", "⁹"}, {"-", "⁻"}, {"−", "⁻"}, {"+", "⁺"}};
    while (text.length) {
        size_t taken = 0;
        for (size_t i = 0; i < sizeof signs / sizeof *signs && !taken; i++)
            if (slice_starts_with(text, signs[i].sign)) {
                strbuf_add(out, signs[i].raised);
                taken = strlen(signs[i].sign);
            }
        if (!taken)
            strbuf_add_char(out, text.data[taken++]);
        text = slice_make(text.data + taken, text.length - taken);
    }
}

void article_collect_raised(struct article_builder *builder, struct slice text, int line) {
    struct strbuf raised = {0};
    article_raise(&raised, text);
    article_collect(builder, strbuf_slice(&raised), line);
    strbuf_release(&raised);
}

void article_end_term(struct article_builder *builder, int line) {
    size_t length = builder->pending.length;
    while (length && strchr(" \t\r\n", builder->pending.data[length - 1]))
        length--;
    strbuf_truncate(&builder->pending, length);
    article_collect(builder, slice_of(": "), line);
}

static bool has_pending(const struct article_builder *builder) {
    return slice_trim(strbuf_slice(&builder->pending)).length > 0;
}

void article_end_heading(struct article_builder *builder, int level) {
    /* Taken out first: what is still pending when a heading is added belongs to the block before.
     */
    struct slice text = arena_slice(builder->arena, strbuf_slice(&builder->pending));
    strbuf_truncate(&builder->pending, 0);
    article_add_heading(builder, level, text, builder->pending_line);
}

void article_end_block(struct article_builder *builder) {
    if (has_pending(builder)) {
        if (builder->item_open) {
            if (builder->item.length)
                strbuf_add_char(&builder->item, ' ');
            strbuf_add_slice(&builder->item, strbuf_slice(&builder->pending));
        } else {
            article_add_paragraph(builder, strbuf_slice(&builder->pending), builder->pending_line);
        }
    }
    strbuf_truncate(&builder->pending, 0);
}

void article_open_item(struct article_builder *builder, const char *marker, int line) {
    article_close_item(builder); /* the item around this one comes first */
    snprintf(builder->marker, sizeof builder->marker, "%s", marker);
    builder->item_open = true;
    builder->item_line = line;
}

void article_close_item(struct article_builder *builder) {
    article_end_block(builder);
    if (builder->item_open && builder->item.length)
        article_add_item(builder, builder->marker, strbuf_slice(&builder->item),
                         builder->item_line);
    builder->item_open = false;
    strbuf_truncate(&builder->item, 0);
}

/* Empty cells keep their place, so that columns do not move. */
void article_end_cell(struct article_builder *builder) {
    if (builder->cell_count++)
        strbuf_add(&builder->row, " | ");
    else
        builder->row_line = builder->pending_line;
    strbuf_add_slice(&builder->row, strbuf_slice(&builder->pending));
    builder->row_has_text = builder->row_has_text || has_pending(builder);
    strbuf_truncate(&builder->pending, 0);
}

void article_end_row(struct article_builder *builder) {
    if (builder->row_has_text && builder->item.length)
        article_close_item(builder); /* what the item said so far stands before its table */
    if (builder->row_has_text)
        add_block(builder, BLOCK_ROW, "", strbuf_slice(&builder->row), builder->row_line);
    strbuf_truncate(&builder->row, 0);
    builder->cell_count = 0;
    builder->row_has_text = false;
}

/* -- what needs all sections --------------------------------------------------------------- */

/* A heading without text of its own says nothing apart from the sections below it. */
static void drop_bare_sections(struct article *article) {
    size_t kept = 0;
    for (size_t i = 0; i < article->section_count; i++) {
        const struct section *section = &article->sections[i];
        bool has_children =
            i + 1 < article->section_count && article->sections[i + 1].level > section->level;
        if (section->text.length || (*section->heading && !has_children))
            article->sections[kept++] = *section;
    }
    article->section_count = kept;
}

/* A table of the ids given out, so that thousands of like headings cost no more than others. */
struct id_slot {
    const char *id;
    int next; /* the number to try for the next section of this name */
};

static struct id_slot *id_slot(struct id_slot *slots, size_t slot_count, const char *id) {
    size_t hash = 5381;
    for (const char *c = id; *c; c++)
        hash = hash * 33 + (unsigned char)*c;
    size_t place = hash & (slot_count - 1);
    while (slots[place].id && strcmp(slots[place].id, id) != 0)
        place = (place + 1) & (slot_count - 1);
    return &slots[place];
}

static void give_ids(struct arena *arena, struct article *article) {
    size_t slot_count = 8;
    while (slot_count < article->section_count * 2)
        slot_count *= 2;
    struct id_slot *slots = memory_allocate_zeroed(slot_count, sizeof *slots);
    for (size_t i = 0; i < article->section_count; i++) {
        struct section *section = &article->sections[i];
        const char *base =
            *section->heading ? article_slug(arena, slice_of(section->heading)) : "start";
        const char *id = base;
        struct id_slot *base_slot = id_slot(slots, slot_count, base);
        while (id_slot(slots, slot_count, id)->id)
            id = arena_format(arena, "%s-%d", base, base_slot->next++);
        *id_slot(slots, slot_count, id) = (struct id_slot){id, 2};
        section->id = id;
    }
    free(slots);
}

static void give_title(struct article_builder *builder) {
    struct article *article = &builder->article;
    if (*article->opening)
        return;
    for (size_t i = 0; i < article->section_count && !*article->title; i++)
        article->title = article->sections[i].heading;
    if (!*article->title)
        article->title = file_name_of(builder->file);
}

bool article_finish(struct article_builder *builder, struct error *err) {
    struct article *article = &builder->article;
    article_close_item(builder);
    close_section(builder);
    size_t text_bytes = 0;
    for (size_t i = 0; i < article->section_count; i++)
        text_bytes += article->sections[i].text.length;
    if (!text_bytes)
        return error_set(err, ERROR_INPUT, "%s:1: no text, expected headings and paragraphs",
                         builder->file);
    give_title(builder);
    drop_bare_sections(article);
    give_ids(builder->arena, article);
    return true;
}
