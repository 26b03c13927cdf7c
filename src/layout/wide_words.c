/* wide_words.c - cutting what is wider than a line: at its spaces, else anywhere.
 *
 * Layer: layout. Nothing is ever cut off or lost; the person at the terminal is told.
 */
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>

#include "layout/lines.h"

/* What an atom is cut into. */
struct splitter {
    const struct paragraph *paragraph;
    double room_pt, hyphen_pt;
    struct atom *atoms;
    size_t count;
};

/* Bytes of the space at a place, or 0. No-break spaces count: better there than inside a word. */
static size_t space_at(struct slice text, size_t at) {
    if (text.data[at] == ' ')
        return 1;
    return text.data[at] == '\xC2' && at + 1 < text.length && text.data[at + 1] == '\xA0' ? 2 : 0;
}

static struct atom part_of(const struct paragraph *paragraph, size_t start, size_t end,
                           size_t next) {
    struct atom part = {.start = start, .end = end, .next = next};
    part.width_pt = paragraph_width_pt(paragraph, start, end);
    part.space_pt = paragraph_width_pt(paragraph, end, next);
    return part;
}

/* A word that is cut between letters gets a hyphen, so that it is read on; an address or a number
 * gets none, since it would be taken for a part of it. */
static bool is_between_letters(struct slice text, const uint8_t *at) {
    const uint8_t *start = (const uint8_t *)text.data;
    ucs4_t before, behind;
    return u8_prev(&before, at, start) && u8_next(&behind, at) && uc_is_alpha(before) &&
           uc_is_alpha(behind);
}

/* The longest part from `start` that fits: up to a space, else up to any character, one at least.
 */
static struct atom cut_part(const struct splitter *splitter, size_t start, size_t end) {
    const struct paragraph *paragraph = splitter->paragraph;
    const uint8_t *bytes = (const uint8_t *)paragraph->text.data;
    double room_pt = splitter->room_pt + LINE_SLOP_PT;
    size_t fitting = start, hyphened = start, space = start, behind_space = start;
    for (size_t at = start; at < end;) {
        size_t space_bytes = space_at(paragraph->text, at);
        if (space_bytes && at > start) {
            space = at;
            behind_space = at + space_bytes;
        }
        const uint8_t *next = u8_grapheme_next(bytes + at, bytes + end);
        at = next ? (size_t)(next - bytes) : end;
        double width_pt = paragraph_width_pt(paragraph, start, at);
        if (width_pt > room_pt && fitting > start)
            break;
        fitting = at;
        if (width_pt + splitter->hyphen_pt <= room_pt)
            hyphened = at;
    }
    if (fitting < end && space > start)
        return part_of(paragraph, start, space, behind_space);
    if (fitting == end || hyphened == start ||
        !is_between_letters(paragraph->text, bytes + hyphened))
        return part_of(paragraph, start, fitting, fitting);
    struct atom part = part_of(paragraph, start, hyphened, hyphened);
    part.hyphen_pt = splitter->hyphen_pt;
    return part;
}

static bool split(struct layout *layout, struct splitter *splitter, const struct atom *atom) {
    const struct paragraph *paragraph = splitter->paragraph;
    const struct piece *piece = &paragraph->pieces[paragraph_piece_at(paragraph, atom->start)];
    if (!shape_width(layout, piece, slice_of("-"), &splitter->hyphen_pt))
        return false;
    for (size_t at = atom->start; at < atom->end;) {
        struct atom part = cut_part(splitter, at, atom->end);
        splitter->atoms[splitter->count++] = part;
        at = part.next;
    }
    struct atom *last = &splitter->atoms[splitter->count - 1];
    last->next = atom->next;
    last->space_pt = atom->space_pt;
    last->forced = atom->forced;
    last->hyphen_pt = 0;
    if (last->width_pt + atom->hyphen_pt <= splitter->room_pt + LINE_SLOP_PT)
        last->hyphen_pt = atom->hyphen_pt;
    return true;
}

static bool has_space(struct slice text, const struct atom *atom) {
    for (size_t at = atom->start; at < atom->end; at++)
        if (space_at(text, at))
            return true;
    return false;
}

const struct atom *paragraph_split_wide(struct layout *layout, const struct paragraph *paragraph,
                                        double room_pt, size_t *count) {
    *count = paragraph->atom_count;
    if (paragraph->least_width_pt <= room_pt + LINE_SLOP_PT)
        return paragraph->atoms;
    struct splitter splitter = {.paragraph = paragraph, .room_pt = room_pt};
    splitter.atoms = arena_new_array(&layout->block, paragraph->text.length + 1, struct atom);
    for (size_t i = 0; i < paragraph->atom_count; i++) {
        const struct atom *atom = &paragraph->atoms[i];
        if (atom->width_pt + atom->hyphen_pt <= room_pt + LINE_SLOP_PT) {
            splitter.atoms[splitter.count++] = *atom;
            continue;
        }
        if (!split(layout, &splitter, atom))
            return NULL;
        if (atom->width_pt <= room_pt + LINE_SLOP_PT) /* only its hyphen had no room */
            continue;
        bool words = has_space(paragraph->text, atom);
        layout_warn(layout, paragraph->style.node,
                    "%s wider than %s line (%.0f pt of %.0f) and %s broken: give %s more room",
                    words ? "words that belong together are" : "a word is", words ? "their" : "its",
                    atom->width_pt, room_pt, words ? "are" : "is", words ? "them" : "it");
    }
    *count = splitter.count;
    return splitter.atoms;
}
