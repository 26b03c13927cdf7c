/* pdf_structure.c - logical structure (ISO 32000-1, 14.7 and 14.8).
 *
 * Layer: pdf. An element's parts (pieces of content and child elements) stand in the order in which
 * they are read: content as it is placed, a child where its first content is. Children without any
 * content, such as the empty cells of a diary, stand where their number says.
 *
 * Order: marking content, parts in order, elements, the parent tree, identifiers.
 */
#include "pdf/pdf_structure.h"

#include "pdf/pdf_attributes.h"
#include "pdf/pdf_links.h"

#include <stdlib.h>

enum {
    PARTS_LIMIT = 30000,   /* below PDF_ARRAY_LIMIT */
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
    struct pdf_dict *dict;
    struct pdf_dict *holder; /* of its parts: dict, or the Link inside it */
    size_t first_link;       /* among placed->links; no_link for none */
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
    size_t *next_links;                  /* by link: the next of its element */
    struct pdf_dict *const *annotations; /* by link, while the tree is written */
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
    if (marks->count == marks->capacity) {
        marks->capacity = marks->capacity ? marks->capacity * 2 : 64;
        marks->elements = arena_grow_array(structure->arena, marks->elements, marks->count,
                                           marks->capacity, sizeof(struct element *));
    }
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

static size_t first_page(const struct pdf_structure *structure, const struct element *element) {
    const struct member *member = &structure->members[element->number];
    for (const struct part *part = member->first; part; part = part->next)
        if (!part->child)
            return part->page;
    return no_page;
}

static void add_part_to(const struct pdf_structure *structure, struct pdf_file *file,
                        struct pdf_dict *const *pages, const struct part *part, size_t own_page,
                        struct pdf_array *parts) {
    if (part->child) {
        pdf_array_add_dict(parts, structure->members[part->child->number].dict);
    } else if (part->page == own_page) {
        pdf_array_add_number(parts, part->mark);
    } else {
        struct pdf_dict *reference = pdf_dict_new(file, PDF_DIRECT);
        pdf_dict_add_name(reference, "Type", "MCR");
        pdf_dict_add_dict(reference, "Pg", pages[part->page]);
        pdf_dict_add_number(reference, "MCID", part->mark);
        pdf_array_add_dict(parts, reference);
    }
}

static struct pdf_dict *new_element(struct pdf_file *file, const char *type,
                                    struct pdf_dict *parent) {
    struct pdf_dict *dict = pdf_dict_new(file, PDF_INDIRECT);
    pdf_dict_add_name(dict, "S", type);
    if (parent)
        pdf_dict_add_dict(dict, "P", parent);
    return dict;
}

/* References to the element's places to press. */
static void add_links(const struct pdf_structure *structure, struct pdf_file *file,
                      struct pdf_dict *const *pages, const struct member *member, size_t own_page,
                      struct pdf_array *parts) {
    for (size_t i = member->first_link; i != no_link; i = structure->next_links[i]) {
        struct pdf_dict *reference = pdf_dict_new(file, PDF_DIRECT);
        pdf_dict_add_name(reference, "Type", "OBJR");
        if (structure->placed->links[i].page != own_page)
            pdf_dict_add_dict(reference, "Pg", pages[structure->placed->links[i].page]);
        pdf_dict_add_dict(reference, "Obj", structure->annotations[i]);
        pdf_array_add_dict(parts, reference);
    }
}

/* An element that changes nothing but holds some of the too many parts of another. */
static const char *grouping_type(enum element_type type) {
    switch (type) {
    case ELEMENT_DOCUMENT:
    case ELEMENT_SECT:
    case ELEMENT_DIV:
        return "Div";
    case ELEMENT_L:
        return "L";
    case ELEMENT_TABLE:
        return "TBody";
    default:
        return NULL;
    }
}

/* Moves the parts into groups: K of the element names the groups, the children's P theirs. */
static bool write_groups(const struct pdf_structure *structure, struct pdf_file *file,
                         struct member *member, struct pdf_array *parts, struct error *err) {
    const char *type = grouping_type(member->element->type);
    if (!type)
        return error_set(err, ERROR_ENVIRONMENT, "script:%d: a %s has %zu parts: at most %d",
                         member->element->script_line, element_type_name(member->element->type),
                         member->part_count, PARTS_LIMIT);
    const struct part *part = member->first;
    while (part) {
        struct pdf_dict *group = new_element(file, type, member->dict);
        struct pdf_array *group_parts = pdf_array_new(file, PDF_DIRECT);
        for (int i = 0; part && i < PARTS_LIMIT; i++, part = part->next) {
            if (!part->child)
                return error_set(err, ERROR_ENVIRONMENT, "a %s holds content itself",
                                 element_type_name(member->element->type));
            struct pdf_dict *child = structure->members[part->child->number].dict;
            pdf_dict_add_dict(child, "P", group);
            pdf_array_add_dict(group_parts, child);
        }
        pdf_dict_add_array(group, "K", group_parts);
        pdf_array_add_dict(parts, group);
    }
    return true;
}

/* All parts of an element, into the dictionary that holds them. */
static bool write_parts(const struct pdf_structure *structure, struct pdf_file *file,
                        struct pdf_dict *const *pages, struct member *member, size_t page,
                        struct error *err) {
    bool has_links = member->first_link != no_link;
    if (member->part_count == 1 && !member->first->child && !has_links) {
        pdf_dict_add_number(member->holder, "K", member->first->mark);
        return true;
    }
    if (member->part_count == 1 && !has_links) {
        pdf_dict_add_dict(member->holder, "K",
                          structure->members[member->first->child->number].dict);
        return true;
    }
    if (!member->part_count && !has_links)
        return true;
    struct pdf_array *parts = pdf_array_new(file, PDF_DIRECT);
    if (member->part_count > PARTS_LIMIT) {
        if (!write_groups(structure, file, member, parts, err))
            return false;
    } else {
        for (const struct part *part = member->first; part; part = part->next)
            add_part_to(structure, file, pages, part, page, parts);
    }
    add_links(structure, file, pages, member, page, parts);
    pdf_dict_add_array(member->holder, "K", parts);
    return true;
}

static bool write_element(const struct pdf_structure *structure, struct pdf_file *file,
                          struct pdf_dict *const *pages, struct member *member, struct error *err) {
    size_t page = first_page(structure, member->element);
    if (page != no_page)
        pdf_dict_add_dict(member->holder, "Pg", pages[page]);
    if (member->holder != member->dict)
        pdf_dict_add_dict(member->dict, "K", member->holder);
    pdf_attributes_add(file, member->element,
                       page == no_page ? NULL : &structure->placed->pages[page], member->dict);
    return write_parts(structure, file, pages, member, page, err);
}

/* ---- the parent tree ------------------------------------------------------------------------- */

static void add_page_numbers(const struct pdf_structure *structure, struct pdf_file *file,
                             size_t from, size_t to, struct pdf_array *numbers) {
    for (size_t page = from; page < to; page++) {
        const struct page_marks *marks = &structure->pages[page];
        struct pdf_array *owners = pdf_array_new(file, PDF_DIRECT);
        for (size_t i = 0; i < marks->count; i++)
            pdf_array_add_dict(owners, structure->members[marks->elements[i]->number].holder);
        pdf_array_add_number(numbers, (int)page);
        pdf_array_add_array(numbers, owners);
    }
}

static void add_link_numbers(const struct pdf_structure *structure, size_t from, size_t to,
                             struct pdf_array *numbers) {
    const struct placed_document *placed = structure->placed;
    for (size_t i = from; i < to; i++) {
        pdf_array_add_number(numbers, pdf_link_number(placed, i));
        pdf_array_add_dict(numbers, structure->members[placed->links[i].element->number].holder);
    }
}

/* A branch for the numbers from `first` on; the array to fill. */
static struct pdf_array *add_branch(struct pdf_file *file, struct pdf_array *branches, size_t first,
                                    size_t last) {
    struct pdf_dict *branch = pdf_dict_new(file, PDF_INDIRECT);
    struct pdf_array *limits = pdf_array_new(file, PDF_DIRECT);
    pdf_array_add_number(limits, (int)first);
    pdf_array_add_number(limits, (int)last);
    pdf_dict_add_array(branch, "Limits", limits);
    struct pdf_array *numbers = pdf_array_new(file, PDF_DIRECT);
    pdf_dict_add_array(branch, "Nums", numbers);
    pdf_array_add_dict(branches, branch);
    return numbers;
}

/* From a page's marks, and from links, back to the elements: a number tree (7.9.7) with one level
 * of branches. */
static struct pdf_dict *write_parent_tree(const struct pdf_structure *structure,
                                          struct pdf_file *file) {
    size_t pages = structure->placed->page_count, links = structure->placed->link_count;
    struct pdf_dict *tree = pdf_dict_new(file, PDF_INDIRECT);
    struct pdf_array *branches = pdf_array_new(file, PDF_DIRECT);
    for (size_t from = 0; from < pages; from += ROWS_PER_BRANCH) {
        size_t to = from + ROWS_PER_BRANCH < pages ? from + ROWS_PER_BRANCH : pages;
        add_page_numbers(structure, file, from, to, add_branch(file, branches, from, to - 1));
    }
    for (size_t from = 0; from < links; from += ROWS_PER_BRANCH) {
        size_t to = from + ROWS_PER_BRANCH < links ? from + ROWS_PER_BRANCH : links;
        add_link_numbers(structure, from, to,
                         add_branch(file, branches, pages + from, pages + to - 1));
    }
    pdf_dict_add_array(tree, "Kids", branches);
    return tree;
}

/* ---- identifiers ----------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b) {
    const struct member *const *left = a, *const *right = b;
    return strcmp((*left)->element->id, (*right)->element->id);
}

/* From identifiers to elements: a name tree. Equal identifiers are an error of the layout. */
static bool write_ids(const struct pdf_structure *structure, struct pdf_file *file,
                      struct pdf_dict *root, struct error *err) {
    size_t element_count = structure->placed->element_count, count = 0;
    struct member **with_id = arena_new_array(structure->arena, element_count, struct member *);
    for (size_t i = 0; i < element_count; i++)
        if (structure->members[i].element->id && structure->members[i].element->id[0])
            with_id[count++] = &structure->members[i];
    if (!count)
        return true;
    qsort(with_id, count, sizeof(struct member *), by_id);
    struct pdf_array *branches = pdf_array_new(file, PDF_DIRECT);
    for (size_t from = 0; from < count; from += IDS_PER_BRANCH) {
        size_t to = from + IDS_PER_BRANCH < count ? from + IDS_PER_BRANCH : count;
        struct pdf_dict *branch = pdf_dict_new(file, PDF_INDIRECT);
        struct pdf_array *limits = pdf_array_new(file, PDF_DIRECT);
        pdf_array_add_ascii(limits, with_id[from]->element->id);
        pdf_array_add_ascii(limits, with_id[to - 1]->element->id);
        pdf_dict_add_array(branch, "Limits", limits);
        struct pdf_array *names = pdf_array_new(file, PDF_DIRECT);
        for (size_t i = from; i < to; i++) {
            if (i && strcmp(with_id[i - 1]->element->id, with_id[i]->element->id) == 0)
                return error_set(err, ERROR_ENVIRONMENT, "two parts have the identifier '%s'",
                                 with_id[i]->element->id);
            pdf_array_add_ascii(names, with_id[i]->element->id);
            pdf_array_add_dict(names, with_id[i]->dict);
        }
        pdf_dict_add_array(branch, "Names", names);
        pdf_array_add_dict(branches, branch);
    }
    struct pdf_dict *tree = pdf_dict_new(file, PDF_INDIRECT);
    pdf_dict_add_array(tree, "Kids", branches);
    pdf_dict_add_dict(root, "IDTree", tree);
    return true;
}

/* ---- all together ---------------------------------------------------------------------------- */

bool pdf_structure_write(struct pdf_structure *structure, struct pdf_file *file,
                         struct pdf_dict *const *pages, struct pdf_dict *const *annotations,
                         struct error *err) {
    size_t count = structure->placed->element_count;
    structure->annotations = annotations;
    struct pdf_dict *root = pdf_dict_new(file, PDF_INDIRECT);
    pdf_dict_add_name(root, "Type", "StructTreeRoot");
    for (size_t i = 0; i < count; i++) {
        struct member *member = &structure->members[i];
        const struct element *parent = member->element->parent;
        place_empty_children(structure, member, NULL);
        member->dict = new_element(file, element_type_name(member->element->type),
                                   parent ? structure->members[parent->number].holder : root);
        member->holder = has_link_inside(member)
                             ? new_element(file, element_type_name(ELEMENT_LINK), member->dict)
                             : member->dict;
    }
    for (size_t i = 0; i < count; i++)
        if (!write_element(structure, file, pages, &structure->members[i], err))
            return false;
    if (count)
        pdf_dict_add_dict(root, "K", structure->members[0].dict);
    pdf_dict_add_dict(root, "ParentTree", write_parent_tree(structure, file));
    pdf_dict_add_number(root, "ParentTreeNextKey",
                        (int)(structure->placed->page_count + structure->placed->link_count));
    if (!write_ids(structure, file, root, err))
        return false;
    pdf_dict_add_dict(pdf_file_catalog(file), "StructTreeRoot", root);
    struct pdf_dict *mark_info = pdf_dict_new(file, PDF_DIRECT);
    pdf_dict_add_boolean(mark_info, "Marked", true);
    pdf_dict_add_dict(pdf_file_catalog(file), "MarkInfo", mark_info);
    return true;
}
