/* reader_epub.c - an EPUB book -> one article, its chapters in the order of reading.
 *
 * Layer: corpus; libzip, libxml2. The container names the package, the package its chapters, and
 * each chapter is a web page for the HTML reader. Order: container, package, protection, chapters,
 * style sheets.
 */
#include "corpus/readers/css_raised.h"
#include "corpus/readers/office_metadata.h"
#include "corpus/readers/reader_formats.h"
#include "corpus/readers/text_encoding.h"

enum { LARGEST_CHAPTER_BYTES = 4 * 1024 * 1024, LARGEST_STYLE_SHEET_BYTES = 1024 * 1024 };

struct book {
    struct article_builder *builder;
    struct arena *arena;
    struct zip_archive *zip;
    const char *package; /* the member; NULL until the container was read */
    struct part {
        const char *id, *member, *media_type;
    } * parts;
    size_t part_count, part_capacity;
    const char **spine; /* ids */
    size_t spine_count, spine_capacity;
    const char **protected_members;
    size_t protected_count, protected_capacity;
    struct strbuf raised_classes; /* of its style sheets */
};

/* -- container ----------------------------------------------------------------------------- */

static const char *kept(struct book *book, struct slice text) {
    return arena_bytes(book->arena, text.data, text.length);
}

static bool start_container(void *context, const char *name,
                            const struct xml_attributes *attributes) {
    struct book *book = context;
    if (strcmp(name, "container:rootfile") == 0 && !book->package)
        book->package = zip_member_path(book->arena, "", xml_attribute(attributes, "full-path"));
    return true;
}

/* -- package ------------------------------------------------------------------------------- */

static void add_part(struct book *book, const struct xml_attributes *attributes) {
    book->parts = arena_make_room(book->arena, book->parts, book->part_count, &book->part_capacity,
                                  64, sizeof *book->parts);
    book->parts[book->part_count++] = (struct part){
        .id = kept(book, xml_attribute(attributes, "id")),
        .member = zip_member_path(book->arena, book->package, xml_attribute(attributes, "href")),
        .media_type = kept(book, xml_attribute(attributes, "media-type")),
    };
}

static void add_name(struct book *book, const char ***names, size_t *count, size_t *capacity,
                     const char *name) {
    *names = arena_make_room(book->arena, *names, *count, capacity, 64, sizeof **names);
    (*names)[(*count)++] = name;
}

static bool start_package(void *context, const char *name,
                          const struct xml_attributes *attributes) {
    struct book *book = context;
    bool is_full = book->part_count > ZIP_MOST_MEMBERS || book->spine_count > ZIP_MOST_MEMBERS;
    if (strcmp(name, "opf:item") == 0 && !is_full)
        add_part(book, attributes);
    else if (strcmp(name, "opf:itemref") == 0 && !is_full &&
             !slice_is(xml_attribute(attributes, "linear"), "no"))
        add_name(book, &book->spine, &book->spine_count, &book->spine_capacity,
                 kept(book, xml_attribute(attributes, "idref")));
    return true;
}

/* -- protection ---------------------------------------------------------------------------- */

/* Fonts are often encrypted, which is nobody's loss; chapters are by shops. */
static bool start_protection(void *context, const char *name,
                             const struct xml_attributes *attributes) {
    struct book *book = context;
    const char *member = strcmp(name, "enc:CipherReference") == 0
                             ? zip_member_path(book->arena, "", xml_attribute(attributes, "URI"))
                             : NULL;
    if (member && book->protected_count <= ZIP_MOST_MEMBERS)
        add_name(book, &book->protected_members, &book->protected_count, &book->protected_capacity,
                 member);
    return true;
}

static bool is_protected(const struct book *book, const char *member) {
    for (size_t i = 0; i < book->protected_count; i++)
        if (strcmp(book->protected_members[i], member) == 0)
            return true;
    return false;
}

/* -- chapters ------------------------------------------------------------------------------ */

static const struct part *find_part(const struct book *book, const char *id) {
    for (size_t i = 0; i < book->part_count; i++)
        if (strcmp(book->parts[i].id, id) == 0)
            return &book->parts[i];
    return NULL;
}

static bool read_chapter(struct book *book, const struct part *part, struct error *err) {
    struct strbuf bytes = {0}, room = {0};
    struct slice text;
    const char *file = book->builder->file;
    bool done = zip_archive_read(book->zip, part->member, LARGEST_CHAPTER_BYTES, &bytes, err);
    /* Messages of the HTML reader name the chapter. */
    book->builder->file = arena_format(book->arena, "%s: %s", file, part->member);
    if (slice_trim(strbuf_slice(&bytes)).length)
        done = done &&
               text_decode(book->builder->file, strbuf_slice(&bytes), true, &room, &text, err) &&
               reader_html_piece(book->builder, text, 1, &book->raised_classes, err);
    book->builder->file = file;
    strbuf_release(&bytes);
    strbuf_release(&room);
    return done;
}

static bool read_chapters(struct book *book, struct error *err) {
    const char *file = book->builder->file;
    for (size_t i = 0; i < book->spine_count; i++) {
        const struct part *part = find_part(book, book->spine[i]);
        if (!part || !part->member || !zip_archive_has(book->zip, part->member))
            return error_set(err, ERROR_INPUT,
                             "%s: a chapter that its package '%s' lists is missing", file,
                             book->package);
        if (is_protected(book, part->member))
            return error_set(err, ERROR_INPUT,
                             "%s: its chapters are encrypted (copy protection), get a copy without",
                             file);
        bool is_page = strstr(part->media_type, "html") != NULL; /* pictures have no text */
        if (is_page && !read_chapter(book, part, err))
            return false;
    }
    return true;
}

/* A style sheet that can't be read takes no words away. */
static void read_style_sheets(struct book *book) {
    for (size_t i = 0; i < book->part_count; i++) {
        const struct part *part = &book->parts[i];
        struct strbuf css = {0};
        struct error ignored;
        if (strcmp(part->media_type, "text/css") == 0 && part->member &&
            zip_archive_has(book->zip, part->member) &&
            zip_archive_read(book->zip, part->member, LARGEST_STYLE_SHEET_BYTES, &css, &ignored))
            css_add_raised(&book->raised_classes, strbuf_slice(&css));
        strbuf_release(&css);
    }
}

static bool read_chapters_in_style(struct book *book, struct error *err) {
    read_style_sheets(book);
    return read_chapters(book, err);
}

static bool read_book(struct book *book, struct error *err) {
    static const struct xml_handler container = {start_container, NULL, NULL};
    static const struct xml_handler package = {start_package, NULL, NULL};
    static const struct xml_handler protection = {start_protection, NULL, NULL};
    static const char container_member[] = "META-INF/container.xml";
    static const char protection_member[] = "META-INF/encryption.xml";
    if (zip_archive_has(book->zip, container_member) &&
        !xml_stream_member(book->zip, container_member, &container, book, err))
        return false;
    if (!book->package || !zip_archive_has(book->zip, book->package))
        return error_set(err, ERROR_INPUT, "%s: has no package of chapters, this is no EPUB book",
                         book->builder->file);
    return xml_stream_member(book->zip, book->package, &package, book, err) &&
           office_read_metadata(book->zip, book->package, book->builder, err) &&
           (!zip_archive_has(book->zip, protection_member) ||
            xml_stream_member(book->zip, protection_member, &protection, book, err)) &&
           read_chapters_in_style(book, err);
}

bool reader_epub(struct article_builder *builder, struct slice bytes, struct error *err) {
    struct zip_archive *zip = zip_archive_open(builder->file, bytes, err);
    if (!zip)
        return false;
    struct book book = {.builder = builder, .arena = builder->arena, .zip = zip};
    bool done = read_book(&book, err);
    strbuf_release(&book.raised_classes);
    zip_archive_close(zip);
    return done;
}
