/* office_metadata.c - see office_metadata.h.
 *
 * Layer: corpus.
 */
#include "corpus/readers/office_metadata.h"

#include "corpus/article_named.h"

struct metadata {
    struct article_builder *builder;
    struct strbuf name, value;
    int depth; /* below the property */
};

/* What holds properties and is none itself. */
static bool is_container(const char *name) {
    static const char *const containers[] = {"cp:coreProperties",    "custom:Properties",
                                             "office:document-meta", "office:meta",
                                             "opf:package",          "opf:metadata"};
    for (size_t i = 0; i < sizeof containers / sizeof *containers; i++)
        if (strcmp(name, containers[i]) == 0)
            return true;
    return false;
}

static bool start(void *context, const char *name, const struct xml_attributes *attributes) {
    struct metadata *metadata = context;
    if (metadata->depth == 0 && is_container(name))
        return true;
    if (metadata->depth++ > 0)
        return true;
    if (strcmp(name, "opf:manifest") == 0 || strcmp(name, "opf:spine") == 0) {
        metadata->depth = 0;
        return false;
    }
    struct slice own = xml_attribute(attributes, "property"); /* of OPF 3 */
    strbuf_truncate(&metadata->name, 0);
    strbuf_truncate(&metadata->value, 0);
    if (strcmp(name, "custom:property") == 0 || strcmp(name, "meta:user-defined") == 0)
        own = xml_attribute(attributes, "name");
    if (strcmp(name, "opf:meta") == 0 && !own.length) {
        own = xml_attribute(attributes, "name"); /* of OPF 2, with its value beside it */
        strbuf_add_slice(&metadata->value, xml_attribute(attributes, "content"));
    }
    strbuf_add_slice(&metadata->name, own.length ? own : slice_of(name));
    return true;
}

static void end(void *context, const char *name) {
    struct metadata *metadata = context;
    (void)name;
    if (metadata->depth && --metadata->depth == 0)
        article_take_named(metadata->builder, strbuf_slice(&metadata->name),
                           strbuf_slice(&metadata->value));
}

static void text(void *context, struct slice piece) {
    struct metadata *metadata = context;
    if (metadata->depth)
        strbuf_add_slice(&metadata->value, piece);
}

bool office_read_metadata(struct zip_archive *zip, const char *member,
                          struct article_builder *builder, struct error *err) {
    static const struct xml_handler handler = {start, end, text};
    struct metadata metadata = {.builder = builder};
    strbuf_add(&metadata.name, "");
    strbuf_add(&metadata.value, "");
    bool done = !member || !zip_archive_has(zip, member) ||
                xml_stream_member(zip, member, &handler, &metadata, err);
    strbuf_release(&metadata.name);
    strbuf_release(&metadata.value);
    return done;
}
