/* doc_dump.c - the tree as stable text, one node a line, for tests and for reading over a script's
 * work.
 *
 * Layer: doc. Attributes that have their usual value are left out, so that a line holds what
 * matters.
 */
#include "doc/doc.h"

#include "base/strbuf.h"

static const char *const role_names[] = {"body", "main", "note", "caption", "strip"};
static const char *const list_names[] = {"bullet", "number", "check",     "plus",
                                         "minus",  "plain",  "definition"};
static const char *const box_names[] = {"main", "safety", "plain", "callout"};
static const char *const table_names[] = {"plain", "plan", "diary", "choice", "identity"};
static const char *const symbol_names[] = {"box",  "ticked", "open",  "half",
                                           "full", "stop",   "clock", "line"};
static const char *const align_names[] = {"left", "right", "centre"};

/* A dump is data for a person: a quote or backslash inside must not end the string. */
static void add_quoted(struct strbuf *out, struct slice text) {
    strbuf_add(out, " \"");
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\')
            strbuf_add_char(out, '\\');
        strbuf_add_char(out, text.data[i]);
    }
    strbuf_add_char(out, '"');
}

static void add_named(struct strbuf *out, const char *name, const char *text) {
    if (!text || !text[0])
        return;
    strbuf_add_format(out, " %s:", name);
    add_quoted(out, slice_of(text));
}

static void add_length(struct strbuf *out, const char *name, double length_pt) {
    if (length_pt == 0)
        return;
    strbuf_add_format(out, " %s ", name);
    strbuf_add_number(out, length_pt, 2);
}

static void add_provenance(struct strbuf *out, const struct node *node) {
    const struct provenance *provenance = node->provenance;
    if (!provenance)
        return;
    strbuf_add_format(out, " %c", provenance->class_letter);
    if (provenance->key && provenance->key[0])
        strbuf_add_format(out, " %s", provenance->key);
    if (provenance->article)
        strbuf_add_format(out, " from %s#%s", provenance->article,
                          provenance->section ? provenance->section : "");
    if (node->source_number)
        strbuf_add_format(out, " [%d]", node->source_number);
}

static void add_columns(struct strbuf *out, const struct node *table) {
    strbuf_add_format(out, " %s columns", table_names[table->table_style]);
    for (size_t i = 0; i < table->table_column_count; i++) {
        const struct table_column *column = &table->table_columns[i];
        strbuf_add_char(out, ' ');
        strbuf_add_number(out, column->width_pt, 2);
        strbuf_add_char(out, '/');
        strbuf_add_number(out, column->weight, 2);
        if (column->align != ALIGN_LEFT)
            strbuf_add_format(out, "/%s", align_names[column->align]);
    }
    if (table->head_rows)
        strbuf_add_format(out, " head %d", table->head_rows);
}

static void add_attributes(struct strbuf *out, const struct node *node) {
    switch (node->kind) {
    case NODE_SECTION:
        if (node->required)
            strbuf_add(out, " required");
        break;
    case NODE_HEADING:
        strbuf_add_format(out, " %d", node->level);
        break;
    case NODE_PARAGRAPH:
        if (node->role != ROLE_BODY)
            strbuf_add_format(out, " %s", role_names[node->role]);
        if (node->setting != SETTING_AS_DOCUMENT)
            strbuf_add(out, node->setting == SETTING_JUSTIFIED ? " justified" : " ragged");
        break;
    case NODE_LIST:
        strbuf_add_format(out, " %s", list_names[node->list_kind]);
        if (node->first_number != 1)
            strbuf_add_format(out, " from %d", node->first_number);
        break;
    case NODE_TABLE:
        add_columns(out, node);
        break;
    case NODE_CELL:
        if (node->header_cell)
            strbuf_add(out, " header");
        break;
    case NODE_BOX:
        strbuf_add_format(out, " %s", box_names[node->box_kind]);
        break;
    case NODE_WRITING_LINES:
        strbuf_add_format(out, " %d", node->count);
        add_length(out, "height", node->height_pt);
        break;
    case NODE_FIGURE:
        if (node->drawing) {
            add_length(out, "width", node->drawing->width_pt);
            add_length(out, "height", node->drawing->height_pt);
            strbuf_add_format(out, " commands %zu", node->drawing->count);
        } else {
            add_named(out, "picture", node->picture);
            add_length(out, "width", node->picture_width_pt);
            add_length(out, "height", node->picture_height_pt);
        }
        if (node->align != ALIGN_LEFT)
            strbuf_add_format(out, " %s", align_names[node->align]);
        if (node->decorative)
            strbuf_add(out, " decorative");
        break;
    case NODE_TEXT:
        add_quoted(out, node->text);
        break;
    case NODE_SENTENCE:
        add_provenance(out, node);
        break;
    case NODE_SYMBOL:
        strbuf_add_format(out, " %s", symbol_names[node->symbol]);
        add_length(out, "width", node->width_pt);
        break;
    case NODE_LANGUAGE:
        strbuf_add_format(out, " %s", node->language ? node->language : "");
        break;
    case NODE_LINK:
        add_named(out, "to", node->url);
        break;
    default:
        break;
    }
    if (node->columns > 1)
        strbuf_add_format(out, " columns %d", node->columns);
    if (node->span > 1 || node->kind == NODE_COLUMN)
        strbuf_add_format(out, " span %d", node->span);
    if (node->row_span > 1)
        strbuf_add_format(out, " rows %d", node->row_span);
    if (node->pin == PIN_BOTTOM)
        strbuf_add(out, " pin bottom");
    if (node->drop_order)
        strbuf_add_format(out, " drop %d", node->drop_order);
    if (node->when_dropped)
        strbuf_add_format(out, " when-dropped %d", node->when_dropped);
    if (node->tear_off)
        strbuf_add(out, " tear-off");
    if (node->dropped_any)
        strbuf_add(out, " dropped-some");
    add_named(out, "alt", node->alt);
}

static void add_heading_lines(const struct document *doc, struct strbuf *out) {
    strbuf_add_format(out, "document %s %s", doc->paper == PAPER_LETTER ? "letter" : "a4",
                      doc->language ? doc->language : "");
    add_quoted(out, slice_of(doc->title));
    strbuf_add_char(out, '\n');
    const struct {
        const char *name, *text;
    } lines[] = {
        {"short title", doc->short_title}, {"header left first", doc->header_left_first},
        {"header left", doc->header_left}, {"header right", doc->header_right},
        {"footer left", doc->footer_left}, {"footer right", doc->footer_right},
        {"author", doc->author},           {"subject", doc->subject},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (!lines[i].text || !lines[i].text[0])
            continue;
        strbuf_add_format(out, "  %s", lines[i].name);
        add_quoted(out, slice_of(lines[i].text));
        strbuf_add_char(out, '\n');
    }
    if (doc->justified || doc->hyphenated)
        strbuf_add_format(out, " %s%s\n", doc->justified ? " justified" : "",
                          doc->hyphenated ? " hyphenated" : "");
    if (doc->fit_pages)
        strbuf_add_format(out, "  fit %d pages\n", doc->fit_pages);
}

void document_dump(const struct document *doc, struct strbuf *out) {
    add_heading_lines(doc, out);
    int depth = 0;
    for (struct walk walk = walk_begin(doc->root); walk_next(&walk);) {
        if (walk.event == WALK_EXIT) {
            depth--;
            continue;
        }
        const struct node *node = walk.node;
        if (node != doc->root) {
            strbuf_add_format(out, "%*s", 2 * depth, "");
            if (node == node->parent->aside)
                strbuf_add(out, "aside: ");
            if (node == node->parent->label)
                strbuf_add(out, "label: ");
            strbuf_add(out, node_kind_name(node->kind));
            add_attributes(out, node);
            strbuf_add_char(out, '\n');
        }
        depth++;
    }
    for (size_t i = 0; i < doc->source_count; i++) {
        const struct provenance *source = doc->sources[i];
        strbuf_add_format(out, "source %zu %s#%s", i + 1, source->article ? source->article : "",
                          source->section ? source->section : "");
        add_named(out, "title", source->title);
        strbuf_add_char(out, '\n');
    }
}
