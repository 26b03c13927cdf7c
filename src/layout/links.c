/* links.c - what can be pressed: see links.h.
 *
 * Layer: layout. Where a target stands is where its own box, or else its first words, stand: all
 * targets are looked up in one pass over the pages. Order: making links, boxes, resolving.
 */
#include "layout/links.h"

#include "doc/words.h"

#include <math.h>

/* ---- making ---------------------------------------------------------------------------------- */

static struct link *link_new(struct layout *layout, struct element *element, const char *contents) {
    struct link *link = arena_new(layout->arena, struct link);
    link->element = element;
    link->contents = contents;
    return link;
}

struct link *link_to_url(struct layout *layout, struct element *element, const char *url,
                         const char *contents) {
    struct link *link = link_new(layout, element, contents);
    link->url = url;
    return link;
}

/* "source 3, Insert types" */
static const char *source_words(struct layout *layout, int source) {
    const struct document *doc = layout->doc;
    const struct provenance *of =
        (size_t)source <= doc->source_count ? doc->sources[source - 1] : NULL;
    const char *title = of && of->title ? of->title : of ? of->article : NULL;
    const char *const pairs[] = {"number", arena_format(layout->arena, "%d", source), "title",
                                 title ? title : "", NULL};
    return words_fill(layout->arena, title ? doc->words->to_titled_source : doc->words->to_source,
                      pairs);
}

struct link *link_to_source(struct layout *layout, struct element *element, int source) {
    struct link *link = link_new(layout, element, source_words(layout, source));
    link->source = source;
    return link;
}

struct link *link_back_from_source(struct layout *layout, struct element *element, int source) {
    const char *const pairs[] = {"number", arena_format(layout->arena, "%d", source), NULL};
    const char *contents = words_fill(layout->arena, layout->doc->words->back_from_source, pairs);
    struct link *link = link_new(layout, element, contents);
    link->back_from = source;
    return link;
}

struct link *link_to_element(struct layout *layout, struct element *element,
                             const struct element *target, const char *contents) {
    struct link *link = link_new(layout, element, contents);
    link->target = target;
    return link;
}

/* ---- boxes ----------------------------------------------------------------------------------- */

void link_add_box(struct layout *layout, struct slab *slab, const struct link *link, double x_pt,
                  double y_pt, double width_pt, double height_pt) {
    struct flow_mark *mark = slab_add_mark(layout, slab, MARK_LINK);
    mark->link = link;
    mark->x_pt = x_pt;
    mark->y_pt = y_pt;
    mark->width_pt = width_pt;
    mark->height_pt = height_pt;
}

static double round_pt(double number) {
    return floor(number * 1000 + 0.5) / 1000; /* as items are */
}

void link_place(struct layout *layout, const struct flow_mark *mark, size_t page, double x_pt,
                double y_pt) {
    struct placed_document *placed = layout->placed;
    if (placed->link_count == layout->link_capacity) {
        layout->link_capacity = layout->link_capacity ? layout->link_capacity * 2 : 64;
        placed->links = arena_grow_array(layout->arena, placed->links, placed->link_count,
                                         layout->link_capacity, sizeof *placed->links);
        layout->links = arena_grow_array(layout->arena, layout->links, placed->link_count,
                                         layout->link_capacity, sizeof(const struct link *));
    }
    const struct link *link = mark->link;
    layout->links[placed->link_count] = link;
    placed->links[placed->link_count++] = (struct placed_link){
        .element = link->element,
        .url = link->url,
        .target = link->target,
        .contents = link->contents,
        .page = page,
        .box_pt = {round_pt(mark->x_pt + x_pt), round_pt(mark->y_pt + y_pt),
                   round_pt(mark->x_pt + x_pt + mark->width_pt),
                   round_pt(mark->y_pt + y_pt + mark->height_pt)},
    };
}

/* ---- resolving ------------------------------------------------------------------------------- */

/* Where an element's first words stand. */
struct place {
    bool found;
    size_t page;
    double y_pt;
};

static double item_top_pt(const struct placed_item *item) {
    return item->kind == PLACED_GLYPHS ? item->y_pt - item->size_pt : item->y_pt;
}

/* By the element's number. What stands inside an element stands in it. */
static struct place *find_places(const struct layout *layout) {
    const struct placed_document *placed = layout->placed;
    struct place *places = arena_new_array(layout->arena, placed->element_count + 1, struct place);
    for (size_t i = 0; i < placed->link_count; i++) { /* a box is as high as its line: better */
        const struct placed_link *link = &placed->links[i];
        struct place *place = &places[link->element->number];
        if (!place->found)
            *place = (struct place){true, link->page, link->box_pt[1]};
    }
    for (size_t page = 0; page < placed->page_count; page++)
        for (size_t i = 0; i < placed->pages[page].count; i++) {
            const struct placed_item *item = &placed->pages[page].items[i];
            for (const struct element *element = item->kind == PLACED_PATH ? NULL : item->element;
                 element && !places[element->number].found; element = element->parent)
                places[element->number] = (struct place){true, page, item_top_pt(item)};
        }
    return places;
}

/* The first words that lead to each source, and the words that lead back: by the source's number.
 */
struct ends {
    const struct element **marks, **entries;
    size_t count;
};

static struct ends find_ends(const struct layout *layout) {
    struct ends ends = {.count = layout->doc->source_count};
    ends.marks = arena_new_array(layout->arena, ends.count + 1, const struct element *);
    ends.entries = arena_new_array(layout->arena, ends.count + 1, const struct element *);
    for (size_t i = 0; i < layout->placed->link_count; i++) {
        const struct link *link = layout->links[i];
        size_t source = (size_t)link->source, back = (size_t)link->back_from;
        if (source && source <= ends.count && !ends.marks[source])
            ends.marks[source] = link->element;
        if (back && back <= ends.count && !ends.entries[back])
            ends.entries[back] = link->element;
    }
    return ends;
}

static const struct element *target_of(const struct ends *ends, const struct link *link) {
    if (link->source && (size_t)link->source <= ends->count)
        return ends->entries[link->source];
    if (link->back_from && (size_t)link->back_from <= ends->count)
        return ends->marks[link->back_from];
    return link->target;
}

void links_resolve(struct layout *layout) {
    struct placed_document *placed = layout->placed;
    const struct ends ends = find_ends(layout);
    const struct place *places = find_places(layout);
    size_t kept = 0;
    for (size_t i = 0; i < placed->link_count; i++) {
        struct placed_link link = placed->links[i];
        link.target = link.url ? NULL : target_of(&ends, layout->links[i]);
        if (!link.url && (!link.target || !places[link.target->number].found))
            continue;
        if (link.target) {
            link.target_page = places[link.target->number].page;
            link.target_y_pt = places[link.target->number].y_pt;
        }
        placed->links[kept++] = link;
    }
    placed->link_count = kept;
}
