/* handout_fixture.h - building documents by hand, for the tests of layout.
 *
 * Short functions that stop the test on failure, and one whole handout like the design's first
 * picture: two pages with every kind of block.
 */
#ifndef FOOTNOTE_TESTS_HANDOUT_FIXTURE_H
#define FOOTNOTE_TESTS_HANDOUT_FIXTURE_H

#include "doc/doc.h"
#include "layout/layout.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

struct fixture {
    struct arena arena;
    struct document *doc;
    struct error err;
};

static inline struct node *must(struct node *node, const struct error *err) {
    if (!node) {
        fprintf(stderr, "fixture: %s\n", err->message);
        abort();
    }
    return node;
}

static inline void fixture_open(struct fixture *f) {
    *f = (struct fixture){0};
    f->doc = document_new(&f->arena);
    f->doc->title = "A handout";
    f->doc->script = "test.lua";
}

static inline struct node *block(struct fixture *f, struct node *parent, enum node_kind kind) {
    return must(node_add(f->doc, parent, kind, 7, &f->err), &f->err);
}

static inline struct node *words(struct fixture *f, struct node *parent, const char *text) {
    return must(node_add_text(f->doc, parent, slice_of(text), 7, &f->err), &f->err);
}

static inline void bold(struct fixture *f, struct node *parent, const char *text) {
    words(f, block(f, parent, NODE_STRONG), text);
}

/* A restatement from the passage article#section, or with "‡" a sentence of the clinic. */
static inline void cited(struct fixture *f, struct node *parent, const char *text,
                         const char *section) {
    struct node *sentence = block(f, parent, NODE_SENTENCE);
    struct provenance *from = arena_new(&f->arena, struct provenance);
    from->class_letter = strcmp(section, "‡") == 0 ? 'C' : 'R';
    from->key = "key";
    if (from->class_letter == 'R') {
        from->article = "inserts";
        from->title = "Heel inserts";
        from->section = from->heading = section;
        from->version = "1.0";
        from->reviewed = "2026-10-01";
    }
    sentence->provenance = from;
    words(f, sentence, text);
}

static inline struct node *paragraph(struct fixture *f, struct node *parent, const char *text) {
    struct node *node = block(f, parent, NODE_PARAGRAPH);
    if (text)
        words(f, node, text);
    return node;
}

static inline struct node *heading(struct fixture *f, struct node *parent, int level,
                                   const char *text) {
    struct node *node = block(f, parent, NODE_HEADING);
    node->level = level;
    words(f, node, text);
    return node;
}

static inline struct node *section(struct fixture *f, struct node *parent, const char *title) {
    struct node *node = block(f, parent, NODE_SECTION);
    heading(f, node, 2, title);
    return node;
}

static inline struct node *list(struct fixture *f, struct node *parent, enum list_kind kind) {
    struct node *node = block(f, parent, NODE_LIST);
    node->list_kind = kind;
    return node;
}

static inline struct node *item(struct fixture *f, struct node *parent, const char *text,
                                const char *source) {
    struct node *node = block(f, parent, NODE_ITEM);
    if (source)
        cited(f, node, text, source);
    else
        words(f, node, text);
    return node;
}

static inline struct node *column(struct fixture *f, struct node *band, int span) {
    struct node *node = block(f, band, NODE_COLUMN);
    node->span = span;
    return node;
}

static inline struct node *symbol(struct fixture *f, struct node *parent, enum symbol_kind kind,
                                  const char *alt) {
    struct node *node = block(f, parent, NODE_SYMBOL);
    node->symbol = kind;
    node->alt = alt;
    return node;
}

static inline void aside(struct fixture *f, struct node *heading_node, const char *text,
                         const char *source) {
    struct node *node = node_new(f->doc, NODE_PARAGRAPH, 7);
    if (source)
        cited(f, node, text, source);
    else
        words(f, node, text);
    if (!node_set_aside(f->doc, heading_node, node, &f->err))
        must(NULL, &f->err);
}

static inline struct node *table(struct fixture *f, struct node *parent, enum table_style style,
                                 const double *widths_pt, size_t columns, int head_rows) {
    struct node *node = block(f, parent, NODE_TABLE);
    node->table_style = style;
    node->head_rows = head_rows;
    node->alt = "a table";
    node->table_columns = arena_new_array(&f->arena, columns, struct table_column);
    node->table_column_count = columns;
    for (size_t i = 0; i < columns; i++)
        node->table_columns[i].width_pt = widths_pt ? widths_pt[i] : 0;
    return node;
}

/* Cells parted by '|'; '*' gives a check box, '/' a line break. */
static inline struct node *row(struct fixture *f, struct node *parent, const char *cells) {
    struct node *node = block(f, parent, NODE_ROW);
    for (const char *at = cells;; at++) {
        struct node *cell = block(f, node, NODE_CELL);
        for (;; at++) {
            size_t length = strcspn(at, "|/");
            if (length == 1 && *at == '*')
                symbol(f, cell, SYMBOL_BOX, "tick when done");
            else if (length)
                must(node_add_text(f->doc, cell, slice_make(at, length), 7, &f->err), &f->err);
            at += length;
            if (*at != '/')
                break;
            block(f, cell, NODE_LINE_BREAK);
        }
        if (!*at)
            return node;
    }
}

static inline void draw(struct drawing *drawing, enum drawing_step step, double x, double y,
                        double stroke_pt) {
    struct drawing_command *command = &drawing->commands[drawing->count++];
    *command = (struct drawing_command){.step = step, .stroke_width_pt = stroke_pt};
    command->x[0] = x;
    command->y[0] = y;
}

/* A framed drawing with a word in its middle. */
static inline struct node *figure(struct fixture *f, struct node *parent, double width_pt,
                                  double height_pt, const char *caption) {
    struct node *node = block(f, parent, NODE_FIGURE);
    node->alt = "a drawing";
    struct drawing *drawing = node->drawing = arena_new(&f->arena, struct drawing);
    drawing->width_pt = width_pt;
    drawing->height_pt = height_pt;
    drawing->capacity = 8;
    drawing->commands = arena_new_array(&f->arena, 8, struct drawing_command);
    draw(drawing, DRAW_MOVE, 0.375, 0.375, 0);
    draw(drawing, DRAW_LINE, width_pt - 0.375, 0.375, 0);
    draw(drawing, DRAW_LINE, width_pt - 0.375, height_pt - 0.375, 0);
    draw(drawing, DRAW_LINE, 0.375, height_pt - 0.375, 0);
    draw(drawing, DRAW_CLOSE, 0, 0, 0);
    draw(drawing, DRAW_PAINT, 0, 0, 0.75);
    draw(drawing, DRAW_TEXT, width_pt / 2, height_pt / 2, 0);
    drawing->commands[6].text = slice_of("figure");
    drawing->commands[6].size_pt = 12;
    drawing->commands[6].align = ALIGN_CENTRE;
    if (caption)
        words(f, node, caption);
    return node;
}

/* ---- a whole handout ------------------------------------------------------------------------- */

static inline void add_front_page(struct fixture *f) {
    struct node *root = f->doc->root;
    heading(f, root, 1, "Your heel insert: how to start running with it");
    const double strip[] = {92, 76, 0, 92};
    struct node *who = table(f, root, TABLE_IDENTITY, strip, 4, 1);
    who->table_columns[2].weight = 1;
    row(f, who, "For|Born|Your clinician|Phone");
    row(f, who, "Robin Example|1 May 1984|Alex Sample, podiatrist|01632 960 001");
    struct node *box = block(f, root, NODE_BOX);
    box->box_kind = BOX_MAIN;
    struct node *label = node_new(f->doc, NODE_PARAGRAPH, 7);
    words(f, label, "The main thing");
    if (!node_set_label(f->doc, box, label, &f->err))
        must(NULL, &f->err);
    struct node *main_words = paragraph(f, box, NULL);
    cited(f, main_words, "Start slowly. Do not go for a long run yet.", "a");
    block(f, main_words, NODE_LINE_BREAK);
    cited(f, main_words, "New pain? Take the lift out and call us.", "b");

    struct node *band = block(f, root, NODE_BAND);
    struct node *left = column(f, band, 7), *right = column(f, band, 5);
    struct node *what = paragraph(f, section(f, left, "What is my insert for?"), "You have a ");
    bold(f, what, "heel lift for your left shoe");
    words(f, what, ". ");
    cited(f, what,
          "It raises your heel a little. This takes some of the pull off your Achilles tendon, the "
          "cord from your calf to your heel.",
          "c");
    words(f, what, " Your clinician thinks this tendon is sore. Last day: 24 May 2026.");
    struct node *today = list(f, section(f, left, "What do I do today?"), LIST_CHECK);
    item(f, today, "Put the 3 mm lift in your left running shoe.", NULL);
    item(f, today, "Check that the shoe is not tight and that your heel does not slip.", "d");
    item(f, today, "Walk in it for 30 minutes. Do not run.", "a");
    item(f, today, "Take off the shoe. Look at your foot.", NULL);
    item(f, today, "Write your pain score in the diary tonight.", "b");
    figure(f, right, 197.3, 209,
           "The lift raises your heel. The tendon is pulled less. Drawn larger than life.");

    band = block(f, root, NODE_BAND);
    struct node *help = list(f, section(f, column(f, band, 6), "How can it help?"), LIST_PLUS);
    item(f, help, "It can ease the pull on your tendon.", "c");
    item(f, help, "It can help while you do your exercises to get better.", "e");
    item(f, help, "It can ease pain. It does not fix the cause.", "e");
    struct node *risk = list(f, section(f, column(f, band, 6), "What can go wrong?"), LIST_MINUS);
    item(f, risk, "The strain can move to your knees, hips or front of your foot.", "d");
    item(f, risk, "A tight shoe can give you a blister.", "d");
    item(f, risk, "Your calf may get shorter if you wear it when you do not need it.", "d");
    paragraph(f, root, "We do not know how well a lift works for each person. Ask us.");

    struct node *stop = block(f, root, NODE_BOX);
    stop->box_kind = BOX_SAFETY;
    stop->pin = PIN_BOTTOM;
    struct node *stop_heading = block(f, stop, NODE_HEADING);
    symbol(f, stop_heading, SYMBOL_STOP, "Stop");
    words(f, stop_heading, " Stop and call us on 01632 960 001 if you get");
    struct node *flags = list(f, stop, LIST_BULLET);
    flags->columns = 2;
    item(f, flags, "a new ache in your foot, ankle, knee, hip or back", "b");
    item(f, flags, "a blister, red skin or numb toes", "d");
    item(f, flags, "pain of 6 or more out of 10", "‡");
    item(f, flags, "so much pain that you cannot walk as usual", "‡");
    struct node *now = paragraph(f, stop, NULL);
    bold(f, now, "Get help now");
    cited(f, now, " (999) if you hear a snap or cannot stand on the foot.", "‡");
}

static inline void add_plan(struct fixture *f) {
    struct node *plan = section(f, f->doc->root, "How do I build up?");
    aside(f, plan->first_child, "Walk first, then short runs, then a bit more each week.", "a");
    struct node *band = block(f, plan, NODE_BAND);
    const double widths[] = {36, 86, 40, 86, 33.9};
    struct node *weeks = table(f, column(f, band, 7), TABLE_PLAN, widths, 5, 1);
    weeks->table_columns[4].align = ALIGN_CENTRE;
    row(f, weeks, "Week|Dates|Lift|Runs|Done");
    row(f, weeks, "1|2–8 Mar|3 mm|walk only|*");
    row(f, weeks, "2|9–15 Mar|3 mm|4 runs of 1 km|*");
    row(f, weeks, "3|16–22 Mar|6 mm|4 runs of 2 km|*");
    row(f, weeks, "4|23–29 Mar|6 mm|4 runs of 3 km|*");
    row(f, weeks, "5|30 Mar–5 Apr|6 mm|4 runs of 4 km|*");
    row(f, weeks, "6|6–12 Apr|6 mm|4 runs of 5 km|*");
    figure(f, column(f, band, 5), 197.3, 152, NULL);
}

static inline void add_contacts(struct fixture *f) {
    struct node *band = block(f, f->doc->root, NODE_BAND);
    struct node *left = section(f, column(f, band, 6), "How do I know I can move on?");
    figure(f, left, 239.6, 46, NULL);
    struct node *key = paragraph(f, left, NULL);
    key->role = ROLE_NOTE;
    symbol(f, key, SYMBOL_CIRCLE_OPEN, "open circle");
    bold(f, key, " 0 to 3:");
    cited(f, key, " go on to the next week.", "‡");
    block(f, key, NODE_LINE_BREAK);
    symbol(f, key, SYMBOL_CIRCLE_HALF, "half circle");
    bold(f, key, " 4 or 5, or a missed week:");
    cited(f, key, " do it again.", "‡");
    block(f, key, NODE_LINE_BREAK);
    symbol(f, key, SYMBOL_CIRCLE_FULL, "full circle");
    bold(f, key, " 6 to 10:");
    cited(f, key, " stop and call us.", "‡");
    struct node *calls = section(f, column(f, band, 6), "Who do I call?");
    struct node *numbers = paragraph(f, calls, "Day ");
    numbers->role = ROLE_NOTE;
    bold(f, numbers, "01632 960 001");
    block(f, numbers, NODE_LINE_BREAK);
    words(f, numbers, "Night ");
    bold(f, numbers, "01632 960 002");
    struct node *visit = paragraph(f, calls, "Next visit: ");
    visit->role = ROLE_NOTE;
    bold(f, visit, "Tuesday 17 March 2026");
    words(f, visit, ". Bring this sheet and your running shoes.");
}

static inline void add_diary(struct fixture *f) {
    struct node *diary = section(f, f->doc->root, "My diary");
    aside(f, diary->first_child,
          "One row a day. Pain: 0 is none, 10 is worst. OK: skin fine, no new ache.", NULL);
    struct node *band = block(f, diary, NODE_BAND);
    const double widths[] = {72, 39, 41, 58, 29.6};
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    for (int week = 0; week < 2; week++) {
        struct node *days_table = table(f, column(f, band, 6), TABLE_DIARY, widths, 5, 1);
        row(f, days_table, "Day|Time/in lift|Pain/today|Pain/next day|OK?");
        for (int day = 0; day < 7; day++)
            row(f, days_table,
                arena_format(&f->arena, "%s %d Mar||||", days[day], 2 + 7 * week + day));
    }
}

static inline void add_back_page(struct fixture *f) {
    add_plan(f);
    add_contacts(f);
    add_diary(f);
    struct node *band = block(f, f->doc->root, NODE_BAND);
    struct node *about = paragraph(f, section(f, column(f, band, 4), "About this sheet"),
                                   "It is part of your visit with Alex Sample. It does not replace "
                                   "their advice. If it says something different, ask them.");
    about->role = ROLE_NOTE;
    block(f, section(f, column(f, band, 8), "Sources"), NODE_SOURCES);
    struct node *teach = block(f, f->doc->root, NODE_GROUP);
    teach->pin = PIN_BOTTOM;
    block(f, teach, NODE_RULE);
    struct node *strip = paragraph(f, teach, "Checked: ");
    strip->role = ROLE_STRIP;
    static const char *const checks[] = {" own words ", " shoe fit ", " when to stop ", " phone"};
    for (size_t i = 0; i < 4; i++) {
        symbol(f, strip, SYMBOL_BOX, "tick when checked");
        words(f, strip, checks[i]);
    }
    block(f, strip, NODE_LINE_BREAK);
    words(f, strip, "Signed ");
    symbol(f, strip, SYMBOL_WRITING_LINE, "line to sign on")->width_pt = 78;
}

/* The design's first handout, two pages, every kind of block. */
static inline void fixture_open_handout(struct fixture *f) {
    fixture_open(f);
    struct document *doc = f->doc;
    doc->title = "Your heel insert: how to start running with it";
    doc->header_left_first = "Example Foot Clinic";
    doc->header_left = doc->title;
    doc->header_right =
        "Robin \xC2\xA0·\xC2\xA0 2 March 2026 \xC2\xA0·\xC2\xA0 Page {page} of {pages}";
    doc->footer_left =
        "H1-0427 \xC2\xA0·\xC2\xA0 version 1.0 \xC2\xA0·\xC2\xA0 review by March 2029";
    doc->footer_right = "Example, not for patients";
    add_front_page(f);
    add_back_page(f);
    if (!document_finish(doc, &f->err)) {
        fprintf(stderr, "fixture: %s\n", f->err.message);
        abort();
    }
}

static inline void fixture_close(struct fixture *f) {
    arena_release(&f->arena);
}

#endif
