/* known_blocks.h - how high blocks and how wide words are, remembered from one try to the next.
 *
 * Layer: layout, private to it. fit.c lays the same tree out many times, each time with a few parts
 * more or less. What such a try asks for is only how many pages there would be; for that the slabs
 * of a block that looks the same as before are taken again: their heights, gaps and notes. Never
 * for a layout that is printed: its slabs would hold another try's structure elements. Where a
 * paragraph's lines may end and how wide its words are is taken again for that too.
 *
 *     struct known_blocks *known = known_blocks_new();
 *     layout_once(&layout, doc, fonts, theme, known, err);             // remembers
 *     layout_measure(&layout, doc, fonts, theme, known, &pages, err);  // takes what it knows
 *     known_blocks_free(known);
 */
#ifndef FOOTNOTE_LAYOUT_KNOWN_BLOCKS_H
#define FOOTNOTE_LAYOUT_KNOWN_BLOCKS_H

#include "layout/blocks.h"

struct known_blocks;

/* Must be freed by the caller, after the last layout that was given it. */
struct known_blocks *known_blocks_new(void);
void known_blocks_free(struct known_blocks *known);

/* The run gets the arena in which slabs live on; known_blocks_end takes it back. */
void known_blocks_begin(struct layout *layout);
void known_blocks_end(struct layout *layout);

/* What a block's slabs depend on: its words and numbers, its place, the theme. Two trees that
 * differ have different keys. */
struct block_key {
    uint64_t words, place;
};
struct block_key known_blocks_key(const struct layout *layout, const struct node *node,
                                  const struct frame *frame);

/* Adds copies of the slabs that a block with this key had. False when there are none. */
bool known_blocks_take(struct layout *layout, struct block_key key, struct stack *out);

/* Remembers slabs first and behind of the stack, as they are now. notes: how many there were before
 * the block; a block with notes is the same only behind as many. */
void known_blocks_keep(struct layout *layout, struct block_key key, size_t notes,
                       const struct stack *stack, size_t first);

/* What the measures of a paragraph depend on; the themes of one document's tries differ in nothing
 * but gaps. */
uint64_t known_paragraph_key(const struct paragraph *paragraph);

/* Fills in what paragraph_cut (atoms.c) would. False when it is not known. Paragraphs with words
 * from right to left are never known. */
bool known_paragraph_take(const struct layout *layout, uint64_t words, struct paragraph *paragraph);

/* Remembers it; positions and atoms must live in layout->flow. */
void known_paragraph_keep(struct layout *layout, uint64_t words, const struct paragraph *paragraph);

#endif
