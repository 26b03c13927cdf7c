/* doc.h - the handout as a tree: meaning, no positions.
 *
 * Layer: doc. A document and all its nodes live in one arena. Scripts build it (through lua/),
 * layout and the text backends read it. One rule table says what may contain what
 * (doc_can_contain); the adding functions enforce it. Every node remembers the script line that
 * made it; every sentence knows the passage it rests on.
 *
 *     struct document *doc = document_new(&arena);
 *     struct node *para = node_add(doc, doc->root, NODE_PARAGRAPH, line, &err);
 *     node_add_text(doc, para, slice_of("Start slowly."), line, &err);
 */
#ifndef FOOTNOTE_DOC_DOC_H
#define FOOTNOTE_DOC_DOC_H

#include "base/arena.h"
#include "base/error.h"
#include "base/resource.h"
#include "base/slice.h"

enum node_kind {
    NODE_DOCUMENT,
    /* blocks */
    NODE_SECTION, /* a heading with what belongs to it; vanishes when only dropped nodes are left */
    NODE_HEADING, /* inline children; level 1 is the title; aside: note on the same baseline */
    NODE_PARAGRAPH,     /* inline children; role */
    NODE_LIST,          /* items; list_kind, columns */
    NODE_ITEM,          /* inline children, or blocks */
    NODE_TABLE,         /* rows; the first head_rows are repeated on each page */
    NODE_ROW,           /* cells */
    NODE_CELL,          /* inline children; column/row span */
    NODE_BOX,           /* blocks inside a rule; never split over pages */
    NODE_BAND,          /* columns side by side on the 12-column grid */
    NODE_COLUMN,        /* blocks; span */
    NODE_GROUP,         /* blocks kept together */
    NODE_COLUMNS,       /* blocks that flow through `columns` columns of one height */
    NODE_RULE,          /* a thin line across; artifact */
    NODE_WRITING_LINES, /* empty lines to write on; count, height */
    NODE_FIGURE,        /* a drawing or a picture with alternative text and an optional caption (its
                           children, inline) */
    NODE_SOURCES,       /* the numbered list of sources, made from the sentences used */
    NODE_PAGE_BREAK,
    /* inline */
    NODE_TEXT,     /* text */
    NODE_STRONG,   /* inline children in bold */
    NODE_SENTENCE, /* inline children with provenance; its source number is printed behind it */
    NODE_SYMBOL,   /* a drawn shape with words for those who can't see it */
    NODE_LANGUAGE, /* inline children in another language */
    NODE_LINK,     /* inline children that lead to `url` */
    NODE_NOTE,     /* inline children printed at the foot of the page; a mark stands in the line */
    NODE_TOGETHER, /* inline children that no line end may part */
    NODE_LINE_BREAK,
    NODE_KIND_COUNT,
};

enum text_role { ROLE_BODY, ROLE_MAIN, ROLE_NOTE, ROLE_CAPTION, ROLE_STRIP };
enum list_kind {
    LIST_BULLET,
    LIST_NUMBER,
    LIST_CHECK,
    LIST_PLUS,
    LIST_MINUS,
    LIST_PLAIN,
    LIST_DEFINITION, /* each item's label is the term that its content explains */
};
enum box_kind {
    BOX_MAIN,
    BOX_SAFETY,
    BOX_PLAIN,
    BOX_CALLOUT, /* a rule on the left side only */
};
enum table_style {
    TABLE_PLAIN,    /* rules above, below, under the head and between rows */
    TABLE_PLAN,     /* the same with the plan's row height */
    TABLE_DIARY,    /* also upright rules; tall rows to write in */
    TABLE_CHOICE,   /* no head; one row is ticked */
    TABLE_IDENTITY, /* label over value between two thin rules */
};
enum symbol_kind {
    SYMBOL_BOX, /* empty check box */
    SYMBOL_BOX_TICKED,
    SYMBOL_CIRCLE_OPEN,
    SYMBOL_CIRCLE_HALF,
    SYMBOL_CIRCLE_FULL,
    SYMBOL_STOP,         /* octagon with a bar */
    SYMBOL_CLOCK,        /* same day */
    SYMBOL_WRITING_LINE, /* a line to sign on; width_pt */
};
enum alignment { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };
enum setting { SETTING_AS_DOCUMENT, SETTING_RAGGED, SETTING_JUSTIFIED };
enum pin { PIN_NONE, PIN_BOTTOM }; /* to the foot of the page it falls on */

/* Where a sentence comes from (HANDOUT-SPEC section 6). */
struct provenance {
    char class_letter; /* 'Q' quote, 'R' restatement, 'C' clinic block, 'V' value, 'G' glue */
    const char *key;   /* wording key, or "" */
    const char *facts; /* "F018, F042" */
    const char *query; /* what found the passage; rank 1 is best, 0 when none was asked */
    int rank;
    const char *article, *section, *title, *heading; /* of the passage; NULL without one */
    const char *version, *reviewed, *review_due, *author;
    const char *file;
    int line;
    int section_number; /* 1-based place of the section in its article, 0 unknown */
    const char *passage_hash;
    const char *reviewer, *reviewed_on; /* of the wording (class C: approver and date) */
};

struct table_column {
    double width_pt; /* 0: from the content */
    double weight;   /* share of what is left over; 0: none */
    enum alignment align;
};

/* One step of a drawing. Points, origin at the figure's top left corner, y down. */
enum drawing_step { DRAW_MOVE, DRAW_LINE, DRAW_CURVE, DRAW_CLOSE, DRAW_PAINT, DRAW_TEXT };
enum drawing_fill { FILL_NONE, FILL_WHITE, FILL_BLACK };
struct drawing_command {
    enum drawing_step step;
    double x[3], y[3];      /* MOVE, LINE: first; CURVE: two control points and the end */
    double stroke_width_pt; /* PAINT: 0 no stroke */
    double dash_pt;         /* PAINT: 0 solid */
    enum drawing_fill fill; /* PAINT */
    bool round;             /* PAINT: round line ends and corners */
    struct slice text;      /* TEXT: baseline at x[0], y[0] */
    double size_pt;         /* TEXT */
    bool bold;              /* TEXT */
    enum alignment align;   /* TEXT */
};
struct drawing {
    double width_pt, height_pt;
    struct drawing_command *commands;
    size_t count, capacity;
};

struct node {
    enum node_kind kind;
    int script_line; /* 0 when unknown */
    struct node *parent, *next, *first_child, *last_child;
    struct provenance *provenance; /* NODE_SENTENCE; else NULL */
    int source_number;             /* NODE_SENTENCE: 1..., 0 none; set by document_number_sources.
                                      NODE_STRONG: a number in a list of sources that runs on */
    bool marked_above;    /* NODE_SENTENCE: its box says once, in its heading, whose advice it is */
    struct slice text;    /* NODE_TEXT */
    bool filled;          /* NODE_TEXT: a value that filled a slot of a sentence */
    const char *language; /* NODE_LANGUAGE */
    const char *url;      /* NODE_LINK: "https:", "http:", "mailto:" or "tel:" */
    const char *alt;      /* NODE_FIGURE, NODE_SYMBOL, NODE_TABLE (summary): words instead */
    struct node *aside;   /* NODE_HEADING: a paragraph, or NULL */
    struct node *label;   /* NODE_BOX: a paragraph standing left of the content, or NULL;
                             NODE_SOURCES: the list runs on behind it, by article (source_run_on);
                             NODE_ITEM of a LIST_DEFINITION: the term */
    int level;            /* NODE_HEADING 1 to 6 */
    enum text_role role;  /* NODE_PARAGRAPH */
    enum list_kind list_kind;
    enum box_kind box_kind;
    enum table_style table_style;
    enum symbol_kind symbol;
    enum pin pin;
    bool required;        /* NODE_SECTION: an empty one stops the handout */
    bool dropped_any;     /* NODE_SECTION and its like: some sentence inside was dropped */
    bool header_cell;     /* NODE_CELL */
    int columns;          /* NODE_LIST, NODE_SOURCES: side by side; at least 1 */
    int first_number;     /* NODE_LIST of LIST_NUMBER: the first item's, from 0; new ones have 1 */
    int span;             /* NODE_COLUMN: of 12; NODE_CELL: columns covered, at least 1 */
    int row_span;         /* NODE_CELL: rows covered, at least 1 */
    bool generated;       /* made by document_finish from the sources: the sentence around a heading
                             that carries the clinic's mark, the words of a list that runs on */
    int drop_order;       /* blocks: 0 stays; else may be left out where space is short, 1 first */
    int when_dropped;     /* blocks: stands only where a part of that drop_order was left out; 0 */
    bool tear_off;        /* NODE_GROUP: on pages of its own, which fit_pages does not count */
    enum setting setting; /* NODE_PARAGRAPH */
    int count;            /* NODE_WRITING_LINES */
    double height_pt;     /* NODE_WRITING_LINES: step; 0: the theme's */
    double width_pt;      /* NODE_SYMBOL (writing line) */
    struct table_column *table_columns;
    size_t table_column_count;
    int head_rows;
    struct drawing *drawing; /* NODE_FIGURE: or NULL, then it is a picture */
    /* NODE_FIGURE: name of a picture file, as resources know it; its size on paper in points, 0 for
     * what follows from the other, or from the column */
    const char *picture;
    double picture_width_pt, picture_height_pt;
    enum alignment align; /* NODE_FIGURE: in its column */
    bool decorative; /* NODE_FIGURE: says nothing; no alternative text, no caption, an artifact */
};

enum paper { PAPER_A4, PAPER_LETTER };

struct document_words; /* doc/words.h */
struct theme;          /* layout/theme.h */
struct kept_picture;   /* layout/block_picture.c */

struct document {
    struct arena *arena;
    struct node *root;
    const char *title, *short_title, *language;
    const char *script; /* file name for messages */
    enum paper paper;
    const struct document_words *words; /* never NULL: English until replaced */
    const struct theme *theme;          /* NULL: the standard one */
    const struct resources *resources;  /* pictures, faces, hyphenation; NULL: none to be had */
    struct kept_picture *pictures;      /* layout's: decoded once, however often pages are tried */
    bool justified;                     /* paragraphs are set to both margins; else ragged right */
    bool hyphenated;                    /* long words of paragraphs may be divided */
    int fit_pages; /* at most so many pages: gaps are tightened, then parts with a drop_order are
                      left out; 0: as many as it takes */
    const char *fit_rule; /* "S18": the clinic's name for that rule, in front of its warnings; "" */
    /* One line each; {page} and {pages} are filled in by layout. "" for none. */
    const char *header_left_first, *header_left, *header_right, *footer_left, *footer_right;
    const char *author, *subject; /* metadata: clinic and handout code, never the patient */
    struct provenance **sources;  /* filled by document_number_sources, in order of first use */
    size_t source_count;
    bool has_clinic_mark; /* some sentence is class C: the list of sources explains the mark */
};

struct document *document_new(struct arena *arena);

/* True for kinds that stand inside a line. */
bool node_is_inline(enum node_kind kind);

/* The one rule table. */
bool doc_can_contain(enum node_kind parent, enum node_kind child);

/* "paragraph", "check list item" ...: for messages. */
const char *node_kind_name(enum node_kind kind);

/* Why an address can't be pressed on a page ("must begin with https://, ..."), or NULL when it can.
 */
const char *doc_url_fault(const char *url);

/* A node without parent (for asides and labels, or to be attached later). */
struct node *node_new(struct document *doc, enum node_kind kind, int script_line);

/* Attaches child as the last child. False (ERROR_SCRIPT, "script:line: a heading can't stand in a
 * table cell") when the rule table says no, or the tree gets deeper than 64. */
bool node_attach(struct document *doc, struct node *parent, struct node *child, struct error *err);

/* Gives a heading its aside, a box or a defined item its label (before the node is attached or
 * after it; not by assigning the field: the walk needs the way back). Both are paragraphs. */
bool node_set_aside(struct document *doc, struct node *heading, struct node *aside,
                    struct error *err);
bool node_set_label(struct document *doc, struct node *box, struct node *label, struct error *err);

struct node *node_add(struct document *doc, struct node *parent, enum node_kind kind,
                      int script_line, struct error *err);

/* Text must be valid UTF-8 without control characters; line ends and tabs become spaces. The text
 * is copied. NULL with ERROR_SCRIPT otherwise. */
struct node *node_add_text(struct document *doc, struct node *parent, struct slice text,
                           int script_line, struct error *err);

/* Takes a node out of the tree. Sources must be numbered anew (document_renumber) after the last.
 */
void node_remove(struct node *node);

/* Numbers the sources of a finished tree again, says anew whose advice is the clinic's, and writes
 * the lists that run on anew: after parts were left out. Once or twice makes no difference. */
bool document_renumber(struct document *doc, struct error *err);

/* Checks the finished tree: a title, headings without skipped levels, tables whose rows fit their
 * columns, figures and symbols with alternative text, bands of 12, sentences with their passage,
 * and what the rule table can't see (no page break inside a box). Then numbers the sources in
 * reading order. */
bool document_finish(struct document *doc, struct error *err);

/* Refuses a drop_order where nothing may be left out: safety boxes and what holds one or stands in
 * one, sources, headings alone, required sections (but for those that stand again in a block with
 * when_dropped of that order). Part of document_finish. */
bool document_check_drops(const struct document *doc, struct error *err);

/* Takes out every block that stands only where another was left out (when_dropped), for whoever
 * prints the tree without pages: nothing is left out there. Then numbers the sources again. */
bool document_without_spares(struct document *doc, struct error *err);

/* Some block has that when_dropped: what has this drop_order is moved rather than lost. */
bool document_has_spare(const struct document *doc, int drop_order);

/* Quotes and restatements get the number of their passage (article and section), counted from 1 in
 * order of first use. */
void document_number_sources(struct document *doc);

/* Where all that a box or a table's column claims is the clinic's, its heading carries the mark for
 * all of it. */
void document_mark_clinics(struct document *doc);

/* "Insert types: Heel lifts, version 1.0, reviewed 1 Oct 2026": how a source is listed, in the
 * words of the document's language. */
const char *source_describe(const struct document *doc, struct arena *arena,
                            const struct provenance *source);

/* The mark behind sentences of class C; doc->words->clinic_advice explains it. */
#define CLINIC_MARK "\xE2\x80\xA1" /* double dagger */

/* Continues a list's label with the sources by article, each with its numbers and the sections they
 * stand for: "Types of heel insert 3 §2, 4 §3 · ...". document_finish calls it once the sources are
 * numbered. */
bool source_run_on(struct document *doc, struct node *label, struct error *err);

/* ---- walking --------------------------------------------------------------------------------- */

enum walk_event { WALK_ENTER, WALK_EXIT };
struct walk {
    const struct node *root, *node;
    enum walk_event event;
    bool started;
};
/* for (struct walk w = walk_begin(root); walk_next(&w);) ... Asides and labels are visited as if
 * they were the first child. No recursion. */
struct walk walk_begin(const struct node *root);
bool walk_next(struct walk *walk);

/* The words of a subtree in reading order, a line for each block, runs of spaces made one; symbols,
 * source numbers and the aside or label of `node` itself are left out. */
char *node_plain_text(struct arena *arena, const struct node *node);

/* The tree as stable text, for tests: one node a line, indented. */
struct strbuf;
void document_dump(const struct document *doc, struct strbuf *out);

#endif
