/* text_words.c - see text_words.h. Order: symbols, marks, links, the words.
 *
 * Layer: render. Depth is bounded by the tree's limit of 64, so recursion is safe.
 */
#include "render/text_words.h"

#include "render/reference_words.h"
#include "render/text_lines.h"

static void add_symbol(const struct node *symbol, struct strbuf *out) {
    switch (symbol->symbol) {
    case SYMBOL_BOX:
        strbuf_add(out, "[ ]");
        break;
    case SYMBOL_BOX_TICKED:
        strbuf_add(out, "[x]");
        break;
    case SYMBOL_WRITING_LINE:
        /* about five points to a letter */
        text_repeat(out, '_', symbol->width_pt > 25 ? (int)(symbol->width_pt / 5) : 5);
        break;
    case SYMBOL_STOP:
    case SYMBOL_CLOCK:
        if (symbol->parent->kind == NODE_HEADING)
            break; /* the heading's words say it */
        strbuf_add(out, symbol->alt ? symbol->alt : "");
        break;
    default:
        strbuf_add(out, symbol->alt ? symbol->alt : "");
    }
}

static void add_source_marks(const struct node *sentence, struct strbuf *out) {
    if (!sentence_has_marks(sentence))
        return;
    if (sentence->source_number > 0)
        strbuf_add_format(out, " [%d]", sentence->source_number);
    if (sentence_has_clinic_mark(sentence))
        strbuf_add(out, " [" CLINIC_MARK "]");
}

static void add_note_mark(struct text_words *words, const struct node *note, struct strbuf *out) {
    words->notes = arena_make_room(words->arena, words->notes, words->note_count,
                                   &words->note_capacity, 8, sizeof(const struct node *));
    words->notes[words->note_count++] = note;
    strbuf_add_format(out, " [%s]", note_letters(words->arena, words->note_count));
}

static void add_link(struct text_words *words, const struct node *link, struct strbuf *out) {
    text_words_add(words, link, out);
    const char *address = link_unsaid_address(words->arena, link);
    if (address)
        strbuf_add_format(out, " <%s>", address);
}

void text_words_add(void *context, const struct node *parent, struct strbuf *out) {
    struct text_words *words = context;
    for (const struct node *node = parent->first_child; node; node = node->next) {
        switch (node->kind) {
        case NODE_TEXT:
            strbuf_add_slice(out, node->text);
            break;
        case NODE_SYMBOL:
            add_symbol(node, out);
            break;
        case NODE_LINE_BREAK:
            strbuf_add_char(out, '\n');
            break;
        case NODE_SENTENCE:
            text_words_add(words, node, out);
            add_source_marks(node, out);
            break;
        case NODE_NOTE:
            add_note_mark(words, node, out);
            break;
        case NODE_LINK:
            add_link(words, node, out);
            break;
        default:
            text_words_add(words, node, out);
            if (!node_is_inline(node->kind))
                strbuf_add_char(out, '\n');
        }
    }
}
