/* layout.c - a document's layout from start to end, and the count that shows that nothing is lost.
 *
 * Layer: layout. Order: the count, the look for what stands outside of the page, the run.
 */
#include "layout/layout.h"

#include "layout/blocks.h"
#include "layout/fit.h"
#include "layout/known_blocks.h"
#include "layout/links.h"
#include "layout/mirror.h"
#include "layout/pages.h"

/* A handout is meant for one sheet, printed on both sides; in large print, for three. */
#define PAGES_OF_A_SHEET  2
#define SHEETS_ONE_COLUMN 3

/* ---- nothing is lost ------------------------------------------------------------------------- */

static bool lost(struct layout *layout, const struct node *node, size_t expected, size_t placed) {
    return layout_fail(
        layout, node,
        "internal error: a text of %zu characters has %zu on the page: please report "
        "this",
        expected, placed);
}

static bool was_laid_out(const struct layout *layout, const struct node *text) {
    for (size_t i = 0; i < layout->text_count; i++)
        if (layout->texts[i].node == text)
            return true;
    return false;
}

/* Text in the tree that no function took up, such as inline nodes where nobody looks for them. */
static bool find_forgotten(struct layout *layout) {
    for (struct walk walk = walk_begin(layout->doc->root); walk_next(&walk);)
        if (walk.event == WALK_ENTER && walk.node->kind == NODE_TEXT &&
            !was_laid_out(layout, walk.node))
            return lost(layout, walk.node, count_visible(walk.node->text), 0);
    return true;
}

static bool check_count(struct layout *layout) {
    size_t in_tree = 0;
    for (struct walk walk = walk_begin(layout->doc->root); walk_next(&walk);)
        in_tree += walk.event == WALK_ENTER && walk.node->kind == NODE_TEXT;
    if (in_tree != layout->text_count && !find_forgotten(layout))
        return false;
    for (size_t i = 0; i < layout->text_count; i++) {
        const struct text_count *text = &layout->texts[i];
        if (text->expected != text->placed)
            return lost(layout, text->node, text->expected, text->placed);
    }
    return true;
}

/* ---- nothing hangs over the edge ------------------------------------------------------------- */

static bool is_inside(const struct placed_page *page, const struct placed_item *item) {
    if (item->kind == PLACED_GLYPHS) {
        double right_pt = item->x_pt + shape_width_pt(&item->run, 1, item->size_pt);
        return item->x_pt >= 0 && right_pt <= page->width_pt && item->y_pt - item->size_pt >= 0 &&
               item->y_pt <= page->height_pt;
    }
    struct placed_box box =
        item->kind == PLACED_PICTURE
            ? (struct placed_box){item->x_pt, item->y_pt, item->x_pt + item->width_pt,
                                  item->y_pt + item->height_pt}
            : placed_path_box(item);
    return !(box.left < 0 || box.right > page->width_pt || box.top < 0 ||
             box.bottom > page->height_pt);
}

static bool check_inside(struct layout *layout) {
    const struct placed_document *placed = layout->placed;
    for (size_t p = 0; p < placed->page_count; p++) {
        const struct placed_page *page = &placed->pages[p];
        for (size_t i = 0; i < page->count; i++) {
            const struct placed_item *item = &page->items[i];
            if (is_inside(page, item))
                continue;
            struct node place = {.script_line = item->element ? item->element->script_line : 0};
            return layout_fail(layout, &place, "%s outside of page %zu",
                               item->kind == PLACED_GLYPHS    ? "words stand"
                               : item->kind == PLACED_PICTURE ? "a picture reaches"
                                                              : "a drawing reaches",
                               p + 1);
        }
    }
    return true;
}

/* ---- the run --------------------------------------------------------------------------------- */

static struct layout begin(struct document *doc, const struct font_set *fonts,
                           const struct theme *theme, struct error *err) {
    struct layout layout = {
        .doc = doc, .fonts = fonts, .theme = theme, .arena = doc->arena, .err = err};
    layout.mirrored = language_is_right_to_left(doc->language);
    paper_size(doc->paper, &layout.page_width_pt, &layout.page_height_pt);
    layout.block_width_pt = layout.page_width_pt - 2 * theme->margin_pt;
    layout.block_height_pt = layout.page_height_pt - theme->margin_top_pt - theme->margin_bottom_pt;
    layout.placed = arena_new(doc->arena, struct placed_document);
    layout.placed->doc = doc;
    return layout;
}

/* Then fit.c, which knows how many pages count, warns. */
static bool has_tear_off(const struct document *doc) {
    for (const struct node *node = doc->root->first_child; node; node = node->next)
        if (node->tear_off)
            return true;
    return false;
}

static void warn_of_length(struct layout *layout) {
    if (layout->doc->fit_pages > 0 && has_tear_off(layout->doc))
        return;
    size_t pages = layout->placed->page_count;
    bool one_column = layout->theme->one_column;
    size_t meant = one_column ? PAGES_OF_A_SHEET * SHEETS_ONE_COLUMN : PAGES_OF_A_SHEET;
    size_t fit = layout->doc->fit_pages > 0 ? (size_t)layout->doc->fit_pages : 0;
    if (fit && pages > fit)
        layout_warn(layout, NULL, "the handout takes %zu pages; it was to fit %zu", pages, fit);
    else if (!fit && pages > meant && one_column)
        layout_warn(layout, NULL, "the handout takes %zu pages; it is meant for %d sheets (%zu)",
                    pages, SHEETS_ONE_COLUMN, meant);
    else if (!fit && pages > meant)
        layout_warn(layout, NULL, "the handout takes %zu pages; it is meant for one sheet (%d)",
                    pages, PAGES_OF_A_SHEET);
}

/* Where the document's blocks go, and what all their elements stand in. */
static bool lay_out_blocks(struct layout *layout, struct stack *stack) {
    struct document *doc = layout->doc;
    struct frame frame = {.width_pt = layout->block_width_pt, .at_page = true};
    frame.element = element_new(layout, ELEMENT_DOCUMENT, NULL, doc->root);
    frame.element->writing = layout->mirrored ? WRITING_FROM_RIGHT : WRITING_AS_AROUND;
    return layout_children(layout, doc->root, &frame, stack);
}

static bool place_document(struct layout *layout, struct stack *stack) {
    if (!lay_out_blocks(layout, stack) || !place_pages(layout, stack) ||
        !place_running_lines(layout) || !check_count(layout))
        return false;
    mirror_pages(layout);
    if (!check_inside(layout))
        return false;
    links_resolve(layout);
    warn_of_length(layout);
    return true;
}

static bool measure_document(struct layout *layout, struct stack *stack, size_t *pages) {
    struct page_plans plans = {0};
    if (!lay_out_blocks(layout, stack) || !plan_pages(layout, stack, &plans))
        return false;
    *pages = plans.count;
    return true;
}

/* pages NULL: places them */
static bool run(struct layout *layout, const struct layout_try *try, size_t *pages,
                struct error *err) {
    shape_forget(try->fonts);
    *layout = begin(try->doc, try->fonts, try->theme, err);
    layout->known = try->known;
    layout->measuring = pages != NULL;
    if (!font_set_choose(try->fonts, try->theme->face, try->theme->heading_face,
                         try->doc->resources, err)) {
        error_prefix(err, "theme '%s': ", try->theme->name);
        return layout_fail_at(layout, try->doc->root);
    }
    if (layout->known)
        known_blocks_begin(layout);
    struct stack stack = {0};
    bool done = pages ? measure_document(layout, &stack, pages) : place_document(layout, &stack);
    if (layout->known)
        known_blocks_end(layout);
    arena_release(&layout->scratch);
    arena_release(&layout->block);
    arena_release(&layout->flow);
    arena_release(&layout->trial);
    return done;
}

bool layout_once(struct layout *layout, const struct layout_try *try, struct error *err) {
    return run(layout, try, NULL, err);
}

bool layout_measure(struct layout *layout, const struct layout_try *try, size_t *pages,
                    struct error *err) {
    return run(layout, try, pages, err);
}

struct placed_document *layout_document(struct document *doc, struct font_set *fonts,
                                        const struct theme *theme, struct error *err) {
    if (doc->fit_pages > 0)
        return layout_to_fit(doc, fonts, theme, err);
    struct layout layout;
    const struct layout_try once = {.doc = doc, .fonts = fonts, .theme = theme};
    return document_without_spares(doc, err) && layout_once(&layout, &once, err) ? layout.placed
                                                                                 : NULL;
}
