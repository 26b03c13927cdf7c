/* fuzz_office.c - any bytes as a member of a DOCX, ODT or EPUB file, or as the
 * whole file.
 *
 * The first byte chooses. Members are packed with right sums, so that what is
 * fuzzed is the reading of XML and not the unpacking.
 */
#include "../unit/zip_fixture.h"
#include "corpus/readers/reader.h"

#include <stdint.h>

static const char container[] = "<container "
                                "xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfile "
                                "full-path='b.opf'/></container>";
static const char package[] =
    "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='a' "
    "href='a.xhtml' "
    "media-type='application/xhtml+xml'/></manifest><spine><itemref "
    "idref='a'/></spine></package>";

static const struct target {
    const char *file, *member;
} targets[] = {
    {"a.docx", "word/document.xml"},
    {"a.docx", "word/styles.xml"},
    {"a.docx", "_rels/.rels"},
    {"a.docx", "word/numbering.xml"},
    {"a.docx", "docProps/core.xml"},
    {"a.odt", "content.xml"},
    {"a.odt", "styles.xml"},
    {"a.odt", "meta.xml"},
    {"a.epub", "b.opf"},
    {"a.epub", "a.xhtml"},
    {"a.epub", "META-INF/container.xml"},
    {"a.docx", NULL},
    {"a.txt", NULL},
    {"a.html", NULL},
};

static bool take(void *context, const struct article *article, const char *problem) {
    size_t *passages = context;
    (void)problem;
    *passages += article ? article->section_count : 0;
    return true;
}

static void add_unless(struct zip_fixture *zip, const struct target *target, const char *member,
                       const char *text) {
    if (strcmp(target->member, member) != 0)
        zip_fixture_add(zip, member, text);
}

static struct slice pack(struct zip_fixture *zip, const struct target *target, struct slice data) {
    zip_fixture_add_as(zip, target->member, data, 0, data.length);
    if (strcmp(target->file, "a.docx") == 0) {
        add_unless(zip, target, "word/document.xml", "<w/>");
        add_unless(zip, target, "word/_rels/document.xml.rels",
                   "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
                   "relationships'><Relationship Type='/styles' "
                   "Target='styles.xml'/><Relationship "
                   "Type='/numbering' Target='numbering.xml'/></Relationships>");
    } else if (strcmp(target->file, "a.odt") == 0) {
        add_unless(zip, target, "content.xml", "<x/>");
    } else {
        add_unless(zip, target, "META-INF/container.xml", container);
        add_unless(zip, target, "b.opf", package);
        add_unless(zip, target, "a.xhtml", "<p>x</p>");
    }
    return zip_fixture_end(zip);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    const struct target *target = &targets[data[0] % (sizeof targets / sizeof *targets)];
    struct slice bytes = slice_make((const char *)data + 1, size - 1);
    struct zip_fixture zip = {0};
    struct error err;
    size_t passages = 0;
    if (target->member)
        bytes = pack(&zip, target, bytes);
    reader_read(target->file, target->file, bytes, take, &passages, &err);
    zip_fixture_release(&zip);
    return 0;
}
