/* office_flow.c - see office_flow.h.
 *
 * Layer: corpus. Order: notes, single blocks, tables, paragraphs.
 */
#include "corpus/readers/office_flow.h"

#include "base/memory.h"

#include <stdlib.h>

/* -- notes --------------------------------------------------------------------------------- */

static void flush_notes(struct office_flow *flow) {
    struct slice rest = strbuf_slice(&flow->notes), note;
    while (slice_next_line(&rest, &note))
        article_add_paragraph(flow->builder, note, flow->line);
    strbuf_truncate(&flow->notes, 0);
}

void flow_open_note(struct office_flow *flow) {
    flow->note_depth++;
}

void flow_close_note(struct office_flow *flow) {
    flow->note_depth--;
    if (!flow->note_depth && flow->notes.length)
        strbuf_add_char(&flow->notes, '\n');
}

static void add_note_text(struct office_flow *flow, struct slice text) {
    for (size_t i = 0; i < text.length; i++)
        strbuf_add_char(&flow->notes,
                        text.data[i] == '\n' || text.data[i] == '\r' ? ' ' : text.data[i]);
    strbuf_add_char(&flow->notes, ' ');
}

void flow_add_note(struct office_flow *flow, struct slice text) {
    flow_open_note(flow);
    add_note_text(flow, text);
    flow_close_note(flow);
}

/* -- single blocks ------------------------------------------------------------------------- */

static void add_title(struct office_flow *flow, struct slice text) {
    struct article_builder *builder = flow->builder;
    const char *title = article_clean_text(builder->arena, text);
    if (!*title)
        return;
    /* A title in two paragraphs, or a second one further down, is text as well. */
    if (flow->has_title) {
        article_add_paragraph(builder, text, flow->line);
        return;
    }
    flow->has_title = true;
    builder->article.title = title;
}

static void add_block(struct office_flow *flow, const struct flow_block *block, struct slice text) {
    switch (block->kind) {
    case FLOW_TITLE:
        add_title(flow, text);
        break;
    case FLOW_HEADING:
        if (slice_trim(text).length)
            flush_notes(flow);
        article_add_heading(flow->builder, block->level, text, flow->line);
        break;
    case FLOW_ITEM:
        article_add_item(flow->builder, block->marker, text, flow->line);
        break;
    case FLOW_PARAGRAPH:
        article_add_paragraph(flow->builder, text, flow->line);
        break;
    case FLOW_IGNORED:
    case FLOW_JOINED:
        break;
    }
}

/* -- tables -------------------------------------------------------------------------------- */

struct table_part {
    enum { PART_BLOCK, PART_CELL_END, PART_ROW_END } what;
    struct flow_block block;
    struct slice text;
    int line;
};

static void add_part(struct office_flow *flow, struct table_part part) {
    flow->parts = memory_make_room(flow->parts, flow->part_count, &flow->part_capacity, 64,
                                   sizeof *flow->parts);
    flow->parts[flow->part_count++] = part;
}

void flow_open_table(struct office_flow *flow) {
    flow->table_depth++;
}

/* Back to the last end of a cell (or of a row). */
static void drop_parts(struct office_flow *flow, bool whole_row) {
    while (flow->part_count) {
        const struct table_part *last = &flow->parts[flow->part_count - 1];
        if (last->what == PART_ROW_END || (last->what == PART_CELL_END && !whole_row))
            return;
        flow->part_count--;
    }
}

/* Tables inside a cell are text of the cell. */
void flow_close_cell(struct office_flow *flow, bool is_deleted) {
    if (flow->table_depth != 1)
        return;
    if (is_deleted)
        drop_parts(flow, false);
    else
        add_part(flow, (struct table_part){.what = PART_CELL_END});
}

void flow_close_row(struct office_flow *flow, bool is_deleted) {
    if (flow->table_depth != 1)
        return;
    if (is_deleted)
        drop_parts(flow, true);
    else
        add_part(flow, (struct table_part){.what = PART_ROW_END});
}

static bool is_layout(const struct office_flow *flow) {
    size_t cells = 0, most_cells = 0;
    for (size_t i = 0; i < flow->part_count; i++) {
        const struct table_part *part = &flow->parts[i];
        if (part->what == PART_BLOCK && part->block.kind != FLOW_PARAGRAPH)
            return true;
        cells = part->what == PART_ROW_END ? 0 : cells + (part->what == PART_CELL_END);
        most_cells = cells > most_cells ? cells : most_cells;
    }
    return most_cells <= 1;
}

static void add_row_part(struct article_builder *builder, const struct table_part *part) {
    switch (part->what) {
    case PART_BLOCK:
        article_collect(builder, part->text, part->line);
        article_collect(builder, slice_of(" "), part->line);
        break;
    case PART_CELL_END:
        article_end_cell(builder);
        break;
    case PART_ROW_END:
        article_end_row(builder);
        break;
    }
}

void flow_close_table(struct office_flow *flow) {
    if (flow->table_depth == 0 || --flow->table_depth > 0)
        return;
    bool layout = is_layout(flow);
    int line = flow->line;
    for (size_t i = 0; i < flow->part_count; i++) {
        const struct table_part *part = &flow->parts[i];
        if (!layout) {
            add_row_part(flow->builder, part);
        } else if (part->what == PART_BLOCK) {
            flow->line = part->line;
            add_block(flow, &part->block, part->text);
        }
    }
    if (!layout) { /* a table cut short */
        article_end_row(flow->builder);
        article_end_block(flow->builder);
    }
    flow->line = line;
    flow->part_count = 0;
    arena_release(&flow->scratch);
}

/* -- paragraphs ---------------------------------------------------------------------------- */

void flow_start(struct office_flow *flow, struct article_builder *builder) {
    *flow = (struct office_flow){.builder = builder};
}

void flow_open_paragraph(struct office_flow *flow) {
    if (flow->open_count == FLOW_DEEPEST_PARAGRAPH)
        return; /* the XML has refused more elements than that by now */
    flow->line++;
    size_t start = flow->text.length;
    if (flow->is_joined && flow->open_count == 0)
        start = 0;
    flow->is_joined = false;
    flow->starts[flow->open_count++] = start;
}

void flow_add_text(struct office_flow *flow, struct slice text) {
    if (flow->open_count)
        strbuf_add_slice(&flow->text, text);
}

void flow_add_raised(struct office_flow *flow, struct slice text) {
    if (flow->open_count)
        article_raise(&flow->text, text);
}

void flow_close_paragraph(struct office_flow *flow, const struct flow_block *block) {
    if (!flow->open_count)
        return;
    size_t start = flow->starts[--flow->open_count];
    if (block->kind == FLOW_JOINED && flow->open_count == 0) {
        flow->is_joined = true;
        return;
    }
    struct slice text = slice_make(strbuf_text(&flow->text) + start, flow->text.length - start);
    if (block->kind == FLOW_IGNORED || !slice_trim(text).length)
        ;
    else if (flow->note_depth)
        add_note_text(flow, text);
    else if (flow->table_depth)
        add_part(flow, (struct table_part){.what = PART_BLOCK,
                                           .block = *block,
                                           .text = arena_slice(&flow->scratch, text),
                                           .line = flow->line});
    else
        add_block(flow, block, text);
    if (flow->text.data)
        strbuf_truncate(&flow->text, start);
}

void flow_finish(struct office_flow *flow) {
    const struct flow_block plain = {.kind = FLOW_PARAGRAPH};
    if (flow->is_joined)
        flow_open_paragraph(flow);
    while (flow->open_count)
        flow_close_paragraph(flow, &plain);
    flow->table_depth = flow->table_depth ? 1 : 0;
    flow_close_table(flow);
    flush_notes(flow);
}

void flow_discard(struct office_flow *flow) {
    strbuf_release(&flow->text);
    strbuf_release(&flow->notes);
    arena_release(&flow->scratch);
    free(flow->parts);
}
