/* reader_odt.c - an OpenDocument text -> an article.
 *
 * Layer: corpus; libzip and libxml2, one pass. Order: what elements mean (a table), paragraphs and
 * spans, elements, the file.
 */
#include "corpus/article_header.h"
#include "corpus/readers/odt_lists.h"
#include "corpus/readers/office_metadata.h"
#include "corpus/readers/reader_formats.h"

/* -- elements ------------------------------------------------------------------------------ */

enum {
    USE_PASS, /* all that is not in the table: what is in it counts */
    USE_SKIP,
    USE_BLANK,
    USE_CELL,
    USE_DESCRIPTION,
    USE_HEADING,
    USE_HIDDEN,
    USE_ITEM,
    USE_LIST,
    USE_LIST_HEADER,
    USE_NOTE,
    USE_PARAGRAPH,
    USE_ROW,
    USE_SECTION,
    USE_SPAN,
    USE_STYLES,
    USE_TABLE,
};

/* Sorted by name. */
static const struct xml_use uses[] = {
    {"form:form", USE_SKIP},
    {"office:annotation", USE_SKIP},
    {"office:annotation-end", USE_SKIP},
    {"office:automatic-styles", USE_STYLES},
    {"office:event-listeners", USE_SKIP},
    {"office:font-face-decls", USE_SKIP},
    {"office:forms", USE_SKIP},
    {"office:master-styles", USE_SKIP},
    {"office:scripts", USE_SKIP},
    {"office:styles", USE_STYLES},
    {"svg:desc", USE_DESCRIPTION},
    {"svg:title", USE_DESCRIPTION},
    {"table:covered-table-cell", USE_CELL},
    {"table:table", USE_TABLE},
    {"table:table-cell", USE_CELL},
    {"table:table-row", USE_ROW},
    {"text:alphabetical-index", USE_SKIP},
    {"text:h", USE_HEADING},
    {"text:hidden-paragraph", USE_HIDDEN},
    {"text:hidden-text", USE_HIDDEN},
    {"text:line-break", USE_BLANK},
    {"text:list", USE_LIST},
    {"text:list-header", USE_LIST_HEADER},
    {"text:list-item", USE_ITEM},
    {"text:note", USE_NOTE},
    {"text:note-citation", USE_SKIP},
    {"text:p", USE_PARAGRAPH},
    {"text:ruby-text", USE_SKIP},
    {"text:s", USE_BLANK},
    {"text:section", USE_SECTION},
    {"text:span", USE_SPAN},
    {"text:tab", USE_BLANK},
    {"text:table-of-content", USE_SKIP},
    {"text:tracked-changes", USE_SKIP}, /* what was deleted is kept there */
};

static int use_of(const char *name) {
    return xml_use_of(uses, sizeof uses / sizeof *uses, name, USE_PASS);
}

struct run {
    bool is_hidden, is_raised;
};

struct document {
    struct office_flow flow;
    struct odt_styles styles;
    bool in_styles;
    struct run runs[XML_DEEPEST_ELEMENT + 1]; /* paragraphs and spans, one in the other */
    int run_count;
    struct odt_style paragraphs[XML_DEEPEST_ELEMENT + 1];
    int paragraph_count;
    struct odt_open_lists lists;
    int cell_repeats[XML_DEEPEST_ELEMENT + 1];
    int cell_count;
};

/* -- paragraphs and spans ------------------------------------------------------------------ */

static struct run *last_run(struct document *document) {
    return &document->runs[document->run_count];
}

static void open_run(struct document *document, const struct odt_style *style) {
    struct run run = *last_run(document);
    if (style->hidden != ODT_UNSET)
        run.is_hidden = style->hidden == 1;
    if (style->raised != ODT_UNSET)
        run.is_raised = style->raised == 1;
    document->runs[++document->run_count] = run;
}

static void open_paragraph(struct document *document, bool is_heading,
                           const struct xml_attributes *attributes) {
    struct odt_style style =
        odt_style_of(&document->styles, xml_attribute(attributes, "style-name"));
    if (is_heading)
        style.outline_level = xml_attribute_number(attributes, "outline-level", 1);
    else if (slice_is(xml_attribute(attributes, "is-hidden"), "true"))
        style.hidden = 1;
    open_run(document, &style);
    /* A text box in a raised or hidden run is a paragraph of its own. */
    document->runs[document->run_count].is_raised = style.raised == 1;
    document->paragraphs[document->paragraph_count++] = style;
    flow_open_paragraph(&document->flow);
}

static void close_paragraph(struct document *document) {
    struct odt_style *style = &document->paragraphs[--document->paragraph_count];
    struct flow_block block = {.kind = FLOW_PARAGRAPH};
    document->run_count--;
    if (style->outline_level >= 1) {
        block.kind = FLOW_HEADING;
        block.level = style->outline_level;
    } else if (style->is_title) {
        block.kind = FLOW_TITLE;
    } else if (document->lists.item_waits && document->lists.count && !document->flow.note_depth) {
        block.kind = FLOW_ITEM;
        odt_take_marker(&document->lists, block.marker);
    }
    flow_close_paragraph(&document->flow, &block);
}

static void add_text(struct document *document, struct slice text) {
    const struct run *run = last_run(document);
    if (run->is_hidden || !document->paragraph_count)
        return;
    if (run->is_raised)
        flow_add_raised(&document->flow, text);
    else
        flow_add_text(&document->flow, text);
}

/* -- elements ------------------------------------------------------------------------------ */

/* False: passed over. */
static bool start_content(struct document *document, int use,
                          const struct xml_attributes *attributes) {
    enum { MOST_REPEATS = 32 }; /* a program fills the sheet's width with one empty cell */
    struct odt_style style;
    int repeats;
    switch (use) {
    case USE_BLANK:
    case USE_DESCRIPTION:
        add_text(document, slice_of(" "));
        break;
    case USE_HEADING:
    case USE_PARAGRAPH:
        open_paragraph(document, use == USE_HEADING, attributes);
        break;
    case USE_SPAN:
        style = odt_style_of(&document->styles, xml_attribute(attributes, "style-name"));
        open_run(document, &style);
        break;
    case USE_HIDDEN:
        return !slice_is(xml_attribute(attributes, "is-hidden"), "true");
    case USE_SECTION:
        return !slice_is(xml_attribute(attributes, "display"), "none");
    case USE_LIST:
        odt_open_list(&document->lists, &document->styles, attributes);
        break;
    case USE_ITEM:
        odt_open_item(&document->lists, attributes);
        break;
    case USE_LIST_HEADER: /* above the items, without a number or bullet */
        document->lists.item_waits = false;
        break;
    case USE_NOTE:
        flow_open_note(&document->flow);
        break;
    case USE_TABLE:
        flow_open_table(&document->flow);
        break;
    case USE_CELL:
        repeats = xml_attribute_number(attributes, "number-columns-repeated", 1);
        repeats = repeats < MOST_REPEATS ? repeats : MOST_REPEATS;
        document->cell_repeats[document->cell_count++] = repeats;
        break;
    default:
        break;
    }
    return true;
}

static bool start(void *context, const char *name, const struct xml_attributes *attributes) {
    struct document *document = context;
    int use = use_of(name);
    if (use == USE_SKIP)
        return false;
    if (use == USE_STYLES)
        document->in_styles = true;
    if (document->in_styles)
        return odt_take_style(&document->styles, name, attributes);
    return start_content(document, use, attributes);
}

static void end_content(struct document *document, int use) {
    int repeats;
    switch (use) {
    case USE_DESCRIPTION:
        add_text(document, slice_of(" "));
        break;
    case USE_HEADING:
    case USE_PARAGRAPH:
        close_paragraph(document);
        break;
    case USE_SPAN:
        document->run_count--;
        break;
    case USE_LIST:
        odt_close_list(&document->lists);
        break;
    case USE_ITEM:
        document->lists.item_waits = false;
        break;
    case USE_NOTE:
        flow_close_note(&document->flow);
        break;
    case USE_TABLE:
        flow_close_table(&document->flow);
        break;
    case USE_ROW:
        flow_close_row(&document->flow, false);
        break;
    case USE_CELL:
        repeats = document->cell_repeats[--document->cell_count];
        for (int i = 0; i < repeats; i++)
            flow_close_cell(&document->flow, false);
        break;
    default:
        break;
    }
}

static void end(void *context, const char *name) {
    struct document *document = context;
    int use = use_of(name);
    if (!document->in_styles) {
        end_content(document, use);
        return;
    }
    odt_end_style(&document->styles, name);
    if (use == USE_STYLES) {
        document->in_styles = false;
        odt_sort_styles(&document->styles);
    }
}

/* White space is one space, whatever the file's lines are. */
static void text(void *context, struct slice piece) {
    struct document *document = context;
    if (!document->in_styles)
        add_text(document, piece);
}

/* -- the file ------------------------------------------------------------------------------ */

static bool start_manifest(void *context, const char *name,
                           const struct xml_attributes *attributes) {
    bool *is_encrypted = context;
    (void)attributes;
    *is_encrypted = *is_encrypted || strcmp(name, "manifest:encryption-data") == 0;
    return true;
}

static bool check_kind(struct zip_archive *zip, struct error *err) {
    static const struct xml_handler manifest = {start_manifest, NULL, NULL};
    bool is_encrypted = false;
    if (zip_archive_has(zip, "META-INF/manifest.xml") &&
        !xml_stream_member(zip, "META-INF/manifest.xml", &manifest, &is_encrypted, err))
        return false;
    if (is_encrypted)
        return error_set(err, ERROR_INPUT,
                         "%s: is protected by a password, save a copy without one",
                         zip_archive_file(zip));
    return zip_archive_has(zip, "content.xml") ||
           error_set(err, ERROR_INPUT,
                     "%s: holds no text document, expected an .odt file as LibreOffice saves it",
                     zip_archive_file(zip));
}

static bool read_document(struct document *document, struct zip_archive *zip, struct error *err) {
    static const struct xml_handler handler = {start, end, text};
    struct article_builder *builder = document->flow.builder;
    if (!check_kind(zip, err) || !office_read_metadata(zip, "meta.xml", builder, err) ||
        (zip_archive_has(zip, "styles.xml") &&
         !xml_stream_member(zip, "styles.xml", &handler, document, err)) ||
        !xml_stream_member(zip, "content.xml", &handler, document, err))
        return false;
    if (document->styles.has_too_many)
        return error_set(err, ERROR_INPUT, "%s: has more than 50,000 styles", builder->file);
    flow_finish(&document->flow);
    const char *language =
        article_language(document->styles.arena, slice_of(document->styles.language));
    if (language && strcmp(builder->article.language, "und") == 0)
        builder->article.language = language;
    return true;
}

bool reader_odt(struct article_builder *builder, struct slice bytes, struct error *err) {
    struct zip_archive *zip = zip_archive_open(builder->file, bytes, err);
    if (!zip)
        return false;
    struct document document = {.styles = {.arena = builder->arena, .language = ""}};
    flow_start(&document.flow, builder);
    bool done = read_document(&document, zip, err);
    flow_discard(&document.flow);
    zip_archive_close(zip);
    return done;
}
