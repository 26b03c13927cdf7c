/* sheet.c - gathering what the checks look at.
 *
 * Layer: score. Order: words, blocks of the tree, lines of the pages, the whole, looking things up.
 */
#include "score/sheet.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <math.h>
#include <stdarg.h>

enum { LARGE_PRINT_PT = 18 };

/* ---- words ----------------------------------------------------------------------------------- */

static bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* Lower-case ASCII, every kind of space one space, no soft hyphens: as words are compared. */
static void add_plain(struct strbuf *out, struct slice text) {
    for (size_t at = 0; at < text.length;) {
        unsigned code = utf8_next(text, &at);
        bool space = code <= ' ' || code == 0xA0 || code == 0x202F || code == 0x2009;
        if (space && out->length > 0 && strbuf_text(out)[out->length - 1] != ' ')
            strbuf_add_char(out, ' ');
        if (space || code == 0xAD || (code >= 0x200B && code <= 0x200F))
            continue;
        strbuf_add_code_point(out, code < 128 && code >= 'A' && code <= 'Z' ? code + 32 : code);
    }
}

static char *plain_words(struct arena *arena, const char *text) {
    struct strbuf out = {0};
    add_plain(&out, slice_of(text));
    char *words = arena_text(arena, strbuf_text(&out));
    strbuf_release(&out);
    return words;
}

bool text_has_words(const char *text, const char *words) {
    struct arena arena = {0};
    const char *in = plain_words(&arena, text);
    const char *wanted = plain_words(&arena, words);
    size_t length = strlen(wanted);
    bool found = false;
    for (const char *at = length ? strstr(in, wanted) : NULL; at && !found;
         at = strstr(at + 1, wanted))
        found = (at == in || !is_word_byte(at[-1]) || !is_word_byte(wanted[0])) &&
                (!is_word_byte(at[length]) || !is_word_byte(wanted[length - 1]));
    arena_release(&arena);
    return found;
}

/* ---- blocks ---------------------------------------------------------------------------------- */

static bool is_block(const struct node *node) {
    switch (node->kind) {
    case NODE_HEADING:
    case NODE_PARAGRAPH:
    case NODE_CELL:
        return true;
    case NODE_ITEM: /* with blocks inside, those are the blocks */
        return !node->first_child || node_is_inline(node->first_child->kind);
    case NODE_FIGURE: /* its caption */
        return node->first_child != NULL;
    default:
        return false;
    }
}

static const struct node *container_of(const struct node *node) {
    for (node = node->parent; node; node = node->parent)
        if (node->kind == NODE_LIST || node->kind == NODE_TABLE || node->kind == NODE_BOX ||
            node->kind == NODE_SOURCES)
            return node;
    return NULL;
}

/* Sentences that a wording file gives: values, labels and what a clinician typed are not the
 * handout's own words. */
static bool has_patient_words(const struct node *block) {
    if (block->kind == NODE_HEADING || block->header_cell ||
        sheet_around(block, NODE_SOURCES) != NULL)
        return false;
    for (struct walk walk = walk_begin(block); walk_next(&walk);)
        if (walk.event == WALK_ENTER && walk.node->kind == NODE_SENTENCE && walk.node->provenance &&
            walk.node->provenance->class_letter != 'V')
            return true;
    return false;
}

static void gather_blocks(struct sheet *sheet) {
    size_t room = 0;
    for (struct walk walk = walk_begin(sheet->doc->root); walk_next(&walk);)
        room += walk.event == WALK_ENTER && is_block(walk.node);
    sheet->blocks = arena_new_array(sheet->arena, room + 1, struct sheet_block);
    for (struct walk walk = walk_begin(sheet->doc->root); walk_next(&walk);) {
        if (walk.event != WALK_ENTER || !is_block(walk.node))
            continue;
        struct sheet_block *block = &sheet->blocks[sheet->block_count++];
        *block = (struct sheet_block){.node = walk.node,
                                      .text = node_plain_text(sheet->arena, walk.node),
                                      .container = container_of(walk.node),
                                      .patient_words = has_patient_words(walk.node)};
    }
}

/* ---- lines ----------------------------------------------------------------------------------- */

static double run_width_pt(const struct placed_item *item) {
    return (double)item->run.advance * item->size_pt / font_metrics(item->run.font)->units_per_em;
}

static const struct element *block_element(const struct element *element) {
    for (; element; element = element->parent) {
        switch (element->type) {
        case ELEMENT_P:
        case ELEMENT_LBODY:
        case ELEMENT_LBL:
        case ELEMENT_TD:
        case ELEMENT_TH:
        case ELEMENT_CAPTION:
        case ELEMENT_FIGURE:
        case ELEMENT_NOTE:
        case ELEMENT_H1:
        case ELEMENT_H2:
        case ELEMENT_H3:
        case ELEMENT_H4:
        case ELEMENT_H5:
        case ELEMENT_H6:
            return element;
        default:
            break;
        }
    }
    return NULL;
}

/* A source number beside its line: a mark, no words. */
static bool is_mark(const struct placed_item *item) {
    return item->element && item->element->type == ELEMENT_REFERENCE;
}

struct line_builder {
    struct sheet *sheet;
    struct sheet_line *lines;
    size_t capacity;
    struct strbuf words;
    size_t page;
};

static void end_line(struct line_builder *builder) {
    struct sheet *sheet = builder->sheet;
    if (builder->words.length == 0 || !builder->lines)
        return;
    struct sheet_line *line = &builder->lines[sheet->line_count - 1];
    struct slice words = slice_trim(strbuf_slice(&builder->words));
    line->text = arena_bytes(sheet->arena, words.data, words.length);
    line->characters = utf8_count(words);
    strbuf_truncate(&builder->words, 0);
}

static struct sheet_line *begin_line(struct line_builder *builder, const struct placed_item *item,
                                     const struct element *block) {
    struct sheet *sheet = builder->sheet;
    end_line(builder);
    builder->lines = arena_make_room(sheet->arena, builder->lines, sheet->line_count,
                                     &builder->capacity, 128, sizeof *builder->lines);
    struct sheet_line *line = &builder->lines[sheet->line_count++];
    *line = (struct sheet_line){.page = builder->page,
                                .x_pt = item->x_pt,
                                .y_pt = item->y_pt,
                                .size_pt = item->size_pt,
                                .block = block};
    return line;
}

static void add_run(struct line_builder *builder, const struct placed_item *item) {
    struct sheet_line *line =
        builder->lines ? &builder->lines[builder->sheet->line_count - 1] : NULL;
    const struct element *block = block_element(item->element);
    bool goes_on = line && builder->words.length > 0 && line->page == builder->page &&
                   line->block == block && fabs(line->y_pt - item->y_pt) < 0.3;
    if (!goes_on)
        line = begin_line(builder, item, block);
    else if (item->x_pt - line->right_pt > item->size_pt * 0.1)
        strbuf_add_char(&builder->words, ' ');
    strbuf_add_slice(&builder->words, item->run.text);
    if (item->x_pt + run_width_pt(item) > line->right_pt)
        line->right_pt = item->x_pt + run_width_pt(item);
    line->size_pt = item->size_pt < line->size_pt ? item->size_pt : line->size_pt;
}

static void gather_lines(struct sheet *sheet) {
    const struct placed_document *placed = sheet->subject->placed;
    struct line_builder builder = {.sheet = sheet};
    for (builder.page = 0; builder.page < placed->page_count; builder.page++) {
        const struct placed_page *page = &placed->pages[builder.page];
        for (size_t i = 0; i < page->count; i++)
            if (page->items[i].kind == PLACED_GLYPHS && !is_mark(&page->items[i]))
                add_run(&builder, &page->items[i]);
    }
    end_line(&builder);
    sheet->lines = builder.lines;
    strbuf_release(&builder.words);
    sheet->page_words = arena_new_array(sheet->arena, placed->page_count + 1, const char *);
    for (size_t page = 0; page < placed->page_count; page++) {
        struct strbuf words = {0};
        for (size_t i = 0; i < sheet->line_count; i++) {
            if (sheet->lines[i].page != page)
                continue;
            add_plain(&words, slice_of(sheet->lines[i].text));
            add_plain(&words, slice_of(" "));
        }
        sheet->page_words[page] = arena_text(sheet->arena, strbuf_text(&words));
        strbuf_release(&words);
    }
}

/* ---- the whole ------------------------------------------------------------------------------- */

struct sheet *sheet_gather(struct arena *arena, const struct score_subject *subject) {
    struct sheet *sheet = arena_new(arena, struct sheet);
    *sheet = (struct sheet){.arena = arena,
                            .subject = subject,
                            .doc = subject->placed->doc,
                            .large_print = subject->theme->least_type_pt >= LARGE_PRINT_PT};
    gather_blocks(sheet);
    gather_lines(sheet);
    return sheet;
}

/* ---- looking things up ----------------------------------------------------------------------- */

bool sheet_page_shows(const struct sheet *sheet, size_t page, const char *words) {
    const char *wanted = slice_trim(slice_of(plain_words(sheet->arena, words))).data;
    return wanted && *wanted && strstr(sheet->page_words[page], wanted) != NULL;
}

bool sheet_shows(const struct sheet *sheet, const char *words) {
    for (size_t page = 0; page < sheet->subject->placed->page_count; page++)
        if (sheet_page_shows(sheet, page, words))
            return true;
    return false;
}

bool sheet_has_sentence(const struct sheet *sheet, const char *key) {
    for (struct walk walk = walk_begin(sheet->doc->root); walk_next(&walk);)
        if (walk.event == WALK_ENTER && walk.node->kind == NODE_SENTENCE && walk.node->provenance &&
            walk.node->provenance->key && strcmp(walk.node->provenance->key, key) == 0)
            return true;
    return false;
}

const struct node *sheet_around(const struct node *node, enum node_kind kind) {
    while (node && node->kind != kind)
        node = node->parent;
    return node;
}

const struct node *sheet_next(const struct sheet *sheet, const struct node *after,
                              enum node_kind kind) {
    bool passed = after == NULL;
    for (struct walk walk = walk_begin(sheet->doc->root); walk_next(&walk);) {
        if (walk.event != WALK_ENTER)
            continue;
        if (passed && walk.node->kind == kind)
            return walk.node;
        passed |= walk.node == after;
    }
    return NULL;
}

size_t sheet_count_children(const struct node *node, enum node_kind kind) {
    size_t count = 0;
    for (const struct node *child = node->first_child; child; child = child->next)
        count += child->kind == kind;
    return count;
}

void check_say(const struct sheet *sheet, struct score_check *check, enum score_result result,
               const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    check->result = result;
    check->value = arena_format_list(sheet->arena, format, arguments);
    va_end(arguments);
}
