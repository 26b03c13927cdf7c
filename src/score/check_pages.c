/* check_pages.c - rows measured on the placed pages: type, lines, contrast, order, paper.
 *
 * Layer: score. Order: the numbers of the rows.
 */
#include "layout/print_safety.h"
#include "score/sheet.h"

#include <math.h>

enum {
    BODY_LEAST_PT = 12,
    MARK_LEAST_PT = 9,
    LARGE_LEAST_PT = 18,
    LINE_MOST_CHARACTERS = 70,
    SHEET_PAGES = 2,
    LARGE_SHEET_PAGES = 4,
    ALT_LEAST_CHARACTERS = 15,
};
static const double LEADING_LEAST = 1.2, LEADING_LEAST_LARGE = 1.5, CONTRAST_LEAST = 7;

/* ---- 33: type -------------------------------------------------------------------------------- */

void check_type(const struct sheet *sheet, struct score_check *check) {
    const struct placed_document *placed = sheet->subject->placed;
    double words_pt = 1000, marks_pt = 1000;
    for (size_t p = 0; p < placed->page_count; p++) {
        for (size_t i = 0; i < placed->pages[p].count; i++) {
            const struct placed_item *item = &placed->pages[p].items[i];
            if (item->kind != PLACED_GLYPHS)
                continue;
            bool mark = item->element && item->element->type == ELEMENT_REFERENCE;
            double *smallest = mark ? &marks_pt : &words_pt;
            *smallest = item->size_pt < *smallest ? item->size_pt : *smallest;
        }
    }
    double least = sheet->large_print ? LARGE_LEAST_PT : BODY_LEAST_PT;
    double mark_least = sheet->large_print ? LARGE_LEAST_PT : MARK_LEAST_PT;
    bool fine = words_pt >= least - 1e-6 && marks_pt >= mark_least - 1e-6;
    check_say(sheet, check, fine ? SCORE_PASS : SCORE_FAIL,
              "smallest words %.4g pt, source numbers %.4g pt", words_pt,
              marks_pt > 999 ? 0 : marks_pt);
}

/* ---- 34: lines ------------------------------------------------------------------------------- */

static bool is_running_text(const struct sheet_line *line) {
    return line->block && (line->block->type == ELEMENT_P || line->block->type == ELEMENT_LBODY);
}

/* The line below in the same block, or NULL. */
static const struct sheet_line *line_below(const struct sheet *sheet, size_t i) {
    const struct sheet_line *line = &sheet->lines[i];
    if (i + 1 == sheet->line_count)
        return NULL;
    const struct sheet_line *next = &sheet->lines[i + 1];
    bool same = next->block == line->block && next->page == line->page && next->y_pt > line->y_pt;
    return same ? next : NULL;
}

/* Leadings in tenths of the type size, by how many lines have them. */
enum { LEADING_STEPS = 40 };
struct leadings {
    size_t lines[LEADING_STEPS];
};

static int leading_step(double leading) {
    int step = (int)lround(leading * 10);
    return step < 0 ? 0 : step >= LEADING_STEPS ? LEADING_STEPS - 1 : step;
}

static int most_common(const struct leadings *leadings) {
    int best = 0;
    for (int i = 1; i < LEADING_STEPS; i++)
        if (leadings->lines[i] > leadings->lines[best])
            best = i;
    return best;
}

/* One-line notes may run on; a paragraph of lines may not. Most of the text has the body's leading;
 * notes may be a little tighter. */
void check_lines(const struct sheet *sheet, struct score_check *check) {
    struct leadings leadings = {0};
    size_t longest = 0;
    double tightest = 100;
    for (size_t i = 0; i < sheet->line_count; i++) {
        const struct sheet_line *line = &sheet->lines[i];
        const struct sheet_line *next = line_below(sheet, i);
        if (!is_running_text(line) || !next)
            continue;
        double leading = (next->y_pt - line->y_pt) / line->size_pt;
        longest = line->characters > longest ? line->characters : longest;
        tightest = leading < tightest ? leading : tightest;
        leadings.lines[leading_step(leading)]++;
    }
    double body = most_common(&leadings) / 10.0;
    double least = sheet->large_print ? LEADING_LEAST_LARGE : LEADING_LEAST;
    bool fine = longest <= LINE_MOST_CHARACTERS && body >= least - 1e-6 &&
                tightest >= LEADING_LEAST - 1e-6 && !sheet->doc->justified;
    check_say(sheet, check, fine ? SCORE_PASS : SCORE_FAIL,
              "longest line %zu characters, leading %.1f, nowhere under %.2f, %s", longest, body,
              tightest, sheet->doc->justified ? "justified" : "ragged right");
}

/* ---- 35: contrast ---------------------------------------------------------------------------- */

/* What lies below the middle of words: the last shape filled there before them, or paper. */
static bool stands_on_black(const struct placed_page *page, size_t words) {
    const struct placed_item *item = &page->items[words];
    double x = item->x_pt + 0.3 * item->size_pt, y = item->y_pt - 0.3 * item->size_pt;
    for (size_t i = words; i-- > 0;) {
        const struct placed_item *below = &page->items[i];
        if (below->kind != PLACED_PATH || below->command_count == 0 ||
            below->commands[below->command_count - 1].fill == FILL_NONE)
            continue;
        struct placed_box box = placed_path_box(below);
        if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
            return below->commands[below->command_count - 1].fill == FILL_BLACK;
    }
    return false;
}

static bool hides_words(const struct placed_document *placed) {
    for (size_t p = 0; p < placed->page_count; p++)
        for (size_t i = 0; i < placed->pages[p].count; i++)
            if (placed->pages[p].items[i].kind == PLACED_GLYPHS &&
                stands_on_black(&placed->pages[p], i))
                return true;
    return false;
}

/* Pages hold black, white and pictures; a picture is measured by its resolution, not its tones. */
void check_contrast(const struct sheet *sheet, struct score_check *check) {
    struct print_limits limits = print_limits_of(sheet->subject->theme);
    limits.contrast = CONTRAST_LEAST;
    struct print_report report = print_report_begin(sheet->arena, &limits);
    print_report_placed(&report, sheet->subject->placed);
    print_report_end(&report);
    for (size_t i = 0; i < report.count; i++)
        if (report.findings[i].rule == PRINT_CONTRAST) {
            check_say(sheet, check, SCORE_FAIL, "%s", report.findings[i].message);
            return;
        }
    if (hides_words(sheet->subject->placed))
        check_say(sheet, check, SCORE_FAIL, "words stand on black");
    else
        check_say(sheet, check, SCORE_PASS, "black on white, %zu marks looked at",
                  report.mark_count);
}

/* ---- 37: order and tags ---------------------------------------------------------------------- */

static int heading_level(enum element_type type) {
    return type >= ELEMENT_H1 && type <= ELEMENT_H6 ? (int)(type - ELEMENT_H1) + 1 : 0;
}

static const char *element_fault(const struct element *element, int *level) {
    int heading = heading_level(element->type);
    if (heading > *level + 1)
        return "a heading skips a level";
    *level = heading ? heading : *level;
    enum element_type parent = element->parent ? element->parent->type : ELEMENT_DOCUMENT;
    if (element->type == ELEMENT_LI && parent != ELEMENT_L)
        return "a list item outside a list";
    if (element->type == ELEMENT_LBODY && parent != ELEMENT_LI)
        return "a list item's words outside it";
    if ((element->type == ELEMENT_TD || element->type == ELEMENT_TH) && parent != ELEMENT_TR)
        return "a cell outside a row";
    if (element->type == ELEMENT_TH && !element->column_header && !element->row_header)
        return "a head cell that heads nothing";
    if (element->type == ELEMENT_FIGURE &&
        (!element->alt || strlen(element->alt) < ALT_LEAST_CHARACTERS))
        return "a picture without words for those who can't see it";
    return NULL;
}

/* Blocks first appear on the pages in the order in which they are read. */
static const char *order_fault(const struct sheet *sheet) {
    const struct placed_document *placed = sheet->subject->placed;
    int last = -1;
    for (size_t i = 0; i < sheet->line_count; i++) {
        const struct element *block = sheet->lines[i].block;
        if (!block)
            continue;
        if (block->number < last && block->type != ELEMENT_FIGURE)
            return "words stand before what is read before them";
        last = block->number > last ? block->number : last;
    }
    for (size_t p = 0; p < placed->page_count; p++)
        for (size_t i = 0; i < placed->pages[p].count; i++) {
            const struct placed_item *item = &placed->pages[p].items[i];
            if (item->kind == PLACED_GLYPHS && !item->element && item->artifact == ARTIFACT_NONE)
                return "words without a tag";
        }
    return NULL;
}

void check_order(const struct sheet *sheet, struct score_check *check) {
    const struct placed_document *placed = sheet->subject->placed;
    size_t headings = 0, lists = 0, tables = 0, figures = 0;
    int level = 0;
    const char *fault = order_fault(sheet);
    for (size_t i = 0; i < placed->element_count && !fault; i++) {
        const struct element *element = placed->elements[i];
        fault = element_fault(element, &level);
        headings += heading_level(element->type) > 0;
        lists += element->type == ELEMENT_L;
        tables += element->type == ELEMENT_TABLE;
        figures += element->type == ELEMENT_FIGURE;
    }
    if (fault)
        check_say(sheet, check, SCORE_FAIL, "%s", fault);
    else
        check_say(sheet, check, SCORE_PASS, "%zu headings, %zu lists, %zu tables, %zu pictures",
                  headings, lists, tables, figures);
}

/* ---- 41: paper ------------------------------------------------------------------------------- */

/* A page of its own that holds a diary and nothing else of the body. */
static bool is_tear_off(const struct sheet *sheet, size_t page) {
    bool diary = false;
    for (size_t i = 0; i < sheet->line_count; i++) {
        const struct sheet_line *line = &sheet->lines[i];
        if (line->page != page || !line->block)
            continue;
        bool in_table = false;
        for (const struct element *e = line->block; e; e = e->parent)
            in_table |= e->type == ELEMENT_TABLE;
        diary |= in_table;
        if (!in_table && heading_level(line->block->type) == 0 && line->block->type != ELEMENT_P)
            return false;
    }
    return diary;
}

void check_paper(const struct sheet *sheet, struct score_check *check) {
    size_t pages = sheet->subject->placed->page_count;
    size_t most = sheet->large_print ? LARGE_SHEET_PAGES : SHEET_PAGES;
    /* a leaf has two sides: large print may go on behind its diary */
    size_t leaf = sheet->large_print && pages == most + 2 ? 2 : 1;
    bool tear_off = pages == most + leaf && is_tear_off(sheet, most);
    bool fine = pages <= most || tear_off;
    check_say(sheet, check, fine ? SCORE_PASS : SCORE_FAIL, "%zu pages%s", tear_off ? most : pages,
              tear_off ? " and a diary to tear off" : "");
}
