/* page_place.c - slabs -> items of pages.
 *
 * Layer: layout. Order: items, marks, slabs, the notes of a page, columns, a page.
 */
#include "layout/columns.h"
#include "layout/foot_notes.h"
#include "layout/links.h"
#include "layout/pages.h"
#include "layout/shapes.h"

#include <math.h>

/* ---- items ----------------------------------------------------------------------------------- */

static double round_pt(double number) {
    return floor(number * 1000 + 0.5) / 1000; /* a thousandth of a point: what a PDF will say */
}

static void place_item(struct layout *layout, const struct flow_item *source,
                       struct placed_page *page, double x_pt, double y_pt) {
    page->items = arena_make_room(layout->arena, page->items, page->count, &page->capacity, 256,
                                  sizeof *page->items);
    struct placed_item *item = &page->items[page->count++];
    *item = source->item;
    x_pt += item->x_pt;
    y_pt += item->y_pt;
    item->x_pt = item->y_pt = 0;
    if (item->kind != PLACED_PATH) {
        item->x_pt = round_pt(x_pt);
        item->y_pt = round_pt(y_pt);
        return;
    }
    item->commands = arena_new_array(layout->arena, item->command_count, struct drawing_command);
    for (size_t i = 0; i < item->command_count; i++) {
        item->commands[i] = source->item.commands[i];
        for (int k = 0; k < 3; k++) {
            item->commands[i].x[k] = round_pt(item->commands[i].x[k] + x_pt);
            item->commands[i].y[k] = round_pt(item->commands[i].y[k] + y_pt);
        }
    }
}

/* ---- marks ----------------------------------------------------------------------------------- */

static void place_mark(struct layout *layout, const struct flow_mark *mark, size_t page,
                       double x_pt, double y_pt) {
    struct placed_document *placed = layout->placed;
    if (mark->kind == MARK_NOTE)
        return; /* page_fill places the words at the foot */
    if (mark->kind == MARK_LINK) {
        link_place(layout, mark, page, x_pt, y_pt);
        return;
    }
    if (mark->kind == MARK_FIGURE) {
        double *box_pt = mark->element->box_pt;
        box_pt[0] = round_pt(mark->x_pt + x_pt);
        box_pt[1] = round_pt(mark->y_pt + y_pt);
        box_pt[2] = round_pt(mark->x_pt + x_pt + mark->width_pt);
        box_pt[3] = round_pt(mark->y_pt + y_pt + mark->height_pt);
        return;
    }
    placed->outline = arena_make_room(layout->arena, placed->outline, placed->outline_count,
                                      &layout->outline_capacity, 32, sizeof *placed->outline);
    placed->outline[placed->outline_count++] =
        (struct placed_outline){mark->title, mark->level, (int)page, round_pt(mark->y_pt + y_pt)};
}

/* ---- slabs ----------------------------------------------------------------------------------- */

void place_slab(struct layout *layout, const struct slab *slab, size_t page, double x_pt,
                double y_pt) {
    struct placed_page *target = &layout->placed->pages[page];
    for (size_t i = 0; i < slab->count; i++)
        place_item(layout, &slab->items[i], target, x_pt, y_pt);
    for (size_t i = 0; i < slab->mark_count; i++)
        place_mark(layout, &slab->marks[i], page, x_pt, y_pt);
}

/* Code points that reached a page, for the count in layout.c. */
static void count_placed(struct layout *layout, const struct slab *slab) {
    for (size_t i = 0; i < slab->count; i++) {
        const struct flow_item *item = &slab->items[i];
        if (item->text == TEXT_GENERATED || item->item.kind != PLACED_GLYPHS)
            continue;
        layout->texts[item->text].placed += count_visible(item->item.run.text);
    }
}

/* A table's head again: an artifact, which was counted and marked where it stood first. */
static void place_head(struct layout *layout, const struct slab *head, size_t page, double x_pt,
                       double y_pt) {
    struct slab bare = *head;
    bare.mark_count = 0;
    place_slab(layout, &bare, page, x_pt, y_pt);
}

/* ---- a page ---------------------------------------------------------------------------------- */

/* What is under way while a page is filled. Notes stand at the foot, but are read, and so placed,
 * behind the paragraph that their marks stand in. */
struct filler {
    struct layout *layout;
    const struct stack *stack;
    const struct page_plan *plan;
    size_t page;
    double x_pt, y_pt, note_y_pt;
    size_t noted;        /* slabs whose notes are placed */
    const void *divided; /* the rows at hand that are set line by line, or NULL */
    size_t divided_from; /* their first item on the page */
};

/* What was placed last goes on with something else, and not without a space between. */
static void end_words(struct placed_page *page) {
    size_t last = page->count;
    while (last > 0 && !page->items[last - 1].element)
        last--; /* rules and the like are not read */
    if (last > 0 && page->items[last - 1].kind == PLACED_GLYPHS)
        page->items[last - 1].line_end = true;
}

static void place_notes_of(struct filler *filler, const struct slab *slab) {
    for (size_t i = 0; i < slab->mark_count; i++) {
        if (slab->marks[i].kind != MARK_NOTE)
            continue;
        const struct slab *words = slab->marks[i].note->slab;
        filler->note_y_pt += FOOT_NOTE_GAP_PT;
        end_words(&filler->layout->placed->pages[filler->page]);
        place_slab(filler->layout, words, filler->page, filler->x_pt, filler->note_y_pt);
        count_placed(filler->layout, words);
        filler->note_y_pt += words->height_pt;
    }
}

/* The notes of all slabs before `end`, unless its paragraph goes on with slab `end`. */
static void place_notes(struct filler *filler, size_t end) {
    const struct stack *stack = filler->stack;
    bool goes_on =
        end < filler->plan->end && stack->slabs[end]->node == stack->slabs[end - 1]->node;
    if (goes_on)
        return;
    for (; filler->noted < end; filler->noted++)
        place_notes_of(filler, stack->slabs[filler->noted]);
}

/* The number of the table cell that an item belongs to; cells are numbered as they are read. */
static int cell_number(const struct placed_item *item) {
    const struct element *element = item->element;
    while (element && element->type != ELEMENT_TD && element->type != ELEMENT_TH)
        element = element->parent;
    return element ? element->number : -1;
}

/* Rows that are set line by line: what a page has of them in the order of their cells. There are no
 * more of them than a page holds, and most stand right. */
static void order_by_cell(struct placed_page *page, size_t first) {
    for (size_t i = first + 1; i < page->count; i++) {
        struct placed_item item = page->items[i];
        int number = cell_number(&item);
        size_t k = i;
        for (; k > first && cell_number(&page->items[k - 1]) > number; k--)
            page->items[k] = page->items[k - 1];
        page->items[k] = item;
    }
}

static void place_flow_slab(struct filler *filler, size_t i, double x_pt, double y_pt) {
    const struct slab *slab = filler->stack->slabs[i];
    struct placed_page *page = &filler->layout->placed->pages[filler->page];
    if (slab->divided != filler->divided)
        filler->divided_from = page->count;
    filler->divided = slab->divided;
    place_slab(filler->layout, slab, filler->page, x_pt, y_pt);
    count_placed(filler->layout, slab);
    place_notes(filler, i + 1);
    bool goes_on =
        i + 1 < filler->plan->end && filler->stack->slabs[i + 1]->divided == slab->divided;
    if (slab->divided && !goes_on)
        order_by_cell(page, filler->divided_from);
}

/* Places the run of columns that begins at slab i; returns its end. */
static size_t fill_columns(struct filler *filler, size_t i) {
    struct layout *layout = filler->layout;
    size_t end = columns_run_end(filler->stack, i, filler->plan->pinned);
    struct column_place *places = arena_new_array(layout->arena, end - i, struct column_place);
    double height_pt = columns_find_places(filler->stack, i, end, layout->block_height_pt, places);
    for (size_t k = i; k < end; k++) {
        const struct column_place *place = &places[k - i];
        double x_pt = filler->x_pt + place->x_pt, y_pt = filler->y_pt + place->y_pt;
        if (place->head)
            place_head(layout, place->head, filler->page, x_pt, y_pt - place->head->height_pt);
        place_flow_slab(filler, k, x_pt, y_pt);
    }
    filler->y_pt += height_pt;
    return end;
}

static double pinned_height_pt(const struct stack *stack, const struct page_plan *plan) {
    double height_pt = 0;
    for (size_t i = plan->pinned; i < plan->end; i++)
        height_pt += stack->slabs[i]->height_pt + (i > plan->pinned ? stack->slabs[i]->gap_pt : 0);
    return height_pt;
}

/* The rule above the notes, and where the first of them begins. */
static void begin_notes(struct filler *filler, double foot_y_pt) {
    double height_pt = 0;
    for (size_t i = filler->plan->first; i < filler->plan->end; i++)
        height_pt += foot_notes_height_pt(filler->stack->slabs[i]);
    if (height_pt <= 0)
        return;
    struct layout *layout = filler->layout;
    bool pinned = filler->plan->pinned < filler->plan->end;
    double top_pt = foot_y_pt - (pinned ? ABOVE_FOOT_PT : 0) - height_pt;
    struct slab *rule = slab_new(layout, layout->doc->root);
    shape_rule(layout, rule, 0, 0, FOOT_NOTE_RULE_PT, 0, layout->theme->rule_thin_pt);
    place_slab(layout, rule, filler->page, filler->x_pt,
               top_pt - FOOT_NOTE_BELOW_RULE_PT - layout->theme->rule_thin_pt / 2);
    filler->note_y_pt = top_pt;
}

/* Room for all of a page's items at once: an array that grows leaves its old room behind. */
static void reserve_items(struct layout *layout, const struct stack *stack,
                          const struct page_plan *plan, size_t page) {
    enum { RUNNING_LINES = 8 };
    struct placed_page *target = &layout->placed->pages[page];
    size_t count = RUNNING_LINES + (plan->head ? plan->head->count : 0);
    for (size_t i = plan->first; i < plan->end; i++)
        count += stack->slabs[i]->count;
    target->capacity = count;
    target->items = arena_new_array(layout->arena, count, struct placed_item);
}

void page_fill(struct layout *layout, const struct stack *stack, const struct page_plan *plan,
               size_t page) {
    struct filler filler = {.layout = layout,
                            .stack = stack,
                            .plan = plan,
                            .page = page,
                            .x_pt = layout->theme->margin_pt,
                            .y_pt = layout->theme->margin_top_pt,
                            .noted = plan->first};
    double foot_y_pt =
        layout->theme->margin_top_pt + layout->block_height_pt - pinned_height_pt(stack, plan);
    reserve_items(layout, stack, plan, page);
    begin_notes(&filler, foot_y_pt);
    if (plan->head) {
        place_head(layout, plan->head, page, filler.x_pt, filler.y_pt);
        filler.y_pt += plan->head->height_pt;
    }
    for (size_t i = plan->first; i < plan->end;) {
        const struct slab *slab = stack->slabs[i];
        if (i == plan->pinned)
            filler.y_pt = foot_y_pt;
        else if (i > plan->first)
            filler.y_pt +=
                slab->gap_pt + (slab->stretches && i < plan->pinned ? plan->share_pt : 0);
        if (slab->columns && i < plan->pinned) {
            i = fill_columns(&filler, i);
            continue;
        }
        place_flow_slab(&filler, i, filler.x_pt, filler.y_pt);
        filler.y_pt += slab->height_pt;
        i++;
    }
}

void page_add(struct layout *layout) {
    struct placed_document *placed = layout->placed;
    placed->pages = arena_make_room(layout->arena, placed->pages, placed->page_count,
                                    &layout->page_capacity, 4, sizeof *placed->pages);
    placed->pages[placed->page_count++] = (struct placed_page){.width_pt = layout->page_width_pt,
                                                               .height_pt = layout->page_height_pt};
}
