/* xml_stream.c - see xml_stream.h.
 *
 * Layer: corpus. Order: attributes and tables, names, the parser's calls, a member.
 */
#include "corpus/readers/xml_stream.h"

#include "corpus/readers/xml_library.h"

#include <stdlib.h>

enum {
    LONGEST_NAME = 64,
    REMEMBERED_SPACES = 32,
    LONGEST_TAG_BYTES = 256 * 1024,
    MOST_ATTRIBUTES = 1000, /* libxml2 compares each with each */
};

struct xml_stream {
    const struct xml_library *xml;
    const struct xml_handler *handler;
    void *context;
    xmlParserCtxt *parser;
    const char *file, *member;
    size_t silent_bytes;      /* read since the last element or text: of one tag or comment */
    int depth, skipped_depth; /* skipped: elements open in one that is passed over */
    struct error *err;
    bool has_failed;
    /* Spaces by the parser's own string, which is the same string for the same space. */
    const xmlChar *seen_uris[REMEMBERED_SPACES];
    const char *seen_spaces[REMEMBERED_SPACES];
    size_t seen_count;
};

/* -- attributes and tables ----------------------------------------------------------------- */

enum { PARTS = 5, PART_NAME = 0, PART_VALUE = 3, PART_END = 4 };

struct slice xml_attribute(const struct xml_attributes *attributes, const char *name) {
    for (int i = 0; i < attributes->count; i++) {
        const unsigned char **item = attributes->items + (ptrdiff_t)i * PARTS;
        if (strcmp((const char *)item[PART_NAME], name) == 0)
            return slice_make((const char *)item[PART_VALUE],
                              (size_t)(item[PART_END] - item[PART_VALUE]));
    }
    return slice_make("", 0);
}

int xml_attribute_number(const struct xml_attributes *attributes, const char *name, int fallback) {
    enum { MOST_DIGITS = 8 };
    struct slice text = xml_attribute(attributes, name);
    char digits[MOST_DIGITS + 1];
    if (!text.length || text.length > MOST_DIGITS)
        return fallback;
    memcpy(digits, text.data, text.length);
    digits[text.length] = '\0';
    char *end;
    long number = strtol(digits, &end, 10);
    return *end ? fallback : (int)number;
}

static int compare_use(const void *name, const void *use) {
    return strcmp(name, ((const struct xml_use *)use)->name);
}

int xml_use_of(const struct xml_use *table, size_t count, const char *name, int otherwise) {
    const struct xml_use *use = bsearch(name, table, count, sizeof *table, compare_use);
    return use ? use->use : otherwise;
}

/* -- names --------------------------------------------------------------------------------- */

static const struct {
    const char *uri, *space;
} known_spaces[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", "m"},
    {"http://purl.oclc.org/ooxml/officeDocument/math", "m"},
    {"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"},
    {"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"},
    {"http://schemas.openxmlformats.org/package/2006/relationships", "rel"},
    {"http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "cp"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties", "custom"},
    {"http://purl.oclc.org/ooxml/officeDocument/customProperties", "custom"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes", "vt"},
    {"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes", "vt"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
    {"http://www.idpf.org/2007/opf", "opf"},
    {"http://www.w3.org/2001/04/xmlenc#", "enc"},
};

/* OpenDocument's spaces differ in one word: "urn:...:xmlns:text:1.0". EPUB's container is one. */
#define OPEN_DOCUMENT "urn:oasis:names:tc:opendocument:xmlns:"
static const char *const open_document_spaces[] = {"office", "text", "table",     "style",
                                                   "draw",   "meta", "manifest",  "svg",
                                                   "form",   "fo",   "container", "presentation"};

static const char *find_space(const char *uri) {
    for (size_t i = 0; i < sizeof known_spaces / sizeof *known_spaces; i++)
        if (strcmp(uri, known_spaces[i].uri) == 0)
            return known_spaces[i].space;
    if (strncmp(uri, OPEN_DOCUMENT, strlen(OPEN_DOCUMENT)) != 0)
        return "-";
    const char *word = uri + strlen(OPEN_DOCUMENT);
    for (size_t i = 0; i < sizeof open_document_spaces / sizeof *open_document_spaces; i++) {
        size_t length = strlen(open_document_spaces[i]);
        if (strncmp(word, open_document_spaces[i], length) == 0 && strchr(":-", word[length]))
            return open_document_spaces[i];
    }
    return "-";
}

static const char *space_of(struct xml_stream *stream, const xmlChar *uri) {
    if (!uri)
        return "-";
    for (size_t i = 0; i < stream->seen_count; i++)
        if (stream->seen_uris[i] == uri)
            return stream->seen_spaces[i];
    const char *space = find_space((const char *)uri);
    if (stream->seen_count < REMEMBERED_SPACES) {
        stream->seen_uris[stream->seen_count] = uri;
        stream->seen_spaces[stream->seen_count++] = space;
    }
    return space;
}

static void make_name(struct xml_stream *stream, const xmlChar *local, const xmlChar *uri,
                      char name[LONGEST_NAME]) {
    const char *space = space_of(stream, uri);
    size_t space_length = strlen(space), length = strlen((const char *)local);
    if (space_length + length + 2 > LONGEST_NAME)
        length = LONGEST_NAME - space_length - 2; /* no name that is known is so long */
    memcpy(name, space, space_length);
    name[space_length] = ':';
    memcpy(name + space_length + 1, local, length);
    name[space_length + 1 + length] = '\0';
}

/* -- the parser's calls -------------------------------------------------------------------- */

static void fail(struct xml_stream *stream, const char *reason) {
    if (!stream->has_failed)
        error_set(stream->err, ERROR_INPUT, "%s: '%s' in it %s", stream->file, stream->member,
                  reason);
    stream->has_failed = true;
    stream->xml->xmlStopParser(stream->parser);
}

static void on_start(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                     int space_count, const xmlChar **spaces, int attribute_count,
                     int default_count, const xmlChar **attributes) {
    struct xml_stream *stream = context;
    (void)prefix, (void)spaces, (void)default_count;
    stream->silent_bytes = 0;
    if (stream->has_failed)
        return;
    if (attribute_count > MOST_ATTRIBUTES || space_count > MOST_ATTRIBUTES) {
        fail(stream, "has an element with more than 1,000 attributes");
        return;
    }
    if (++stream->depth > XML_DEEPEST_ELEMENT) {
        fail(stream, "has more than 200 elements inside each other");
        return;
    }
    if (stream->skipped_depth) {
        stream->skipped_depth++;
        return;
    }
    char name[LONGEST_NAME];
    struct xml_attributes all = {attributes, attribute_count};
    make_name(stream, local, uri, name);
    if (!stream->handler->start(stream->context, name, &all))
        stream->skipped_depth = 1;
}

static void on_end(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
    struct xml_stream *stream = context;
    (void)prefix;
    stream->silent_bytes = 0;
    if (stream->has_failed)
        return;
    stream->depth--;
    if (stream->skipped_depth) {
        stream->skipped_depth--;
        return;
    }
    char name[LONGEST_NAME];
    make_name(stream, local, uri, name);
    if (stream->handler->end)
        stream->handler->end(stream->context, name);
}

static void on_text(void *context, const xmlChar *text, int length) {
    struct xml_stream *stream = context;
    stream->silent_bytes = 0;
    if (!stream->has_failed && !stream->skipped_depth && stream->handler->text)
        stream->handler->text(stream->context, slice_make((const char *)text, (size_t)length));
}

static void on_document_type(void *context, const xmlChar *name, const xmlChar *external,
                             const xmlChar *system) {
    (void)name, (void)external, (void)system;
    fail(context, "has a document type (DOCTYPE), which documents of this kind don't have");
}

static void ignore_problem(void *context, xmlErrorPtr problem) {
    (void)context, (void)problem; /* the parser keeps the last one */
}

/* -- a member ------------------------------------------------------------------------------ */

static bool take_piece(void *context, struct slice piece) {
    struct xml_stream *stream = context;
    stream->silent_bytes += piece.length;
    if (stream->silent_bytes > LONGEST_TAG_BYTES) {
        fail(stream, "has a tag or comment of more than 256 KB");
        return false;
    }
    stream->xml->xmlParseChunk(stream->parser, piece.data, (int)piece.length, 0);
    return !stream->has_failed && stream->parser->wellFormed && !stream->parser->disableSAX;
}

static bool check_end(struct xml_stream *stream) {
    if (stream->has_failed)
        return false;
    if (!stream->parser->wellFormed || stream->parser->disableSAX)
        return error_set(stream->err, ERROR_INPUT,
                         "%s: '%s' in it is damaged at line %d (no well-formed XML)", stream->file,
                         stream->member, stream->parser->lastError.line);
    return true;
}

bool xml_stream_member(struct zip_archive *zip, const char *member,
                       const struct xml_handler *handler, void *context, struct error *err) {
    static xmlSAXHandler calls = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .internalSubset = on_document_type,
        .serror = ignore_problem,
    };
    struct xml_stream stream = {.handler = handler,
                                .context = context,
                                .file = zip_archive_file(zip),
                                .member = member,
                                .err = err};
    stream.xml = xml_library(err);
    if (!stream.xml)
        return error_prefix(err, "%s: ", stream.file);
    stream.parser = stream.xml->xmlCreatePushParserCtxt(&calls, &stream, NULL, 0, NULL);
    if (!stream.parser)
        return error_set(err, ERROR_ENVIRONMENT, "%s: out of memory", stream.file);
    /* Without NOENT an "&amp;" in an attribute stays "&#38;"; there are no entities but XML's own,
     * since whatever could declare others is refused. */
    stream.xml->xmlCtxtUseOptions(stream.parser, XML_PARSE_NONET | XML_PARSE_NOENT);
    bool done = zip_archive_stream(zip, member, take_piece, &stream, err);
    if (done) {
        if (!stream.has_failed && stream.parser->wellFormed)
            stream.xml->xmlParseChunk(stream.parser, NULL, 0, 1);
        done = check_end(&stream);
    }
    stream.xml->xmlFreeParserCtxt(stream.parser);
    return done;
}
