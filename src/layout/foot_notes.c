/* foot_notes.c - notes at the foot of the page where their mark stands.
 *
 * Layer: layout.
 */
#include "layout/foot_notes.h"

#include "doc/words.h"
#include "layout/theme.h"

/* A note that takes more of its page than this is no note. */
#define NOTE_MOST_SHARE (1.0 / 3)

#define LETTERS 26

/* 0 -> "a", 25 -> "z", 26 -> "aa" */
static char *letter_of(struct layout *layout, size_t number) {
    char letters[16];
    size_t at = sizeof letters - 1;
    letters[at] = '\0';
    for (number++; number > 0 && at > 0; number = (number - 1) / LETTERS)
        letters[--at] = (char)('a' + (number - 1) % LETTERS);
    return arena_text(layout->arena, letters + at);
}

/* Notes stand behind their paragraph; a cell, item or caption holds them itself. */
static struct element *parent_of_note(struct element *paragraph) {
    bool is_text = paragraph->type == ELEMENT_P ||
                   (paragraph->type >= ELEMENT_H1 && paragraph->type <= ELEMENT_H6);
    return is_text && paragraph->parent ? paragraph->parent : paragraph;
}

/* The letter in front of the words leads back to the mark. */
static bool place_letter(struct layout *layout, struct foot_note *note, const struct node *node,
                         double *indent_pt) {
    struct text_style style = {
        .type = layout->theme->note, .face = FONT_BOLD, .node = node, .generated = true};
    if (note->element)
        style.element = element_new(layout, ELEMENT_LBL, note->element, node);
    struct paragraph *text = paragraph_of_text(layout, slice_of(note->letter), &style);
    struct line_set lines;
    if (!text)
        return false;
    const char *const pairs[] = {"letter", note->letter, NULL};
    if (note->reference)
        text->pieces[0].link =
            link_to_element(layout, style.element, note->reference,
                            words_fill(layout->arena, layout->doc->words->back_from_note, pairs));
    if (!paragraph_fit(layout, text, layout->block_width_pt, &lines) ||
        !lines_place(layout, text, &lines, note->slab, 0, 0, 0, ALIGN_LEFT))
        return false;
    note->slab->items[note->slab->count - 1].item.line_end = true; /* a space before the words */
    const double gap_pt = 5;
    *indent_pt = lines.width_pt + gap_pt;
    return true;
}

struct foot_note *foot_note_new(struct layout *layout, const struct node *node,
                                struct element *paragraph, struct element *reference) {
    struct foot_note *note = arena_new(layout->arena, struct foot_note);
    note->letter = letter_of(layout, layout->note_count++);
    note->reference = reference;
    note->slab = slab_new(layout, node);
    if (paragraph) {
        note->element = element_new(layout, ELEMENT_NOTE, parent_of_note(paragraph), node);
        note->element->id = arena_format(layout->arena, "note-%s", note->letter);
    }
    double indent_pt;
    if (!place_letter(layout, note, node, &indent_pt))
        return NULL;
    struct text_style style = {.type = layout->theme->note, .node = node, .element = note->element};
    const struct paragraph *text = paragraph_new(layout, node->first_child, &style);
    struct line_set lines;
    if (!text || !paragraph_fit(layout, text, layout->block_width_pt - indent_pt, &lines) ||
        !lines_place(layout, text, &lines, note->slab, indent_pt, 0, 0, ALIGN_LEFT))
        return NULL;
    note->slab->height_pt = lines_height_pt(text, &lines);
    if (note->slab->height_pt > layout->block_height_pt * NOTE_MOST_SHARE) {
        layout_fail(layout, node,
                    "a note is %.0f pt high, a third of the page is %.0f: make it shorter, or a "
                    "section of its own",
                    note->slab->height_pt, layout->block_height_pt * NOTE_MOST_SHARE);
        return NULL;
    }
    return note;
}

void foot_note_attach(struct layout *layout, struct slab *slab, struct foot_note *note) {
    slab_add_mark(layout, slab, MARK_NOTE)->note = note;
}

double foot_notes_height_pt(const struct slab *slab) {
    double height_pt = 0;
    for (size_t i = 0; i < slab->mark_count; i++)
        if (slab->marks[i].kind == MARK_NOTE)
            height_pt += FOOT_NOTE_GAP_PT + slab->marks[i].note->slab->height_pt;
    return height_pt;
}

double foot_notes_rule_pt(const struct layout *layout) {
    return FOOT_NOTE_ABOVE_RULE_PT + layout->theme->rule_thin_pt + FOOT_NOTE_BELOW_RULE_PT;
}
