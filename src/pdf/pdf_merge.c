/* pdf_merge.c - see pdf_merge.h.
 *
 * Layer: pdf. Order: streams written before, one handout's objects, its place in the trees,
 * bookmarks, the whole.
 */
#include "pdf/pdf_merge.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "pdf/pdf_own.h"
#include "pdf/pdf_pack.h"
#include "pdf/pdf_renumber.h"

#include <sodium/crypto_generichash.h>
#include <stdio.h>
#include <stdlib.h>

enum { HASH_BYTES = 16, MOST_DEPTH = 8 };

struct known_stream {
    unsigned char hash[HASH_BYTES];
    unsigned number; /* 0: free */
};

/* A bookmark waits until it is known whether another follows. */
struct bookmark {
    unsigned number;
    struct strbuf text; /* without /Next and the end */
};

struct pdf_merge {
    pdf_merge_sink *sink;
    void *context;
    struct pdf_pack *pack;
    struct strbuf out; /* not yet given to the sink */
    char *title, *language;
    unsigned pages, outlines, structure; /* object numbers of the roots */
    struct strbuf page_kids, structure_kids, parent_kids;
    unsigned next_key;
    size_t page_count;
    struct bookmark bookmark;
    unsigned first_bookmark, bookmark_count;
    struct known_stream *known;
    size_t known_count, known_capacity;
};

/* ---- streams written before ------------------------------------------------------------------ */

static struct known_stream *find_stream(struct known_stream *known, size_t capacity,
                                        const unsigned char hash[HASH_BYTES]) {
    size_t at = 0;
    memcpy(&at, hash, sizeof at);
    for (at &= capacity - 1; known[at].number != 0; at = (at + 1) & (capacity - 1))
        if (memcmp(known[at].hash, hash, HASH_BYTES) == 0)
            break;
    return &known[at];
}

static void grow_known(struct pdf_merge *merge) {
    size_t capacity = merge->known_capacity ? 2 * merge->known_capacity : 256;
    struct known_stream *known = memory_allocate_zeroed(capacity, sizeof *known);
    for (size_t i = 0; i < merge->known_capacity; i++)
        if (merge->known[i].number != 0)
            *find_stream(known, capacity, merge->known[i].hash) = merge->known[i];
    free(merge->known);
    merge->known = known;
    merge->known_capacity = capacity;
}

/* The number under which the stream stands in the file, now or from before. */
static unsigned add_stream_once(struct pdf_merge *merge, struct slice text) {
    unsigned char hash[HASH_BYTES];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)text.data, text.length, NULL, 0);
    if (3 * merge->known_count >= 2 * merge->known_capacity)
        grow_known(merge);
    struct known_stream *slot = find_stream(merge->known, merge->known_capacity, hash);
    if (slot->number != 0)
        return slot->number;
    memcpy(slot->hash, hash, HASH_BYTES);
    slot->number = pdf_pack_new_number(merge->pack);
    merge->known_count++;
    pdf_pack_add_stream(merge->pack, slot->number, text);
    return slot->number;
}

/* ---- one handout's objects ------------------------------------------------------------------- */

/* What has a place of its own in the whole. */
struct part {
    struct pdf_own own;
    unsigned *numbers;
    struct slice catalog;
    unsigned pages, structure, document, outlines, parent_tree;
};

static bool is_stream(struct slice text) {
    static const char mark[] = "endstream";
    return text.length > sizeof mark &&
           memcmp(text.data + text.length - (sizeof mark - 1), mark, sizeof mark - 1) == 0;
}

static bool is_number_alone(struct slice text) {
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    return true;
}

static bool find_part(struct arena *arena, struct slice pdf, struct part *part, struct error *err) {
    if (!pdf_own_read(arena, pdf, &part->own, err))
        return false;
    const struct pdf_own *own = &part->own;
    part->catalog = own->objects[own->catalog];
    part->pages = pdf_own_reference(own, part->catalog, "Pages");
    part->structure = pdf_own_reference(own, part->catalog, "StructTreeRoot");
    part->outlines = pdf_own_reference(own, part->catalog, "Outlines");
    part->document = pdf_own_reference(own, own->objects[part->structure], "K");
    part->parent_tree = pdf_own_reference(own, own->objects[part->structure], "ParentTree");
    part->numbers = arena_new_array(arena, own->count + 1UL, unsigned);
    return (part->pages && part->structure && part->document && part->parent_tree) ||
           error_set(err, ERROR_INPUT, "no tagged PDF of this program");
}

/* What is not taken over: the catalog, what it alone refers to, numbers that say a length. */
static bool is_left_out(const struct part *part, unsigned number) {
    const struct pdf_own *own = &part->own;
    struct slice text = own->objects[number];
    return text.length == 0 || number == own->catalog || number == part->parent_tree ||
           number == part->structure || number == part->outlines ||
           number == pdf_own_reference(own, part->catalog, "Metadata") || is_number_alone(text) ||
           slice_starts_with(text, "<</Type/XRef") ||
           (pdf_own_bracketed(text, "Nums", '[', ']').length > 0 &&
            pdf_own_bracketed(text, "Limits", '[', ']').length > 0);
}

/* Streams that refer to nothing come first: the same ones of another handout stand for them. */
static void add_shared_streams(struct pdf_merge *merge, struct part *part) {
    for (unsigned i = 0; i < part->own.count; i++) {
        if (is_left_out(part, i) || !is_stream(part->own.objects[i]))
            continue;
        struct strbuf text = {0};
        struct pdf_renumber renumber = {.own = &part->own, .numbers = part->numbers};
        pdf_renumber(&renumber, part->own.objects[i], &text);
        if (!renumber.referred)
            part->numbers[i] = add_stream_once(merge, strbuf_slice(&text));
        strbuf_release(&text);
    }
}

static void drop_end(struct strbuf *text) {
    while (text->length > 0 && text->data[text->length - 1] != '>')
        strbuf_truncate(text, text->length - 1);
    if (text->length >= 2)
        strbuf_truncate(text, text->length - 2);
}

/* The root of the pages gets a parent, the document its language. */
static void add_place(const struct pdf_merge *merge, const struct part *part, unsigned number,
                      struct strbuf *text) {
    if (number == part->pages) {
        drop_end(text);
        strbuf_add_format(text, "/Parent %u 0 R>>", merge->pages);
    } else if (number == part->document) {
        struct slice language = pdf_own_bracketed(part->catalog, "Lang", '(', ')');
        struct slice own = part->own.objects[number];
        if (language.length == 0 || pdf_own_bracketed(own, "Lang", '(', ')').length > 0)
            return;
        drop_end(text);
        strbuf_add(text, "/Lang");
        strbuf_add_slice(text, language);
        strbuf_add(text, ">>");
    }
}

static void add_objects(struct pdf_merge *merge, struct part *part) {
    struct pdf_renumber renumber = {
        .own = &part->own, .numbers = part->numbers, .key_offset = merge->next_key};
    add_shared_streams(merge, part);
    part->numbers[part->structure] = merge->structure;
    bool *own_number = memory_allocate_zeroed(part->own.count + 1UL, sizeof *own_number);
    for (unsigned i = 0; i < part->own.count; i++) {
        if (part->numbers[i] != 0 || (is_left_out(part, i) && i != part->outlines))
            continue;
        part->numbers[i] = pdf_pack_new_number(merge->pack);
        own_number[i] = i != part->outlines;
    }
    for (unsigned i = 0; i < part->own.count; i++) {
        if (!own_number[i])
            continue;
        struct strbuf text = {0};
        pdf_renumber(&renumber, part->own.objects[i], &text);
        add_place(merge, part, i, &text);
        if (is_stream(part->own.objects[i]))
            pdf_pack_add_stream(merge->pack, part->numbers[i], strbuf_slice(&text));
        else
            pdf_pack_add_object(merge->pack, part->numbers[i], strbuf_slice(&text));
        strbuf_release(&text);
    }
    free(own_number);
}

/* ---- its place in the trees ------------------------------------------------------------------ */

static unsigned first_page(const struct pdf_own *own, unsigned node) {
    for (int depth = 0; depth < MOST_DEPTH && node > 0; depth++) {
        struct slice kids = pdf_own_bracketed(own->objects[node], "Kids", '[', ']');
        if (kids.length == 0)
            return node;
        struct strbuf key = {0}; /* the first of the kids, read as a key's value */
        strbuf_add_format(&key, "/K %.*s", (int)kids.length - 1, kids.data + 1);
        node = pdf_own_reference(own, strbuf_slice(&key), "K");
        strbuf_release(&key);
    }
    return 0;
}

static void add_parent_node(struct pdf_merge *merge, unsigned lowest, unsigned highest,
                            const char *pairs) {
    struct strbuf text = {0};
    unsigned number = pdf_pack_new_number(merge->pack);
    strbuf_add_format(&text, "<</Limits[%u %u]/Nums[%s]>>", lowest, highest, pairs);
    pdf_pack_add_object(merge->pack, number, strbuf_slice(&text));
    strbuf_release(&text);
    strbuf_add_format(&merge->parent_kids, "%u 0 R\n", number);
    merge->next_key = highest + 1;
}

/* The back of a sheet whose front ends the handout before: in the trees as a page without content.
 */
static void add_blank_page(struct pdf_merge *merge, struct slice like) {
    struct strbuf text = {0};
    char pair[32];
    unsigned number = pdf_pack_new_number(merge->pack);
    struct slice box = pdf_own_bracketed(like, "MediaBox", '[', ']');
    strbuf_add_format(&text,
                      "<</Type/Page/Parent %u 0 R/Resources<<>>/StructParents %u/MediaBox%.*s>>",
                      merge->pages, merge->next_key, SLICE_ARGS(box));
    pdf_pack_add_object(merge->pack, number, strbuf_slice(&text));
    strbuf_release(&text);
    strbuf_add_format(&merge->page_kids, "%u 0 R\n", number);
    snprintf(pair, sizeof pair, "%u[]", merge->next_key);
    add_parent_node(merge, merge->next_key, merge->next_key, pair);
    merge->page_count++;
}

static void add_parents(struct pdf_merge *merge, struct part *part) {
    struct pdf_renumber renumber = {
        .own = &part->own, .numbers = part->numbers, .key_offset = merge->next_key};
    struct strbuf pairs = {0};
    unsigned lowest = (unsigned)-1, highest = 0;
    pdf_renumber_tree(&renumber, part->parent_tree, &pairs, &lowest, &highest);
    if (lowest <= highest)
        add_parent_node(merge, lowest, highest, strbuf_text(&pairs));
    strbuf_release(&pairs);
}

/* ---- bookmarks ------------------------------------------------------------------------------- */

/* UTF-16 with its mark, as hexadecimal digits: any id is safe so. */
static void add_text_string(struct strbuf *out, const char *text) {
    struct slice all = slice_of(text);
    strbuf_add(out, "<FEFF");
    for (size_t at = 0; at < all.length;) {
        unsigned c = utf8_next(all, &at);
        if (c > 0xFFFF)
            strbuf_add_format(out, "%04X%04X", 0xD800 + ((c - 0x10000) >> 10),
                              0xDC00 + ((c - 0x10000) & 0x3FF));
        else
            strbuf_add_format(out, "%04X", c);
    }
    strbuf_add_char(out, '>');
}

static void end_bookmark(struct pdf_merge *merge, unsigned next) {
    struct bookmark *bookmark = &merge->bookmark;
    if (bookmark->number == 0)
        return;
    if (next)
        strbuf_add_format(&bookmark->text, "/Next %u 0 R", next);
    strbuf_add(&bookmark->text, ">>");
    pdf_pack_add_object(merge->pack, bookmark->number, strbuf_slice(&bookmark->text));
    strbuf_truncate(&bookmark->text, 0);
}

/* It takes the place of the handout's own outline, whose bookmarks stand below it, closed. */
static void add_bookmark(struct pdf_merge *merge, const struct part *part, const char *title,
                         unsigned page) {
    struct slice outline = part->own.objects[part->outlines];
    unsigned before = merge->bookmark.number, count = 0;
    unsigned number =
        part->outlines ? part->numbers[part->outlines] : pdf_pack_new_number(merge->pack);
    end_bookmark(merge, number);
    struct strbuf *text = &merge->bookmark.text;
    strbuf_add(text, "<</Title");
    add_text_string(text, title);
    strbuf_add_format(text, "/Parent %u 0 R/Dest[%u 0 R/Fit]", merge->outlines,
                      part->numbers[page]);
    if (before)
        strbuf_add_format(text, "/Prev %u 0 R", before);
    unsigned first = pdf_own_reference(&part->own, outline, "First");
    unsigned last = pdf_own_reference(&part->own, outline, "Last");
    if (part->outlines && first && last && pdf_own_number(outline, "Count", &count))
        strbuf_add_format(text, "/First %u 0 R/Last %u 0 R/Count -%u", part->numbers[first],
                          part->numbers[last], count);
    merge->bookmark.number = number;
    merge->first_bookmark = merge->first_bookmark ? merge->first_bookmark : number;
    merge->bookmark_count++;
}

/* ---- the whole ------------------------------------------------------------------------------- */

struct pdf_merge *pdf_merge_new(const char *title, pdf_merge_sink *sink, void *context) {
    struct pdf_merge *merge = memory_allocate_zeroed(1, sizeof *merge);
    merge->sink = sink;
    merge->context = context;
    merge->title = memory_duplicate_text(title);
    merge->pack = pdf_pack_new(NULL, 1, &merge->out);
    merge->pages = pdf_pack_new_number(merge->pack);
    merge->outlines = pdf_pack_new_number(merge->pack);
    merge->structure = pdf_pack_new_number(merge->pack);
    return merge;
}

void pdf_merge_free(struct pdf_merge *merge) {
    if (!merge)
        return;
    pdf_pack_free(merge->pack);
    strbuf_release(&merge->out);
    strbuf_release(&merge->page_kids);
    strbuf_release(&merge->structure_kids);
    strbuf_release(&merge->parent_kids);
    strbuf_release(&merge->bookmark.text);
    free(merge->title);
    free(merge->language);
    free(merge->known);
    free(merge);
}

size_t pdf_merge_pages(const struct pdf_merge *merge) {
    return merge->page_count;
}

bool pdf_merge_add(struct pdf_merge *merge, struct slice pdf, const char *bookmark,
                   struct error *err) {
    struct arena arena = {0};
    struct part part = {0};
    unsigned count = 0, page = 0;
    bool good = find_part(&arena, pdf, &part, err);
    if (good) {
        page = first_page(&part.own, part.pages);
        good = (page && pdf_own_number(part.own.objects[part.pages], "Count", &count)) ||
               error_set(err, ERROR_INPUT, "no pages are found in it");
    }
    if (good) {
        if (merge->page_count % 2 == 1)
            add_blank_page(merge, part.own.objects[page]);
        add_objects(merge, &part);
        add_parents(merge, &part);
        add_bookmark(merge, &part, bookmark, page);
        strbuf_add_format(&merge->page_kids, "%u 0 R\n", part.numbers[part.pages]);
        strbuf_add_format(&merge->structure_kids, "%u 0 R\n", part.numbers[part.document]);
        merge->page_count += count;
        struct slice language = pdf_own_bracketed(part.catalog, "Lang", '(', ')');
        if (!merge->language)
            merge->language = memory_duplicate(language.data, language.length);
        good = pdf_pack_drain(merge->pack, merge->sink, merge->context, err);
    }
    arena_release(&arena);
    return good;
}

/* `title` is ours, made of letters that XML and PDF take as they are. */
static unsigned add_metadata(struct pdf_merge *merge) {
    struct strbuf xmp = {0}, stream = {0};
    strbuf_add_format(
        &xmp,
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
        " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
        " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
        "<dc:format>application/pdf</dc:format>\n"
        "<pdf:Producer>Footnote " FOOTNOTE_VERSION "</pdf:Producer>\n"
        "<pdfuaid:part>1</pdfuaid:part>\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>",
        merge->title);
    strbuf_add_format(&stream, "<</Type/Metadata/Subtype/XML/Length %zu>>\nstream\n", xmp.length);
    strbuf_add_slice(&stream, strbuf_slice(&xmp));
    strbuf_add(&stream, "\nendstream");
    unsigned number = pdf_pack_new_number(merge->pack);
    pdf_pack_add_stream(merge->pack, number, strbuf_slice(&stream));
    strbuf_release(&xmp);
    strbuf_release(&stream);
    return number;
}

static void add_roots(struct pdf_merge *merge, unsigned catalog, unsigned info) {
    struct strbuf text = {0};
    unsigned metadata = add_metadata(merge);
    strbuf_add_format(&text, "<</Type/Pages/Count %zu/Kids[%s]>>", merge->page_count,
                      strbuf_text(&merge->page_kids));
    pdf_pack_add_object(merge->pack, merge->pages, strbuf_slice(&text));
    strbuf_truncate(&text, 0);
    strbuf_add_format(&text, "<</Type/Outlines/First %u 0 R/Last %u 0 R/Count %u>>",
                      merge->first_bookmark, merge->bookmark.number, merge->bookmark_count);
    pdf_pack_add_object(merge->pack, merge->outlines, strbuf_slice(&text));
    strbuf_truncate(&text, 0);
    strbuf_add_format(&text,
                      "<</Type/StructTreeRoot/K[%s]/ParentTree<</Kids[%s]>>"
                      "/ParentTreeNextKey %u>>",
                      strbuf_text(&merge->structure_kids), strbuf_text(&merge->parent_kids),
                      merge->next_key);
    pdf_pack_add_object(merge->pack, merge->structure, strbuf_slice(&text));
    strbuf_truncate(&text, 0);
    strbuf_add_format(&text,
                      "<</Type/Catalog/Pages %u 0 R/Outlines %u 0 R/StructTreeRoot %u 0 R"
                      "/Metadata %u 0 R/Lang%s/MarkInfo<</Marked true>>"
                      "/ViewerPreferences<</DisplayDocTitle true>>>>",
                      merge->pages, merge->outlines, merge->structure, metadata, merge->language);
    pdf_pack_add_object(merge->pack, catalog, strbuf_slice(&text));
    strbuf_truncate(&text, 0);
    strbuf_add(&text, "<</Title");
    add_text_string(&text, merge->title);
    strbuf_add(&text, "/Producer(Footnote " FOOTNOTE_VERSION ")>>");
    pdf_pack_add_object(merge->pack, info, strbuf_slice(&text));
    strbuf_release(&text);
}

bool pdf_merge_finish(struct pdf_merge *merge, struct error *err) {
    if (merge->bookmark_count == 0)
        return error_set(err, ERROR_INPUT, "there is no handout to be merged");
    unsigned catalog = pdf_pack_new_number(merge->pack);
    unsigned info = pdf_pack_new_number(merge->pack);
    end_bookmark(merge, 0);
    add_roots(merge, catalog, info);
    return pdf_pack_finish(merge->pack, catalog, info, err) &&
           merge->sink(merge->context, strbuf_slice(&merge->out), err);
}
