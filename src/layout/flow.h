/* flow.h - what the parts of layout share: the state of one run, and stacks of slabs.
 *
 * Layer: layout, private to it. A block becomes a stack of slabs. A slab is a strip of page that is
 * never split: a line of a paragraph, a table row, a whole box. Its items stand at coordinates of
 * its own top left corner. Blocks that stay whole merge the slabs of their children into one;
 * pages.c puts what is left at the top on pages. Everything lives in the document's arena.
 */
#ifndef FOOTNOTE_LAYOUT_FLOW_H
#define FOOTNOTE_LAYOUT_FLOW_H

#include "layout/layout.h"

/* A text of the tree: how many characters it has, and how many of them reached a page. */
struct text_count {
    const struct node *node;
    size_t expected, placed; /* code points that are not white space */
};

/* Code points that are not white space. */
size_t count_visible(struct slice text);

#define TEXT_GENERATED (-1) /* no text of the tree: marks, labels, headers */

struct layout {
    struct document *doc;
    const struct font_set *fonts;
    const struct theme *theme;
    struct arena *arena;
    struct arena scratch; /* see layout_scratch */
    struct arena block; /* paragraphs and their lines, until they stand; emptied behind each band */
    struct arena flow;  /* slabs and stacks, until they stand on pages */
    struct arena trial; /* when measuring: structure elements and texts, that nobody will see */
    struct placed_document *placed;
    struct error *err;
    double page_width_pt, page_height_pt;
    double block_width_pt, block_height_pt; /* the page without its margins */
    size_t element_capacity, outline_capacity, warning_capacity, page_capacity, link_capacity;
    const struct link **links;       /* of each placed link: links.h */
    struct dictionary *dictionaries; /* hyphens.c: those asked for so far */
    struct text_count *texts;
    size_t text_count, text_capacity;
    size_t note_count;          /* notes so far: the next one's letter */
    struct known_blocks *known; /* remembers slabs from try to try; NULL: of one try only */
    bool measuring;             /* takes slabs that are known: nothing is placed */
    size_t pages_kept; /* in front of the first page to tear off; all, where there is none */
    bool spilled;  /* something on them had to yield to what is pinned to the foot of its page */
    bool mirrored; /* the document is written from right to left: mirror.h */
};

struct flow_item {
    struct placed_item item; /* x_pt, y_pt: for glyphs the origin, for paths an offset */
    int text;                /* its place in layout.texts, or TEXT_GENERATED */
};

/* What can only be told once the page is known. */
enum flow_mark_kind { MARK_FIGURE, MARK_HEADING, MARK_NOTE, MARK_LINK };
struct foot_note;  /* foot_notes.h */
struct column_set; /* columns.h */

struct flow_mark {
    enum flow_mark_kind kind;
    double x_pt, y_pt;
    double width_pt, height_pt; /* MARK_FIGURE, MARK_LINK */
    struct element *element;    /* MARK_FIGURE */
    const char *title;          /* MARK_HEADING */
    int level;                  /* MARK_HEADING */
    struct foot_note *note;     /* MARK_NOTE: its words stand at the foot of this page */
    const struct link *link;    /* MARK_LINK: links.h */
};

struct slab {
    double gap_pt; /* above it; does not count at the top of a page */
    double height_pt;
    bool stretches;  /* the gap lies between bands: it may take up slack */
    bool keep_next;  /* no page end below */
    bool page_break; /* begins a page */
    bool own_page;   /* torn off: begins a page whatever stands above it */
    enum pin pin;
    const struct slab *repeat; /* table head to print again when a page begins here, or NULL */
    const struct column_set *columns; /* it flows through columns, as wide as one; or NULL */
    const void *divided; /* same for all slabs of rows that are set line by line: what of them is on
                            one page is read cell by cell; or NULL */
    const struct node *node; /* for messages */
    int border;              /* place of a box's rule among the items, or -1 */
    struct flow_item *items;
    size_t count, capacity;
    struct flow_mark *marks;
    size_t mark_count, mark_capacity;
};

struct stack {
    struct slab **slabs;
    size_t count, capacity;
};

/* An arena for what is forgotten before it is asked for again: one paragraph's search for line ends
 * and the like. Whatever came from it before may be gone. */
struct arena *layout_scratch(struct layout *layout);

/* ---- messages -------------------------------------------------------------------------------- */

/* Fills the error with "script:line: ..." (ERROR_SCRIPT); returns false. */
bool layout_fail(struct layout *layout, const struct node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "script:line: " in front of the error that a lower layer has filled; returns false. */
bool layout_fail_at(struct layout *layout, const struct node *node);

void layout_warn(struct layout *layout, const struct node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- structure ------------------------------------------------------------------------------- */

struct element *element_new(struct layout *layout, enum element_type type, struct element *parent,
                            const struct node *node);

/* ---- slabs and stacks ------------------------------------------------------------------------ */

struct slab *slab_new(struct layout *layout, const struct node *node);
struct slab *stack_add(struct layout *layout, struct stack *stack, const struct node *node);
void stack_append(struct layout *layout, struct stack *stack, struct slab *slab);

struct flow_item *slab_add_item(struct layout *layout, struct slab *slab);
struct flow_mark *slab_add_mark(struct layout *layout, struct slab *slab, enum flow_mark_kind kind);

/* Copies the items and marks of part into slab, moved. The height stays as it was. */
void slab_merge(struct layout *layout, struct slab *slab, const struct slab *part, double x_pt,
                double y_pt);

/* How much a slab holds. */
struct slab_state {
    size_t items, marks;
};
struct slab_state slab_state(const struct slab *slab);

/* In a document from right to left everything on a page is mirrored in the end, thing by thing.
 * What the slab has got since `before`, between x and x + width, then still looks as it does now: a
 * line, a figure, a ticked box. Does nothing in other documents. */
void slab_keep(const struct layout *layout, struct slab *slab, struct slab_state before,
               double x_pt, double width_pt);

/* Gaps and heights of a stack; the gap above its first slab does not count. */
double stack_height_pt(const struct stack *stack);
void stack_merge(struct layout *layout, struct slab *slab, const struct stack *stack, double x_pt,
                 double y_pt);

#endif
