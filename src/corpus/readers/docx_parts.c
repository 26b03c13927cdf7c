/* docx_parts.c - see docx_parts.h.
 *
 * Layer: corpus.
 */
#include "corpus/readers/docx_parts.h"

#include <stddef.h>

struct relations {
    struct docx_parts *parts;
    struct arena *arena;
    const char *from;
};

/* By the end of the type's address: the strict and the common form differ before it. */
static const struct {
    const char *type;
    size_t part;
} relation_types[] = {
    {"/officeDocument", offsetof(struct docx_parts, document)},
    {"/styles", offsetof(struct docx_parts, styles)},
    {"/numbering", offsetof(struct docx_parts, lists)},
    {"/footnotes", offsetof(struct docx_parts, footnotes)},
    {"/endnotes", offsetof(struct docx_parts, endnotes)},
    {"/core-properties", offsetof(struct docx_parts, core_properties)},
    {"/custom-properties", offsetof(struct docx_parts, custom_properties)},
    {"/customProperties", offsetof(struct docx_parts, custom_properties)},
};

static bool ends_with(struct slice text, const char *end) {
    size_t length = strlen(end);
    return text.length >= length && memcmp(text.data + text.length - length, end, length) == 0;
}

static bool start(void *context, const char *name, const struct xml_attributes *attributes) {
    struct relations *relations = context;
    if (strcmp(name, "rel:Relationship") != 0)
        return true;
    struct slice type = xml_attribute(attributes, "Type");
    struct slice target = xml_attribute(attributes, "Target");
    if (slice_is(xml_attribute(attributes, "TargetMode"), "External"))
        return true;
    relations->parts->has_foreign_part |= ends_with(type, "/aFChunk");
    for (size_t i = 0; i < sizeof relation_types / sizeof *relation_types; i++) {
        const char **part =
            (const char **)(void *)((char *)relations->parts + relation_types[i].part);
        if (!*part && ends_with(type, relation_types[i].type))
            *part = zip_member_path(relations->arena, relations->from, target);
    }
    return true;
}

static bool read_relations(struct zip_archive *zip, const char *member, struct relations *relations,
                           struct error *err) {
    static const struct xml_handler handler = {start, NULL, NULL};
    return !zip_archive_has(zip, member) ||
           xml_stream_member(zip, member, &handler, relations, err);
}

bool docx_find_parts(struct zip_archive *zip, struct arena *arena, struct docx_parts *parts,
                     struct error *err) {
    struct relations relations = {.parts = parts, .arena = arena, .from = ""};
    if (!read_relations(zip, "_rels/.rels", &relations, err))
        return false;
    if (!parts->document)
        parts->document = "word/document.xml";
    if (!zip_archive_has(zip, parts->document))
        return error_set(err, ERROR_INPUT,
                         "%s: holds no document of a word processor, expected a .docx file as Word "
                         "saves it",
                         zip_archive_file(zip));
    const char *slash = strrchr(parts->document, '/');
    size_t folder = slash ? (size_t)(slash + 1 - parts->document) : 0;
    relations.from = parts->document;
    return read_relations(zip,
                          arena_format(arena, "%.*s_rels/%s.rels", (int)folder, parts->document,
                                       parts->document + folder),
                          &relations, err);
}
