/* pdf_structure.c - logical structure (ISO 32000-1, 14.7 and 14.8).
 *
 * Layer: pdf. An element's parts (pieces of content and child elements) stand in the order in which
 * they are read: content as it is placed, a child where its first content is. Children without any
 * content, such as the empty cells of a diary, stand where their number says.
 *
 * The elements are written as text, not as libharu's objects: there are hundreds on a page, and
 * each of its dictionaries takes a kilobyte.
 *
 * Order: marking content, parts in order, elements, the parent tree, identifiers.
 */
#include "pdf/pdf_structure.h"

#include "pdf/pdf_attributes.h"
#include "pdf/pdf_links.h"

#include <stdlib.h>

enum {
    ROWS_PER_BRANCH = 500, /* of the parent tree */
    IDS_PER_BRANCH = 500,
};

struct part {
    struct part *next;
    const struct element *child; /* NULL: a piece of content */
    int mark;
    size_t page;
};

struct member { /* what we know of an element */
    struct part *first, *last;
    size_t part_count;
    bool has_content, is_placed;
    struct member *first_unseen, *next_sibling; /* children in the order of their numbers: the first
                                                  whose turn to be placed has not come */
    struct member *last_child;
    const struct element *element;
    unsigned number;   /* of its object */
    unsigned holder;   /* of its parts: its own, or that of the Link inside it */
    size_t first_link; /* among placed->links; no_link for none */
};

struct page_marks { /* the element of each mark of a page */
    const struct element **elements;
    size_t count, capacity;
};

struct pdf_structure {
    struct arena *arena;
    const struct placed_document *placed;
    struct member *members; /* by element number */
    struct page_marks *pages;
    size_t *next_links; /* by link: the next of its element */
    /* while the tree is written */
    struct pdf_file *file;
    struct pdf_dict *const *page_dicts;
    const unsigned *annotations; /* by link */
    struct strbuf text;          /* of the object under way */
};

static const size_t no_link = (size_t)-1;

static struct member *member_of(struct pdf_structure *structure, const struct element *element) {
    return &structure->members[element->number];
}

/* ---- marking content ------------------------------------------------------------------------- */

/* An element whose content is still to come must not be put in front of it as an empty one. */
static void note_content(struct pdf_structure *structure) {
    const struct placed_document *placed = structure->placed;
    for (size_t page = 0; page < placed->page_count; page++)
        for (size_t i = 0; i < placed->pages[page].count; i++) {
            const struct element *element = placed->pages[page].items[i].element;
            while (element && !member_of(structure, element)->has_content) {
                member_of(structure, element)->has_content = true;
                element = element->parent;
            }
        }
}

/* From the last to the first, so that each element's links end up in their order. */
static void note_links(struct pdf_structure *structure) {
    const struct placed_document *placed = structure->placed;
    structure->next_links = arena_new_array(structure->arena, placed->link_count + 1, size_t);
    for (size_t i = placed->link_count; i-- > 0;) {
        if (!placed->links[i].element)
            continue; /* pdf_links_write says so */
        struct member *member = member_of(structure, placed->links[i].element);
        structure->next_links[i] = member->first_link;
        member->first_link = i;
    }
}

struct pdf_structure *pdf_structure_new(struct arena *arena, const struct placed_document *placed) {
    struct pdf_structure *structure = arena_new(arena, struct pdf_structure);
    structure->arena = arena;
    structure->placed = placed;
    structure->members = arena_new_array(arena, placed->element_count, struct member);
    structure->pages = arena_new_array(arena, placed->page_count, struct page_marks);
    for (size_t i = 0; i < placed->element_count; i++) {
        struct member *member = &structure->members[i];
        member->element = placed->elements[i];
        member->first_link = no_link;
        if (!member->element->parent)
            continue;
        struct member *parent = member_of(structure, member->element->parent);
        if (parent->last_child)
            parent->last_child->next_sibling = member;
        else
            parent->first_unseen = member;
        parent->last_child = member;
    }
    note_content(structure);
    note_links(structure);
    return structure;
}

static struct part *add_part(struct pdf_structure *structure, struct member *member) {
    struct part *part = arena_new(structure->arena, struct part);
    if (member->last)
        member->last->next = part;
    else
        member->first = part;
    member->last = part;
    member->part_count++;
    return part;
}

/* Puts the children before `stop` (NULL: all) that have no content, in order; their own children
 * have none either. What was passed once needs no second look: it is placed, or has content and
 * will be placed with it. */
static void place_empty_children(struct pdf_structure *structure, struct member *parent,
                                 const struct member *stop) {
    struct member *child = parent->first_unseen;
    for (; child && (!stop || child->element->number < stop->element->number);
         child = child->next_sibling) {
        if (child->is_placed || child->has_content)
            continue;
        child->is_placed = true;
        add_part(structure, parent)->child = child->element;
    }
    parent->first_unseen = child;
}

static void place(struct pdf_structure *structure, struct member *member) {
    while (!member->is_placed && member->element->parent) {
        struct member *parent = member_of(structure, member->element->parent);
        place_empty_children(structure, parent, member);
        member->is_placed = true;
        add_part(structure, parent)->child = member->element;
        member = parent;
    }
}

int pdf_structure_mark(struct pdf_structure *structure, const struct element *element,
                       size_t page) {
    struct member *member = member_of(structure, element);
    place(structure, member);
    struct page_marks *marks = &structure->pages[page];
    marks->elements = arena_make_room(structure->arena, marks->elements, marks->count,
                                      &marks->capacity, 64, sizeof(struct element *));
    struct part *part = add_part(structure, member);
    part->mark = (int)marks->count;
    part->page = page;
    marks->elements[marks->count++] = element;
    return part->mark;
}

static bool has_link_inside(const struct member *member) {
    return member->first_link != no_link && member->element->type != ELEMENT_LINK;
}

const char *pdf_structure_tag(const struct pdf_structure *structure,
                              const struct element *element) {
    return has_link_inside(&structure->members[element->number]) ? element_type_name(ELEMENT_LINK)
                                                                 : element_type_name(element->type);
}

/* ---- elements -------------------------------------------------------------------------------- */

/* The page an element begins on; no_page when it has no content. */
static const size_t no_page = (size_t)-1;

static size_t first_page(const struct member *member) {
    for (const struct part *part = member->first; part; part = part->next)
        if (!part->child)
            return part->page;
    return no_page;
}

static void add_page_reference(struct pdf_structure *structure, size_t page) {
    pdf_add_reference(&structure->text, "Pg", pdf_dict_number(structure->page_dicts[page]));
}

static void add_part_text(struct pdf_structure *structure, const struct part *part,
                          size_t own_page) {
    struct strbuf *out = &structure->text;
    if (part->child) {
        strbuf_add_format(out, "%u 0 R ", member_of(structure, part->child)->number);
    } else if (part->page == own_page) {
        strbuf_add_format(out, "%d ", part->mark);
    } else {
        strbuf_add(out, "<</Type/MCR");
        add_page_reference(structure, part->page);
        strbuf_add_format(out, "/MCID %d>>", part->mark);
    }
}

/* References to the element's places to press. */
static void add_links(struct pdf_structure *structure, const struct member *member,
                      size_t own_page) {
    for (size_t i = member->first_link; i != no_link; i = structure->next_links[i]) {
        size_t page = structure->placed->links[i].page;
        strbuf_add(&structure->text, "<</Type/OBJR");
        if (page != own_page)
            add_page_reference(structure, page);
        pdf_add_reference(&structure->text, "Obj", structure->annotations[i]);
        strbuf_add(&structure->text, ">>");
    }
}

static void add_parts(struct pdf_structure *structure, const struct member *member, size_t page) {
    bool has_links = member->first_link != no_link;
    if (!member->part_count && !has_links)
        return;
    bool one = member->part_count == 1 && !has_links;
    strbuf_add(&structure->text, one ? "/K " : "/K[");
    for (const struct part *part = member->first; part; part = part->next)
        add_part_text(structure, part, page);
    add_links(structure, member, page);
    if (!one)
        strbuf_add(&structure->text, "]");
}

static void begin_element(struct pdf_structure *structure, const char *type, unsigned parent) {
    strbuf_truncate(&structure->text, 0);
    strbuf_add_format(&structure->text, "<</S/%s/P %u 0 R", type, parent);
}

static void end_element(struct pdf_structure *structure, unsigned number) {
    strbuf_add(&structure->text, ">>");
    pdf_object_write(structure->file, number, strbuf_slice(&structure->text));
}

static void write_element(struct pdf_structure *structure, const struct member *member,
                          unsigned parent) {
    size_t page = first_page(member);
    begin_element(structure, element_type_name(member->element->type), parent);
    pdf_attributes_add(member->element, page == no_page ? NULL : &structure->placed->pages[page],
                       &structure->text);
    if (member->holder != member->number) {
        pdf_add_reference(&structure->text, "K", member->holder);
        end_element(structure, member->number);
        begin_element(structure, element_type_name(ELEMENT_LINK), member->number);
    }
    if (page != no_page)
        add_page_reference(structure, page);
    add_parts(structure, member, page);
    end_element(structure, member->holder);
}

/* ---- the parent tree ------------------------------------------------------------------------- */

/* A branch of a number or name tree with the keys from `first` to `last` written by the caller. */
static void end_branch(struct pdf_structure *structure, struct strbuf *branches) {
    unsigned number = pdf_object_reserve(structure->file);
    strbuf_add(&structure->text, "]>>");
    pdf_object_write(structure->file, number, strbuf_slice(&structure->text));
    strbuf_add_format(branches, "%u 0 R ", number);
}

static void begin_numbers(struct pdf_structure *structure, size_t first, size_t last) {
    strbuf_truncate(&structure->text, 0);
    strbuf_add_format(&structure->text, "<</Limits[%zu %zu]/Nums[", first, last);
}

static void add_page_numbers(struct pdf_structure *structure, size_t from, size_t to) {
    for (size_t page = from; page < to; page++) {
        const struct page_marks *marks = &structure->pages[page];
        strbuf_add_format(&structure->text, "%zu[", page);
        for (size_t i = 0; i < marks->count; i++)
            strbuf_add_format(&structure->text, "%u 0 R ",
                              member_of(structure, marks->elements[i])->holder);
        strbuf_add(&structure->text, "]");
    }
}

static void add_link_numbers(struct pdf_structure *structure, size_t from, size_t to) {
    const struct placed_document *placed = structure->placed;
    for (size_t i = from; i < to; i++)
        strbuf_add_format(&structure->text, "%d %u 0 R ", pdf_link_number(placed, i),
                          member_of(structure, placed->links[i].element)->holder);
}

/* Writes the tree whose branches these are; its number. */
static unsigned write_tree(struct pdf_structure *structure, struct strbuf *branches) {
    unsigned number = pdf_object_reserve(structure->file);
    strbuf_truncate(&structure->text, 0);
    strbuf_add_format(&structure->text, "<</Kids[%s]>>", strbuf_text(branches));
    pdf_object_write(structure->file, number, strbuf_slice(&structure->text));
    strbuf_release(branches);
    return number;
}

/* From a page's marks, and from links, back to the elements: a number tree (7.9.7) with one level
 * of branches. */
static unsigned write_parent_tree(struct pdf_structure *structure) {
    size_t pages = structure->placed->page_count, links = structure->placed->link_count;
    struct strbuf branches = {0};
    for (size_t from = 0; from < pages; from += ROWS_PER_BRANCH) {
        size_t to = from + ROWS_PER_BRANCH < pages ? from + ROWS_PER_BRANCH : pages;
        begin_numbers(structure, from, to - 1);
        add_page_numbers(structure, from, to);
        end_branch(structure, &branches);
    }
    for (size_t from = 0; from < links; from += ROWS_PER_BRANCH) {
        size_t to = from + ROWS_PER_BRANCH < links ? from + ROWS_PER_BRANCH : links;
        begin_numbers(structure, pages + from, pages + to - 1);
        add_link_numbers(structure, from, to);
        end_branch(structure, &branches);
    }
    return write_tree(structure, &branches);
}

/* ---- identifiers ----------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b) {
    const struct member *const *left = a, *const *right = b;
    return strcmp((*left)->element->id, (*right)->element->id);
}

static bool has_id(const struct member *member) {
    return member->element->id && member->element->id[0];
}

static void write_id_branch(struct pdf_structure *structure, struct member *const *members,
                            size_t count, struct strbuf *branches) {
    struct strbuf *out = &structure->text;
    strbuf_truncate(out, 0);
    strbuf_add(out, "<</Limits[");
    pdf_add_string(out, members[0]->element->id);
    pdf_add_string(out, members[count - 1]->element->id);
    strbuf_add(out, "]/Names[");
    for (size_t i = 0; i < count; i++) {
        pdf_add_string(out, members[i]->element->id);
        strbuf_add_format(out, "%u 0 R ", members[i]->number);
    }
    end_branch(structure, branches);
}

/* From identifiers to elements: a name tree; *tree 0 when nothing has one. Equal identifiers are an
 * error of the layout. */
static bool write_ids(struct pdf_structure *structure, unsigned *tree, struct error *err) {
    size_t element_count = structure->placed->element_count, count = 0;
    struct member **with_id = arena_new_array(structure->arena, element_count, struct member *);
    *tree = 0;
    for (size_t i = 0; i < element_count; i++)
        if (has_id(&structure->members[i]))
            with_id[count++] = &structure->members[i];
    if (!count)
        return true;
    qsort(with_id, count, sizeof(struct member *), by_id);
    for (size_t i = 1; i < count; i++)
        if (strcmp(with_id[i - 1]->element->id, with_id[i]->element->id) == 0)
            return error_set(err, ERROR_ENVIRONMENT, "two parts have the identifier '%s'",
                             with_id[i]->element->id);
    struct strbuf branches = {0};
    for (size_t from = 0; from < count; from += IDS_PER_BRANCH) {
        size_t part = count - from < IDS_PER_BRANCH ? count - from : IDS_PER_BRANCH;
        write_id_branch(structure, with_id + from, part, &branches);
    }
    *tree = write_tree(structure, &branches);
    return true;
}

/* ---- all together ---------------------------------------------------------------------------- */

static void number_elements(struct pdf_structure *structure) {
    for (size_t i = 0; i < structure->placed->element_count; i++) {
        struct member *member = &structure->members[i];
        place_empty_children(structure, member, NULL);
        member->number = pdf_object_reserve(structure->file);
        member->holder =
            has_link_inside(member) ? pdf_object_reserve(structure->file) : member->number;
    }
}

static bool write_root(struct pdf_structure *structure, unsigned root, struct error *err) {
    unsigned ids, parents = write_parent_tree(structure);
    if (!write_ids(structure, &ids, err))
        return false;
    struct strbuf *out = &structure->text;
    strbuf_truncate(out, 0);
    strbuf_add(out, "<</Type/StructTreeRoot");
    if (structure->placed->element_count)
        pdf_add_reference(out, "K", structure->members[0].number);
    pdf_add_reference(out, "ParentTree", parents);
    strbuf_add_format(out, "/ParentTreeNextKey %zu",
                      structure->placed->page_count + structure->placed->link_count);
    if (ids)
        pdf_add_reference(out, "IDTree", ids);
    end_element(structure, root);
    return true;
}

bool pdf_structure_write(struct pdf_structure *structure, struct pdf_file *file,
                         struct pdf_dict *const *pages, const unsigned *annotations,
                         struct error *err) {
    structure->file = file;
    structure->page_dicts = pages;
    structure->annotations = annotations;
    unsigned root = pdf_object_reserve(file);
    number_elements(structure);
    for (size_t i = 0; i < structure->placed->element_count; i++) {
        const struct member *member = &structure->members[i];
        const struct element *parent = member->element->parent;
        write_element(structure, member, parent ? member_of(structure, parent)->holder : root);
    }
    bool written = write_root(structure, root, err);
    strbuf_release(&structure->text);
    pdf_dict_add_reference(file, pdf_file_catalog(file), "StructTreeRoot", root);
    struct pdf_dict *mark_info = pdf_dict_new(file, PDF_DIRECT);
    pdf_dict_add_boolean(mark_info, "Marked", true);
    pdf_dict_add_dict(pdf_file_catalog(file), "MarkInfo", mark_info);
    return written;
}
